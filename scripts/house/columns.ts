/**
 * Personal columns: each says its category and its retention in the schema (GDPR art. 5 and 30), so that the register of processing,
 * the export to a family and the erasure are read from one place.
 */
import { type Fault, filesMatching, type Tree } from "./tree";

export const CATEGORIES = [
  "identity",
  "contact",
  "family",
  "health",
  "money",
  "activity",
  "technical",
  "proof",
] as const;

const VALUES = ["String", "Int", "BigInt", "Float", "Decimal", "Boolean", "DateTime", "Json", "Bytes"];
const NOTE = /\/\/\/ personal: ([a-z]+); retention: ([a-z0-9-]+)/;
const NOT_PERSONAL = /\/\/\/.*\bnot personal\b/i;

/** Names that only place a row among the others; they go when their row goes. A new name is a decision, so the list is closed. */
const BOOKKEEPING = new Set(
  (
    "id key reference kind code type object part state status action channel format gateway mode operation outcome " +
    "at since until day month year number position rank version live attempts polls rows quantity receipts " +
    "mac salt sha256 dedupeKey sourceKey leaseOwner progressDone progressTotal productCode account refdet idop numcli paidAtRaw"
  ).split(" "),
);

type Column = { at: string; model: string; name: string; type: string; line: string; above: string };

export type PersonalColumn = { column: string; category: string; retention: string };

function columnsOf(tree: Tree): Column[] {
  return filesMatching(tree, /^prisma\/schema\/.*\.prisma$/).flatMap(([path, text]) => {
    const models = text.matchAll(/((?:^\/\/\/.*\n)*)^model (\w+) \{\n([\s\S]*?)^\}/gm);
    return [...models].flatMap(([, doc = "", model = "", body = ""]) =>
      NOT_PERSONAL.test(doc) ? [] : columnsIn(body.split("\n"), model, path),
    );
  });
}

function columnsIn(lines: string[], model: string, path: string): Column[] {
  return lines.flatMap((line, index) => {
    const [, name = "", type = ""] = /^\s+(\w+)\s+(\w+)/.exec(line) ?? [];
    if (!VALUES.includes(type)) return [];
    const previous = lines[index - 1] ?? "";
    const above = /^\s*\/\/\//.test(previous) ? previous : "";
    return [{ at: `${path} ${model}.${name}`, model, name, type, line, above }];
  });
}

function isBookkeeping({ name, type, line }: Column): boolean {
  if (BOOKKEEPING.has(name) || name.endsWith("Id") || /\s@id\b/.test(line)) return true;
  return type === "DateTime" && /(At|On|Until)$/.test(name);
}

export function personalColumns(tree: Tree): PersonalColumn[] {
  return columnsOf(tree).flatMap((column) => {
    const note = NOTE.exec(column.line) ?? NOTE.exec(column.above);
    return note
      ? [{ column: `${column.model}.${column.name}`, category: note[1] ?? "", retention: note[2] ?? "" }]
      : [];
  });
}

export function columnFaults(tree: Tree, retentions: readonly string[]): Fault[] {
  return columnsOf(tree).flatMap((column): Fault[] => {
    const note = NOTE.exec(column.line) ?? NOTE.exec(column.above);
    if (!note) {
      if (isBookkeeping(column) || NOT_PERSONAL.test(column.line) || NOT_PERSONAL.test(column.above)) return [];
      return [
        { at: column.at, say: "write `/// personal: <category>; retention: <rule>` or `/// not personal: <why>`" },
      ];
    }
    const [, category = "", retention = ""] = note;
    if (!CATEGORIES.some((known) => known === category)) return [{ at: column.at, say: `no category "${category}"` }];
    if (!retentions.includes(retention)) return [{ at: column.at, say: `no retention rule "${retention}"` }];
    return [];
  });
}

/** A retention rule that nothing follows promises an erasure that never happens. */
export function idleRetentions(tree: Tree, retentions: readonly string[], events: readonly string[]): Fault[] {
  const used = new Set([...personalColumns(tree).map((column) => column.retention), ...events]);
  return retentions
    .filter((rule) => !used.has(rule))
    .map((rule) => ({ at: "lib/retention/rules.ts", say: `no column and no event follows "${rule}"` }));
}
