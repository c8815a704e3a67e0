/**
 * Imports a file of families: all of it in one transaction, or nothing. What is already known is left as it is, so that the same file twice,
 * or the same content exported again, changes nothing. Each household and each child has its event, which names every row written for it.
 */
import { createHash } from "node:crypto";
import { type Event, record, recordAll } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { type CsvRefusal, readCsv } from "./csv";
import { isKnownFile, knownSchools, likenesses, type Pairs, schoolYearOf, sortOut } from "./queries";
import { missingColumns, planImport } from "./rules";
import type { Pair } from "./rules-duplicates";
import type { Finding } from "./rules-plan";
import { type FamilyRows, rowsOfFamily, tablesOf } from "./rules-rows";

export type ImportReport = {
  /** `known`: these very bytes were imported before. */
  state: "written" | "dry-run" | "known";
  encoding: string;
  rows: number;
  families: { fresh: number; known: number; leftOut: string[] };
  children: number;
  adults: number;
  findings: Finding[];
  duplicates: number;
};

export type ImportRefusal = CsvRefusal["reason"] | "missing-columns" | "no-school-year";
export type FileRefused = { ok: false; reason: ImportRefusal; line: number | null; columns: string[] };

export type FamiliesFile = { name: string; bytes: Uint8Array };

export async function importFamilies(
  context: Context,
  file: FamiliesFile,
  { apply }: { apply: boolean },
): Promise<{ ok: true; report: ImportReport } | FileRefused> {
  const read = readCsv(file.bytes);
  if (!read.ok) return no(read.reason, read.line);
  const { header, rows, encoding } = read.table;
  const columns = missingColumns(header);
  if (columns.length > 0) return no("missing-columns", 1, columns);
  const year = await schoolYearOf(context.tx, context.today);
  if (!year) return no("no-school-year");
  const sites = await knownSchools(context.tx);
  const plan = planImport(header, rows, { today: context.today, yearStart: year.startsOn, sites });
  const { fresh, known, notAdded } = await sortOut(context.tx, plan.families);
  const rowsContext = { now: context.now, yearId: year.id, yearStart: year.startsOn, newId };
  const families = fresh.map((family) => rowsOfFamily(family, rowsContext));
  const pairs = await likenesses(context.tx, families);
  const sha256 = createHash("sha256").update(file.bytes).digest("hex");
  const isKnown = await isKnownFile(context.tx, sha256);
  if (apply && families.length > 0) await write(context, { families, pairs, file, sha256, rows: rows.length });
  const report: ImportReport = {
    state: isKnown ? "known" : apply ? "written" : "dry-run",
    encoding,
    rows: rows.length,
    families: { fresh: fresh.length, known, leftOut: plan.leftOut },
    children: sum(families.map((family) => family.children.length)),
    adults: sum(families.map((family) => family.adults.length)),
    findings: [...plan.findings, ...notAdded].sort((a, b) => a.line - b.line),
    duplicates: pairs.households.length + pairs.children.length,
  };
  return { ok: true, report };
}

function no(reason: ImportRefusal, line: number | null = null, columns: string[] = []): FileRefused {
  return { ok: false, reason, line, columns };
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

type Batch = { families: readonly FamilyRows[]; pairs: Pairs; file: FamiliesFile; sha256: string; rows: number };

async function write(context: Context, { families, pairs, file, sha256, rows }: Batch): Promise<void> {
  const batchId = newId();
  const batch = { id: batchId, sha256, fileName: file.name.slice(0, 200), rows, createdAt: context.now };
  await context.tx.importBatch.create({ data: { ...batch, createdById: context.actor?.accountId ?? null } });
  await writeRows(context, families);
  await recordAll(
    context,
    families.flatMap((family) => eventsOf(family, batchId)),
  );
  for (const [kind, list] of Object.entries(pairs)) for (const pair of list) await tellPair(context, kind, pair);
}

/** MariaDB takes 65 535 values a statement. */
const CHUNK = 1000;

async function writeRows({ tx }: Context, families: readonly FamilyRows[]): Promise<void> {
  const rows = tablesOf(families);
  await chunks(rows.guardians, (data) => tx.guardian.createMany({ data }));
  await chunks(rows.households, (data) => tx.household.createMany({ data }));
  await chunks(rows.members, (data) => tx.householdMember.createMany({ data }));
  await chunks(rows.addresses, (data) => tx.householdAddress.createMany({ data }));
  await chunks(rows.quotients, (data) => tx.quotientFamilial.createMany({ data }));
  await chunks(rows.payers, (data) => tx.payer.createMany({ data }));
  await chunks(rows.shares, (data) => tx.householdPayer.createMany({ data }));
  await chunks(rows.children, (data) => tx.child.createMany({ data }));
  await chunks(rows.places, (data) => tx.childHousehold.createMany({ data }));
  await chunks(rows.guardianships, (data) => tx.guardianship.createMany({ data }));
  await chunks(rows.health, (data) => tx.childHealth.createMany({ data }));
  await chunks(rows.schoolings, (data) => tx.schooling.createMany({ data }));
  await chunks(rows.pickups, (data) => tx.pickupPerson.createMany({ data }));
  await chunks(rows.consents, (data) => tx.consent.createMany({ data }));
}

async function chunks<Item>(rows: readonly Item[], insert: (data: Item[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await insert(rows.slice(start, start + CHUNK));
}

const idsOf = (rows: readonly { id: string }[]) => rows.map((row) => row.id);

function eventsOf(
  { family, homes, adults, children, homesThere, address, quotient }: FamilyRows,
  batchId: string,
): Event[] {
  const { ref, line, name, situation } = family;
  const households = homes.map(({ household, members, payers, shares }, index): Event => {
    const owner = { kind: "household", id: household.id } as const;
    const own = { memberIds: idsOf(members), payerIds: idsOf(payers), shareIds: idsOf(shares) };
    const first = index === 0;
    const facts = { guardianIds: idsOf(first ? adults : []), addressId: address?.id, quotientId: quotient?.id };
    const after = first ? { name, situation, address: family.address, quotient: family.quotient } : { name };
    const body = { batchId, ref, line, ...own, ...(first && facts), after };
    return { type: "household.imported", subject: owner, object: owner, body };
  });
  const births = children.map(({ planned, child, home, schooling, pickups, consent }): Event => {
    const owner = { kind: "child", id: child.id } as const;
    const there = homesThere.filter((one) => one.childId === child.id);
    const rows = { schoolingId: schooling?.id, pickupIds: idsOf(pickups), consentId: consent?.id };
    const body = { batchId, homeIds: idsOf([home, ...there]), ...rows, after: planned };
    return { type: "child.created", subject: owner, object: owner, body };
  });
  return [...households, ...births];
}

async function tellPair(context: Context, kind: string, pair: Pair): Promise<void> {
  const row = {
    id: newId(),
    kind: kind === "children" ? "child" : "household",
    ...pair,
    reason: pair.reasons.join(","),
  };
  const { reasons, ...data } = row;
  await context.tx.possibleDuplicate.createMany({
    data: [{ ...data, state: "open", createdAt: context.now }],
    skipDuplicates: true,
  });
  const { firstId, secondId } = pair;
  const body = { kind: row.kind, firstId, secondId, reasons };
  await record(context, {
    type: "duplicate.found",
    subject: null,
    object: { kind: "possible-duplicate", id: row.id },
    body,
  });
}
