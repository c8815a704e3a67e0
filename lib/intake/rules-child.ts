/** The child of one row: name and birth are needed, the rest is left empty when it cannot be understood, and said so. Pure. */
import type { Grade } from "@/lib/household/schema";
import { addDays } from "@/lib/kernel/civil-date";
import * as cells from "./rules-cells";
import type { Column, FindingCode, PlannedChild, Reading, Row } from "./rules-plan";

export function readChild(row: Row, reading: Reading): PlannedChild | null {
  const needed = { ...reading, row };
  const lastName = need(needed, "childLastName", cells.nameCell);
  const firstName = need(needed, "childFirstName", cells.nameCell);
  const birthDate = need(needed, "birthDate", cells.dateCell);
  if (lastName === null || firstName === null || birthDate === null) return null;
  if (birthDate > reading.facts.today) {
    tell(needed, "birthDate", "to-come", "household-left-out");
    return null;
  }
  const grade = take(needed, "grade", cells.gradeCell);
  const site = take(needed, "school", (cell) => cells.siteCell(cell, reading.facts.sites, grade));
  if (site && grade && !site.grades.includes(grade)) tell(needed, "grade", "not-at-school", "to-check");
  if (isAgeOdd(birthDate, grade, reading.facts.yearStart)) tell(needed, "birthDate", "age", "to-check");
  const { people, fault } = cells.pickupsCell(row.cell("pickups"));
  if (fault) tell(needed, "pickups", fault, "left-empty");
  return {
    line: row.line,
    firstName,
    lastName,
    birthDate,
    sex: take(needed, "sex", cells.sexCell),
    siteId: site?.id ?? null,
    grade,
    custody: take(needed, "custody", cells.custodyCell),
    hasPai: take(needed, "pai", cells.answerCell) ?? false,
    diet: take(needed, "diet", cells.dietCell),
    image: take(needed, "image", cells.answerCell),
    pickups: people,
  };
}

type At = Reading & { row: Row };

function tell({ row, findings }: At, column: Column, code: FindingCode, done: Reading["findings"][number]["done"]) {
  findings.push({ line: row.line, column, code, value: row.cell(column) ?? "", done });
}

function need<Value>(at: At, column: Column, read: (cell: string | undefined) => cells.Cell<Value>): Value | null {
  const cell = read(at.row.cell(column));
  if (cell && "value" in cell) return cell.value;
  tell(at, column, cell ? cell.fault : "missing", "household-left-out");
  return null;
}

function take<Value>(at: At, column: Column, read: (cell: string | undefined) => cells.Cell<Value>): Value | null {
  const cell = read(at.row.cell(column));
  if (!cell) return null;
  if ("value" in cell) return cell.value;
  tell(at, column, cell.fault, "left-empty");
  return null;
}

/** Ages of a class on 31 December of its school year's first calendar year; a year early or late is usual. */
const AGES: Partial<Record<Grade, number>> = { TPS: 2, PS: 3, MS: 4, GS: 5, CP: 6, CE1: 7, CE2: 8, CM1: 9, CM2: 10 };

function isAgeOdd(birthDate: string, grade: Grade | null, yearStart: string): boolean {
  const expected = grade && AGES[grade];
  if (!expected) return birthDate < addDays(yearStart, -366 * 18);
  const age = Number(yearStart.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return Math.abs(age - expected) > 1;
}
