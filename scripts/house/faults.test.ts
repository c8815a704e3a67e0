/** Each check of the house sees the fault it is there for, and lets the lawful twin pass. */
import { describe, expect, it } from "vitest";
import { catalogueFaults, unusedNamespaces } from "./catalogues";
import { columnFaults, idleRetentions, personalColumns } from "./columns";
import { actionFaults, addressOf, clientFaults, pageFaults, permissionFaults, routeFaults } from "./doors";
import { budgetFaults, namingFaults } from "./names";
import { type Fault, treeOf } from "./tree";
import { libraryFaults, linkFaults, scenarioFaults, wordFaults } from "./words";

const places = (faults: Fault[]) => faults.map((fault) => fault.at);

describe("names", () => {
  it.each([
    "lib/booking/helpers.ts",
    "lib/booking/logic.ts",
    "lib/booking/rules/late.ts",
    "lib/billing/rules.ts",
    "lib/payment/stripe.ts",
    "components/ui/MonthGrid.tsx",
    "components/ui/index.tsx",
    "app/(family)/Foyer/page.tsx",
    "lib/server/date-utils.ts",
  ])("%s is refused", (path) => {
    expect(namingFaults(treeOf({ [path]: "" }))).not.toEqual([]);
  });

  it.each([
    "lib/booking/rules.ts",
    "lib/booking/rules-cut-off.test.ts",
    "lib/booking/commands.db.test.ts",
    "lib/payfip/payfip.ts",
    "lib/invoice/pdf-lines.tsx",
    "app/(family)/enfants/[id]/page.tsx",
    "app/api/auth/[...nextauth]/route.ts",
    "lib/server/db.ts",
  ])("%s passes", (path) => {
    expect(namingFaults(treeOf({ [path]: "" }))).toEqual([]);
  });

  it("a file of 301 lines and a folder of 13 files are too much, tests apart", () => {
    const lines = (count: number) => "x\n".repeat(count);
    expect(places(budgetFaults(treeOf({ "lib/a/b.ts": lines(301), "lib/a/c.ts": lines(300) })))).toEqual([
      "lib/a/b.ts",
    ]);
    const files = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`lib/a/f${n}.ts`, ""]));
    expect(places(budgetFaults(treeOf(files(13))))).toEqual(["lib/a"]);
    expect(budgetFaults(treeOf({ ...files(12), "lib/a/f1.test.ts": "" }))).toEqual([]);
  });
});

describe("actions", () => {
  const at = "app/(family)/foyer/actions.ts";
  const actions = (body: string) => actionFaults(treeOf({ [at]: `"use server";\n${body}` }));

  it.each([
    ["a bare function", "export async function save() {}"],
    ["a wrapped value", "export const save = async () => {};"],
    ["another builder", "export const save = anyAction({});"],
    ["an export from elsewhere", 'export { save } from "./save";'],
  ])("%s is refused", (_, body) => expect(actions(body)).not.toEqual([]));

  it("the builders, types and private helpers pass", () => {
    expect(actions("export type S = 1; const own = 1; export const save = familyAction({ own });")).toEqual([]);
    expect(actions("export const a = officeAction({}); export const b = publicAction({});")).toEqual([]);
  });

  it("an action hidden in a page is refused", () => {
    const page = 'export default function P() { async function save() { "use server"; } return save; }';
    expect(places(actionFaults(treeOf({ "app/page.tsx": page })))).toEqual(["app/page.tsx"]);
  });

  it("a permission must be asked by a door, and a mention is not a question", () => {
    const door = treeOf({ [at]: 'export const save = familyAction({ permission: "household.edit" });' });
    expect(permissionFaults(door, ["household.edit"])).toEqual([]);
    const page = treeOf({ "app/foyer/page.tsx": 'await requireFamily("household.edit");' });
    expect(permissionFaults(page, ["household.edit"])).toEqual([]);
    expect(permissionFaults(treeOf({ "app/compte/page.tsx": "await selfPage(path)" }), ["account.self"])).toEqual([]);
    expect(permissionFaults(treeOf({ [at]: 'const text = "household.edit";' }), ["household.edit"])).toHaveLength(1);
    expect(permissionFaults(treeOf({ "lib/x/rules.ts": 'may("household.edit")' }), ["household.edit"])).toHaveLength(1);
  });
});

describe("routes and clients", () => {
  it("an address leaves its groups out", () => {
    expect(addressOf("app/(family)/enfants/[id]/page.tsx")).toBe("/enfants/[id]");
    expect(addressOf("app/(public)/page.tsx")).toBe("/");
    expect(addressOf("app/api/sante/route.ts")).toBe("/api/sante");
  });

  it("a private page that asks for nobody is refused", () => {
    const at = "app/(family)/foyer/page.tsx";
    expect(places(pageFaults(treeOf({ [at]: "export default function Page() {}" })))).toEqual([at]);
    expect(
      pageFaults(treeOf({ [at]: 'await familyPage("household.edit", "/foyer")', "app/(public)/aide/page.tsx": "" })),
    ).toEqual([]);
  });

  it("a page outside the matrix and a line without page are both seen", () => {
    const faults = routeFaults(treeOf({ "app/(family)/foyer/page.tsx": "" }), ["/journal"]);
    expect(places(faults)).toEqual(["app/(family)/foyer/page.tsx", "lib/access/matrix.ts"]);
    expect(routeFaults(treeOf({ "app/(family)/foyer/page.tsx": "" }), ["/foyer"])).toEqual([]);
  });

  it("a client file that reads the catalogue is refused", () => {
    const reads = 'import { useTranslations } from "next-intl";';
    expect(clientFaults(treeOf({ "components/ui/a.tsx": `"use client";\n${reads}` }))).toHaveLength(1);
    expect(clientFaults(treeOf({ "components/ui/a.tsx": reads }))).toEqual([]);
    expect(clientFaults(treeOf({ "app/layout.tsx": "<NextIntlClientProvider />" }))).toHaveLength(1);
  });
});

