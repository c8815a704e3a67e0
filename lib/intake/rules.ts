/**
 * From the rows of a families' file to households that can be written, and a finding for each fault: line, column, what is wrong, what was done.
 * A household with a fault in what it cannot do without is left out whole; other faults leave a cell empty, and say so. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import * as cells from "./rules-cells";
import { readChild } from "./rules-child";
import {
  type Column,
  columnNames,
  type Done,
  type Finding,
  type FindingCode,
  type ImportFacts,
  type ImportPlan,
  type PlannedChild,
  type PlannedFamily,
  type PlannedGuardian,
  type Reading,
  type Row,
} from "./rules-plan";

/** Without these a household or a child cannot be. */
const NEEDED: readonly Column[] = ["ref", "lastName1", "firstName1", "childLastName", "childFirstName", "birthDate"];

type CsvRow = { line: number; cells: readonly string[] };

/** The columns a file lacks and cannot do without. */
export function missingColumns(header: readonly string[]): string[] {
  const found = new Set(header.map(cells.plain));
  return NEEDED.map((column) => columnNames[column]).filter((name) => !found.has(cells.plain(name)));
}

export function planImport(header: readonly string[], rows: readonly CsvRow[], facts: ImportFacts): ImportPlan {
  const findings: Finding[] = [];
  const plan: ImportPlan = { families: [], findings, leftOut: [] };
  for (const [ref, group] of byFile(header, rows, findings)) {
    const own: Finding[] = [];
    const family = group.isWhole ? readFamily(ref, group.rows, { facts, findings: own }) : null;
    findings.push(...own);
    if (family) plan.families.push(family);
    else plan.leftOut.push(ref);
  }
  findings.sort((a, b) => a.line - b.line);
  return plan;
}

type Group = { rows: Row[]; isWhole: boolean };

/** Rows by file number. A row with too few or too many cells makes its household unreadable as a whole. */
function byFile(header: readonly string[], rows: readonly CsvRow[], findings: Finding[]): Map<string, Group> {
  const places = new Map(header.map((name, index) => [cells.plain(name), index]));
  const placeOf = Object.fromEntries(
    Object.entries(columnNames).map(([column, name]) => [column, places.get(cells.plain(name)) ?? -1]),
  );
  const groups = new Map<string, Group>();
  for (const { line, cells: values } of rows) {
    const cell = (column: Column) => values[placeOf[column] ?? -1];
    const ref = cells.textCell(cell("ref"), 40);
    if (!ref || "fault" in ref) {
      const code = ref ? ref.fault : "missing";
      findings.push({ line, column: "ref", code, value: cell("ref") ?? "", done: "line-left-out" });
      continue;
    }
    const group = groups.get(ref.value) ?? { rows: [], isWhole: true };
    groups.set(ref.value, group);
    group.rows.push({ line, cell });
    if (values.length === header.length) continue;
    group.isWhole = false;
    const value = `${values.length}/${header.length}`;
    findings.push({ line, column: null, code: "cell-count", value, done: "household-left-out" });
  }
  return groups;
}

function readFamily(ref: string, rows: readonly Row[], reading: Reading): PlannedFamily | null {
  const first = readGuardian(rows, reading, ["lastName1", "firstName1", "email1", "phone1"]);
  const second = readGuardian(rows, reading, ["lastName2", "firstName2", "email2", "phone2"]);
  const situation = settle(rows, "situation", cells.situationCell, reading);
  const address = readAddress(rows, reading);
  const quotient = readQuotient(rows, reading);
  const children = readChildren(rows, reading);
  const isLeftOut = !first || reading.findings.some((finding) => finding.done === "household-left-out");
  if (isLeftOut || children.length === 0) return null;
  const line = rows[0]?.line ?? 0;
  const isApart = situation === "separated" && second !== null;
  const note = (code: FindingCode, column: Column, value: string) =>
    reading.findings.push({ line, column, code, value, done: "to-check" });
  if (!first.email && !first.phone) note("no-contact", "email1", "");
  if (isApart) {
    const turns = children.some((child) => child.custody?.kind === "alternate-weeks");
    note(turns ? "second-household" : "apart", "lastName2", `${second.firstName} ${second.lastName}`);
  }
  const names = [first.lastName, ...(second && !isApart ? [second.lastName] : [])];
  const name = [...new Set(names)].join(" et ").slice(0, 120);
  const guardians = second ? [first, second] : [first];
  return { line, ref, name, situation, address, quotient, guardians, isApart, children };
}

