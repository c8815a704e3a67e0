/** What the import laws and the linter cannot see, on the real tree. Each check is broken on purpose in faults.test.ts. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogueFaults, unusedNamespaces } from "./catalogues";
import { columnFaults, idleRetentions } from "./columns";
import { actionFaults, clientFaults, pageFaults, permissionFaults, routeFaults } from "./doors";
import { budgetFaults, namingFaults } from "./names";
import { inWords, readTree } from "./tree";
import { libraryFaults, linkFaults, scenarioFaults, wordFaults } from "./words";

const tree = readTree(resolve(import.meta.dirname, "../.."));
const { permissions } = await import("@/lib/access/permissions");
const { events } = await import("@/lib/evidence/events");
const { retentionRules } = await import("@/lib/retention/rules");
const retentions = Object.keys(retentionRules);
const followed = Object.values(events).map((event) => event.retention);

describe("names and budgets", () => {
  it("files keep the house's vocabulary", () => expect(inWords(namingFaults(tree))).toEqual([]));
  it("no file or folder grows for ever", () => expect(inWords(budgetFaults(tree))).toEqual([]));
});

describe("doors", () => {
  it("every action is built by familyAction, officeAction, selfAction or publicAction", () =>
    expect(inWords(actionFaults(tree))).toEqual([]));
  it("every private page guards itself", () => expect(inWords(pageFaults(tree))).toEqual([]));
  it("every permission guards a door", () =>
    expect(inWords(permissionFaults(tree, Object.keys(permissions)))).toEqual([]));
  it("every route stands in the role matrix", async () => {
    const { routes } = await import("@/lib/access/matrix");
    expect(inWords(routeFaults(tree, Object.keys(routes)))).toEqual([]);
  });
  it("no catalogue travels to the browser", () => expect(inWords(clientFaults(tree))).toEqual([]));
});

describe("personal data", () => {
  it("every personal column has a category and a retention", () =>
    expect(inWords(columnFaults(tree, retentions))).toEqual([]));
  it("every event of the journal has a retention", () => {
    expect(followed.filter((name) => !retentions.includes(name))).toEqual([]);
  });
  it("no retention rule is without use", () => expect(inWords(idleRetentions(tree, retentions, followed))).toEqual([]));
});

describe("words", () => {
  it("the catalogues agree and are well set", () => expect(inWords(catalogueFaults(tree))).toEqual([]));
  it("every namespace is asked for", () => expect(inWords(unusedNamespaces(tree))).toEqual([]));
  it("nothing names a machine, a registry or a writing tool", () => expect(inWords(wordFaults(tree))).toEqual([]));
  it("every package has its line among the decisions", () => expect(inWords(libraryFaults(tree))).toEqual([]));
  it("scenarios and browser tests tell the same stories", () => expect(inWords(scenarioFaults(tree))).toEqual([]));
  it("links between documents lead somewhere", () => expect(inWords(linkFaults(tree))).toEqual([]));
});