describe("catalogues", () => {
  const pair = (fr: object, en: object) =>
    catalogueFaults(
      treeOf({ "lib/i18n/fr/home.json": JSON.stringify(fr), "lib/i18n/en/home.json": JSON.stringify(en) }),
    );

  it.each([
    ["a key missing in English", { a: { b: "Bonjour" } }, { a: {} }],
    ["a key missing in French", {}, { a: "Hello" }],
    ["a value left out", { a: "Bonjour {name}" }, { a: "Hello" }],
    ["an empty text", { a: "" }, { a: "Hello" }],
    ["an exclamation mark", { a: "Bravo\u00a0!" }, { a: "Done" }],
    ["U+202F", { a: "12\u202f€" }, { a: "€12" }],
    ["a loose question mark", { a: "Pourquoi ?" }, { a: "Why?" }],
    ["loose quotes", { a: "« Payer »" }, { a: "Pay" }],
  ])("%s is refused", (_, fr, en) => expect(pair(fr, en)).not.toEqual([]));

  it("well-set texts pass", () => {
    const fr = {
      a: "Pourquoi\u00a0? Voir https://example.org\u00a0: «\u00a0Payer\u00a0»",
      b: "{count, plural, one {# jour} other {# jours}}",
    };
    const en = { a: "Why? See https://example.org: “Pay”", b: "{count, plural, one {# day} other {# days}}" };
    expect(pair(fr, en)).toEqual([]);
  });

  it("a namespace nobody asks for is seen", () => {
    const files = { "lib/i18n/fr/home.json": "{}", "lib/i18n/messages.ts": 'import home from "./fr/home.json"' };
    expect(places(unusedNamespaces(treeOf(files)))).toEqual(["lib/i18n/fr/home.json"]);
    expect(unusedNamespaces(treeOf({ ...files, "app/page.tsx": 'getTranslations("home")' }))).toEqual([]);
  });
});

describe("personal columns", () => {
  const model = (line: string, doc = "") => treeOf({ "prisma/schema/a.prisma": `${doc}model Person {\n${line}\n}\n` });

  it.each([
    ["a text without a word", "  firstName String"],
    ["a birth date", "  birthDate DateTime @db.Date"],
    ["a yes or no", "  hasAllergy Boolean"],
    ["an amount", "  incomeCents Int"],
    ["an unknown category", "  name String /// personal: secret; retention: household-end"],
    ["an unknown retention", "  name String /// personal: identity; retention: for-ever"],
  ])("%s is refused", (_, line) => expect(columnFaults(model(line), ["household-end"])).toHaveLength(1));

  it.each([
    ["a declared column", "  name String /// personal: identity; retention: household-end", ""],
    ["a note on the line above", "  /// personal: health; retention: household-end\n  diet String", ""],
    ["a key and a date of bookkeeping", "  childId String\n  createdAt DateTime", ""],
    ["a column that says why it is not personal", "  label String /// not personal: a product's name", ""],
    ["a model that is not personal", "  name String", "/// A school. Not personal.\n"],
  ])("%s passes", (_, line, doc) => expect(columnFaults(model(line, doc), ["household-end"])).toEqual([]));

  it("the register can be read from the schema, and an idle rule is seen", () => {
    const tree = model("  name String? @db.Text /// personal: identity; retention: household-end");
    expect(personalColumns(tree)).toEqual([
      { column: "Person.name", category: "identity", retention: "household-end" },
    ]);
    expect(idleRetentions(tree, ["household-end", "mail"], [])).toHaveLength(1);
    expect(idleRetentions(tree, ["household-end", "mail"], ["mail"])).toEqual([]);
  });
});

describe("words", () => {
  const path = (...parts: string[]) => parts.join("/");

  it.each([
    ["a folder of one machine", path("see ", "home", "martin", "portal")],
    ["another one", path("", "work", "portal")],
    ["a registry", `${path("https:", "", "registry.example.org")}`],
    ["a writing tool", ["chat", "gpt"].join("")],
  ])("%s is refused", (_, text) => expect(wordFaults(treeOf({ "README.md": text }))).toHaveLength(1));

  it("ordinary words and addresses pass", () => {
    expect(wordFaults(treeOf({ "README.md": "https://example.org/work/plan and ./work in progress" }))).toEqual([]);
  });

  it("a lock that records hosts is refused", () => {
    expect(wordFaults(treeOf({ "package-lock.json": '"resolved": "https://x"' }))).toHaveLength(1);
  });

  it("a package without its line, a spec without its scenario, a dead link are seen", () => {
    expect(libraryFaults(treeOf({ "package.json": '{"dependencies":{"zod":"4"}}' }))).toHaveLength(1);
    expect(places(scenarioFaults(treeOf({ "e2e/family/book.spec.ts": "" })))).toEqual(["docs/scenarios.md"]);
    expect(scenarioFaults(treeOf({ "docs/scenarios.md": "`e2e/family/gone.spec.ts`" }))).toHaveLength(1);
    expect(linkFaults(treeOf({ "docs/a.md": "[b](b.md) [c](c.md)", "docs/b.md": "" }))).toHaveLength(1);
  });
});
