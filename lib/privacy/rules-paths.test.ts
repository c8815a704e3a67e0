/** Every personal column of the schema leads to the person it is about, or is excused by name. */
import { describe, expect, it } from "vitest";
import { personalColumns } from "@/scripts/house/columns";
import { filesMatching, readTree } from "@/scripts/house/tree";
import { ELSEWHERE, EXCUSED, isSecret, isSomebody, pathOf, type Table } from "./rules-paths";

const tree = readTree(process.cwd());

type Model = Table & { model: string; fields: Map<string, string> };

function modelsOf(): Model[] {
  return filesMatching(tree, /^prisma\/schema\/.*\.prisma$/).flatMap(([, text]) =>
    [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(([, model = "", body = ""]) => {
      const lines = body.split("\n").filter((line) => /^\s+\w+\s+\w/.test(line) && !/\[\]|@relation/.test(line));
      const fields = new Map(
        lines.map((line) => {
          const name = /^\s+(\w+)/.exec(line)?.[1] ?? "";
          return [name, /@map\("(\w+)"\)/.exec(line)?.[1] ?? name] as const;
        }),
      );
      const name = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? model;
      return { model, name, fields, columns: [...fields.values()] };
    }),
  );
}

const models = modelsOf();
const tables = new Map(models.map((model) => [model.name, model]));

/** What names no family and hangs from nobody's row: see the reasons beside each. */
const NOT_A_FAMILY = [
  // Rights of the commune's own people: their copy is theirs by account.
  "deputy",
];

describe("the walk of the schema", () => {
  const personal = personalColumns(tree).map(({ column }) => {
    const [model = "", field = ""] = column.split(".");
    const table = models.find((one) => one.model === model);
    if (!table) throw new Error(`No model ${model}`);
    return { column, table, name: table.fields.get(field) ?? field };
  });

  it("leads from every personal column to the person, or says why not", () => {
    const lost = personal.filter(
      ({ table }) => !(table.name in EXCUSED) && pathOf(table, tables) === null && !NOT_A_FAMILY.includes(table.name),
    );
    expect(lost.map(({ column }) => column)).toEqual([]);
  });

  it("fails when a table with a personal column that leads nowhere is added", () => {
    const stranger: Table = { name: "notebook", columns: ["id", "text"] };
    expect(pathOf(stranger, tables)).toBeNull();
    expect(pathOf({ ...stranger, columns: ["id", "text", "household_id"] }, tables)).toContain(":households");
  });

  it("leaves out secrets only, and each of them", () => {
    const left = personal.filter(({ table, name }) => !(table.name in EXCUSED) && isSecret(name));
    expect(left.map(({ column }) => column).sort()).toEqual([
      "Account.passwordHash",
      "AccountToken.secretHash",
      "CalendarFeed.secretHash",
      "KnownDevice.secretHash",
      "RecoveryCode.secretHash",
      "SecondFactor.secret",
      "SigningCode.codeHash",
    ]);
  });

  it("excuses no table that does not exist", () => {
    expect(Object.keys({ ...EXCUSED, ...ELSEWHERE }).filter((name) => !tables.has(name))).toEqual([]);
  });

  it("never reads by the child what belongs to a household or a payer", () => {
    const leaks = models.filter((table) => {
      const path = pathOf(table, tables);
      const owned = table.columns.includes("household_id") || table.columns.includes("payer_id");
      return owned && path !== null && !/:(households|payers|invoices|emails|guardians|requests)/.test(path);
    });
    expect(leaks.map(({ name }) => name)).toEqual([]);
  });
});

describe("who stands in a row beside the person", () => {
  it.each([
    ["account_id", "person"],
    ["decided_by_id", "person"],
    ["answerer_id", "person"],
    ["assigned_to_id", "person"],
    ["household_id", "home"],
    ["payer_id", "payer"],
    ["activity_id", null],
    ["id", null],
  ] as const)("%s: %s", (column, expected) => {
    expect(isSomebody(column)).toBe(expected);
  });
});