/**
 * One value for what every row of a household repeats: the first that is understood. Another value, or a fault where one row is right,
 * is a finding that says the cell was corrected; a fault that no row mends leaves it empty.
 */
function settle<Value>(
  rows: readonly Row[],
  column: Column,
  read: (cell: string | undefined) => cells.Cell<Value>,
  { findings }: Reading,
  unmended: Done = "left-empty",
): Value | null {
  const readings = rows.map((row) => ({ row, read: read(row.cell(column)) }));
  const right = readings.find((one) => one.read && "value" in one.read)?.read;
  const value = right && "value" in right ? right.value : null;
  for (const { row, read: one } of readings) {
    if (!one) continue;
    const differs = "value" in one && one.value !== value;
    if ("value" in one && !differs) continue;
    const code = "fault" in one ? one.fault : "differs";
    const done = value === null ? unmended : "corrected";
    findings.push({ line: row.line, column, code, value: row.cell(column) ?? "", done });
  }
  return value;
}

type GuardianColumns = readonly [lastName: Column, firstName: Column, email: Column, phone: Column];

/** The first adult is needed; the second is left out when the name is not whole. */
function readGuardian(rows: readonly Row[], reading: Reading, columns: GuardianColumns): PlannedGuardian | null {
  const [lastColumn, firstColumn, emailColumn, phoneColumn] = columns;
  const isNeeded = lastColumn === "lastName1";
  const unmended = isNeeded ? "household-left-out" : "left-empty";
  const lastName = settle(rows, lastColumn, cells.nameCell, reading, unmended);
  const firstName = settle(rows, firstColumn, cells.nameCell, reading, unmended);
  const email = settle(rows, emailColumn, cells.emailCell, reading);
  const phone = settle(rows, phoneColumn, cells.phoneCell, reading);
  if (lastName !== null && firstName !== null) return { firstName, lastName, email, phone };
  const isNamed = lastName !== null || firstName !== null || email !== null || phone !== null;
  if (isNeeded || isNamed) {
    const column = lastName === null ? lastColumn : firstColumn;
    const told = reading.findings.some((finding) => finding.column === column);
    const line = rows[0]?.line ?? 0;
    if (!told) reading.findings.push({ line, column, code: "missing", value: "", done: unmended });
  }
  return null;
}

function readAddress(rows: readonly Row[], reading: Reading): PlannedFamily["address"] {
  const line = settle(rows, "address", (cell) => cells.textCell(cell, 160), reading);
  const postalCode = settle(rows, "postalCode", cells.postalCodeCell, reading);
  const city = settle(rows, "city", (cell) => cells.textCell(cell, 80), reading);
  if (line && postalCode && city) return { line, postalCode, city };
  const finding = { line: rows[0]?.line ?? 0, column: "address", value: line ?? "", done: "left-empty" } as const;
  reading.findings.push({ ...finding, code: "incomplete" });
  return null;
}

/** A quotient without its date of effect would be guessed: it is left out. */
function readQuotient(rows: readonly Row[], reading: Reading): PlannedFamily["quotient"] {
  const valueCents = settle(rows, "quotient", cells.amountCell, reading);
  const since = settle(rows, "quotientDay", cells.dateCell, reading);
  const beneficiary = settle(rows, "beneficiary", (cell) => cells.textCell(cell, 20), reading);
  if (valueCents === null) return null;
  if (since !== null) return { valueCents, since, beneficiary };
  const value = rows[0]?.cell("quotient") ?? "";
  reading.findings.push({
    line: rows[0]?.line ?? 0,
    column: "quotientDay",
    code: "missing",
    value,
    done: "left-empty",
  });
  return null;
}

function readChildren(rows: readonly Row[], reading: Reading): PlannedChild[] {
  const children: PlannedChild[] = [];
  for (const row of rows) {
    const child = readChild(row, reading);
    if (!child) continue;
    const twin = children.find((one) => childKey(one) === childKey(child));
    if (!twin) children.push(child);
    else {
      const value = `${child.firstName} ${child.lastName}`;
      reading.findings.push({
        line: row.line,
        column: "childFirstName",
        code: "same-child",
        value,
        done: "line-left-out",
      });
    }
  }
  return children;
}

/** Two children are one when first name, last name and birth date agree, whatever their accents and capitals. */
export function childKey(child: { firstName: string; lastName: string; birthDate: CivilDate }): string {
  return `${cells.plain(child.firstName)}/${cells.plain(child.lastName)}/${child.birthDate}`;
}
