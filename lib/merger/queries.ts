/** The plan of joining two files, read in the transaction that may apply it: the same rows give the same plan and the same digest. */
import { createHash } from "node:crypto";
import { canonical, type Json } from "@/lib/evidence/tlog/strict/canonical";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { foldWords } from "@/lib/kernel/text/fold";
import { NotFound } from "@/lib/server/action";
import type { Tx } from "@/lib/server/db";
import { type Found as FoundRows, fileRows, merged, stayingRows } from "./queries-file";
import { clashOf, joiningCounts, listedTwice, otherHomes, twinRows } from "./queries-twin";
import type { Counts, MergePlan, MergeRefusal, Rows, Twin } from "./rules";

export function digestOf(plan: object): string {
  return createHash("sha256")
    .update(canonical(plan as Json))
    .digest("hex");
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
const rowsOf = (byTable: FoundRows["moves"]): Rows =>
  Object.entries(byTable).flatMap(([table, rows]) => (rows.length > 0 ? [{ table, ids: idsOf(rows) }] : []));

export type Found = { plan: MergePlan; refusal: null } | { plan: null; refusal: MergeRefusal };

export async function mergePlan(
  tx: Tx,
  { intoId, fromId }: { intoId: string; fromId: string },
  today: CivilDate,
): Promise<Found> {
  const refuse = (refusal: MergeRefusal): Found => ({ plan: null, refusal });
  if (intoId === fromId) return refuse("same");
  const [into, from] = [await fileOf(tx, intoId, today), await fileOf(tx, fromId, today)];
  if (into.closedAt || from.closedAt) return refuse("closed");
  if (await isBillingOpen(tx, fromId)) return refuse("billing-open");
  const twins = from.children.flatMap((home) => {
    const twin = into.children.find((one) => one.childId !== home.childId && isSame(one.child, home.child));
    return twin ? [{ keptId: twin.childId, goneId: home.childId }] : [];
  });
  const ofTwins = await rowsOfTwins(tx, { twins, files: { intoId, fromId } }, today);
  if (ofTwins.refusal) return refuse(ofTwins.refusal);
  const rows = merged([await fileRows(tx, { intoId, fromId }, today), ofTwins.rows]);
  const ends = { household_member: from.members, child_household: from.children, household_payer: from.payers };
  const known = into.children.map(({ childId }) => childId);
  const gone = new Set(twins.map(({ goneId }) => goneId));
  const plan: MergePlan = {
    ...{ kind: "household", intoId, fromId, joins: ofTwins.joins },
    ...fated(merged([rows, { moves: {}, ends }]), ofTwins.twice),
    stays: await stayingRows(tx, fromId, rows.moves.booking?.length ?? 0),
    twins: [...twins].sort((a, b) => (a.goneId < b.goneId ? -1 : 1)),
    newMembers: newMembers(into.members, from.members),
    newChildren: from.children
      .map(({ childId }) => childId)
      .filter((childId) => !gone.has(childId) && !known.includes(childId))
      .sort(),
  };
  return { plan, refusal: null };
}

/** What ends does not change hands, nor does who stands on the kept record's list in the same words. */
function fated({ moves, ends }: FoundRows, twice: ReadonlySet<string>): Pick<MergePlan, "moves" | "ends"> {
  const left = Object.entries(moves).map(([table, rows]) => {
    const ending = new Set((ends[table] ?? []).map(({ id }) => id));
    return [table, rows.filter(({ id }) => !ending.has(id) && !twice.has(id))] as const;
  });
  return { moves: rowsOf(Object.fromEntries(left)), ends: rowsOf(ends) };
}

/** What arrived between reading the plan and applying it, once the plan is applied: rows that nobody's lock held up. */
export async function lateRows(
  tx: Tx,
  { kind, intoId, fromId, twins }: Pick<MergePlan, "kind" | "intoId" | "fromId" | "twins">,
  today: CivilDate,
): Promise<Pick<MergePlan, "moves" | "ends">> {
  const files = kind === "household" ? { intoId, fromId } : null;
  const parts = files ? [await fileRows(tx, files, today)] : [];
  const twice = new Set<string>();
  for (const twin of twins) {
    parts.push(await twinRows(tx, twin, today));
    for (const id of await listedTwice(tx, twin, files)) twice.add(id);
  }
  return fated(merged(parts), twice);
}

type OfTwins = { rows: FoundRows; twice: ReadonlySet<string>; joins: Counts; refusal: MergeRefusal | null };

async function rowsOfTwins(
  tx: Tx,
  { twins, files }: { twins: readonly Twin[]; files: { intoId: string; fromId: string } | null },
  today: CivilDate,
): Promise<OfTwins> {
  const parts: FoundRows[] = [];
  const joins = new Map<string, number>();
  const twice = new Set<string>();
  for (const twin of twins) {
    const refusal = await clashOf(tx, twin, today);
    if (refusal) return { rows: merged([]), twice, joins: [], refusal };
    const homes = await otherHomes(tx, twin, today, files?.fromId ?? null);
    parts.push(await twinRows(tx, twin, today), { moves: {}, ends: { child_household: homes } });
    for (const id of await listedTwice(tx, twin, files)) twice.add(id);
    for (const { table, count } of await joiningCounts(tx, twin, today))
      joins.set(table, (joins.get(table) ?? 0) + count);
  }
  return { rows: merged(parts), twice, joins: [...joins].map(([table, count]) => ({ table, count })), refusal: null };
}

/** The same child entered by two homes: one record stays, with both homes; the other ends. */
export async function childPlan(
  tx: Tx,
  { intoId, fromId }: { intoId: string; fromId: string },
  today: CivilDate,
): Promise<Found> {
  if (intoId === fromId) return { plan: null, refusal: "same" };
  const [kept, gone] = await Promise.all([intoId, fromId].map((id) => tx.child.findUnique({ where: { id } })));
  if (!kept || !gone) throw new NotFound();
  if (gone.leftOn || kept.leftOn) return { plan: null, refusal: "closed" };
  const twins = [{ keptId: intoId, goneId: fromId }];
  const { rows, twice, joins, refusal } = await rowsOfTwins(tx, { twins, files: null }, today);
  if (refusal) return { plan: null, refusal };
  const stays = await stayingOfChild(tx, fromId, rows.moves.booking?.length ?? 0);
  const nobody = { newMembers: [], newChildren: [] };
  return {
    plan: { kind: "child", intoId, fromId, ...fated(rows, twice), joins, stays, twins, ...nobody },
    refusal: null,
  };
}

async function stayingOfChild(tx: Tx, childId: string, moving: number): Promise<Counts> {
  const past = (await tx.booking.count({ where: { childId } })) - moving;
  const lines = await tx.invoiceLine.count({ where: { childId } });
  return [
    { table: "past_booking", count: past },
    { table: "invoice_line", count: lines },
  ].filter(({ count }) => count > 0);
}

async function fileOf(tx: Tx, id: string, today: CivilDate) {
  const inForce = { OR: [{ until: null }, { until: { gte: toColumn(today) } }] };
  const file = await tx.household.findUnique({
    where: { id },
    include: {
      members: { where: inForce, include: { guardian: true } },
      children: { where: inForce, include: { child: true } },
      payers: { where: inForce },
    },
  });
  if (!file) throw new NotFound();
  return file;
}

type File = Awaited<ReturnType<typeof fileOf>>;

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  foldWords(`${firstName} ${lastName}`);

function isSame(a: File["children"][number]["child"], b: File["children"][number]["child"]): boolean {
  return nameOf(a) === nameOf(b) && fromColumn(a.birthDate) === fromColumn(b.birthDate);
}

/** Adults the kept file does not have: those with an account always, the others unless somebody there has their name. */
function newMembers(into: File["members"], from: File["members"]): string[] {
  const ids = new Set(into.map(({ guardianId }) => guardianId));
  const names = new Set(into.map(({ guardian }) => nameOf(guardian)));
  return from
    .filter(
      ({ guardianId, guardian }) =>
        !ids.has(guardianId) && (guardian.accountId !== null || !names.has(nameOf(guardian))),
    )
    .map(({ guardianId }) => guardianId)
    .sort();
}

async function isBillingOpen(tx: Tx, householdId: string): Promise<boolean> {
  const [drafts, charges] = await Promise.all([
    tx.invoice.count({ where: { householdId, state: { not: "issued" } } }),
    tx.charge.count({ where: { householdId, invoiceId: null } }),
  ]);
  return drafts + charges > 0;
}

/** Two files, or two records of a child, that may be one, to read the plan of joining them; null when it is decided. */
export async function duplicatePair(tx: Tx, id: string) {
  const pair = await tx.possibleDuplicate.findFirst({ where: { id, state: "open" } });
  if (!pair) return null;
  const { firstId, secondId } = pair;
  const kind = pair.kind === "child" ? ("child" as const) : ("household" as const);
  const names = kind === "child" ? await childNames(tx, [firstId, secondId]) : await fileNames(tx, [firstId, secondId]);
  return { kind, intoId: firstId, fromId: secondId, into: names.get(firstId) ?? "", from: names.get(secondId) ?? "" };
}

async function fileNames(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const files = await tx.household.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  return new Map(files.map((file) => [file.id, file.name]));
}

async function childNames(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.child.findMany({ where: { id: { in: ids } } });
  return new Map(rows.map((child) => [child.id, `${child.firstName} ${child.lastName}`]));
}
