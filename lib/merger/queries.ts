/** The plan of joining two files, read in the transaction that may apply it: the same rows give the same plan and the same digest. */
import { createHash } from "node:crypto";
import { canonical, type Json } from "@/lib/evidence/tlog/strict/canonical";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { NotFound } from "@/lib/server/action";
import type { Tx } from "@/lib/server/db";
import type { MergePlan, MergeRefusal, Rows } from "./rules";

export function digestOf(plan: object): string {
  return createHash("sha256")
    .update(canonical(plan as Json))
    .digest("hex");
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();
const rowsOf = (entries: readonly (readonly [string, readonly { id: string }[]])[]): Rows =>
  entries.flatMap(([table, rows]) => (rows.length > 0 ? [{ table, ids: idsOf(rows) }] : []));

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
  const moving = await movingRows(tx, fromId, today);
  const clash = await clashOf(tx, twins, moving);
  if (clash) return refuse(clash);
  const known = into.children.map(({ childId }) => childId);
  const gone = new Set(twins.map(({ goneId }) => goneId));
  const plan: MergePlan = {
    ...{ intoId, fromId, moves: rowsOf(Object.entries(moving.rows)) },
    ends: rowsOf([
      ["household_member", from.members],
      ["child_household", from.children],
      ["household_payer", from.payers],
    ]),
    stays: await stayingRows(tx, fromId, moving.rows.booking.length),
    twins: [...twins].sort((a, b) => (a.goneId < b.goneId ? -1 : 1)),
    newMembers: newMembers(into.members, from.members),
    newChildren: from.children
      .map(({ childId }) => childId)
      .filter((childId) => !gone.has(childId) && !known.includes(childId))
      .sort(),
  };
  return { plan, refusal: null };
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

const plain = (text: string) =>
  text
    .normalize("NFD")
    .replace(/[^a-z]/gi, "")
    .toLowerCase();
const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) => plain(firstName + lastName);

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

/** What serves the days to come. What was, was under the former file. */
async function movingRows(tx: Tx, householdId: string, today: CivilDate) {
  const day = { gte: toColumn(today) };
  const id = { id: true } as const;
  const ofHome = { where: { householdId }, select: id };
  const [booking, enrolment, waiting, contacts, pickups, delegations, facts] = await Promise.all([
    tx.booking.findMany({
      where: { householdId, state: "booked", activityDay: { day } },
      select: { id: true, childId: true, activityDayId: true },
    }),
    tx.enrolment.findMany({
      where: { householdId, state: { in: ["requested", "accepted"] }, OR: [{ until: null }, { until: day }] },
      select: { id: true, childId: true, activityId: true, schoolYearId: true },
    }),
    tx.waitingEntry.findMany({
      where: { householdId, state: { in: ["waiting", "offered"] } },
      select: { id: true, childId: true, activityDayId: true },
    }),
    tx.emergencyContact.findMany(ofHome),
    tx.pickupPerson.findMany(ofHome),
    tx.delegation.findMany({ where: { householdId, revokedAt: null, until: day }, select: id }),
    tx.declaredFact.findMany(ofHome),
  ]);
  const rows = {
    ...{ booking, enrolment, waiting_entry: waiting, emergency_contact: contacts, pickup_person: pickups },
    ...{ delegation: delegations, declared_fact: facts },
  };
  return { rows };
}

type Moving = Awaited<ReturnType<typeof movingRows>>;

/** The second record of a child may not bring what the first has already: one of the two is to be undone by hand. */
async function clashOf(tx: Tx, twins: MergePlan["twins"], { rows }: Moving): Promise<MergeRefusal | null> {
  for (const { keptId, goneId } of twins) {
    const days = rows.booking.filter(({ childId }) => childId === goneId).map(({ activityDayId }) => activityDayId);
    const booked = { childId: keptId, state: "booked" as const, activityDayId: { in: days } };
    if ((await tx.booking.count({ where: booked })) > 0) return "twice-booked";
    const waited = rows.waiting_entry.filter(({ childId }) => childId === goneId).map((entry) => entry.activityDayId);
    const waits = {
      childId: keptId,
      state: { in: ["waiting" as const, "offered" as const] },
      activityDayId: { in: waited },
    };
    if ((await tx.waitingEntry.count({ where: waits })) > 0) return "twice-waiting";
    for (const { activityId, schoolYearId } of rows.enrolment.filter(({ childId }) => childId === goneId)) {
      const where = {
        childId: keptId,
        activityId,
        schoolYearId,
        state: { in: ["requested" as const, "accepted" as const] },
      };
      if ((await tx.enrolment.count({ where })) > 0) return "twice-enrolled";
    }
  }
  return null;
}

async function stayingRows(tx: Tx, householdId: string, moving: number): Promise<MergePlan["stays"]> {
  const where = { householdId };
  const counts = {
    invoice: await tx.invoice.count({ where }),
    receipt: await tx.receipt.count({ where }),
    ledger_line: await tx.ledgerLine.count({ where }),
    past_booking: (await tx.booking.count({ where })) - moving,
    quotient_familial: await tx.quotientFamilial.count({ where }),
    household_address: await tx.householdAddress.count({ where }),
    change_request: await tx.changeRequest.count({ where }),
    family_request: await tx.familyRequest.count({ where }),
    draw_wish: await tx.drawWish.count({ where }),
  };
  return Object.entries(counts).flatMap(([table, count]) => (count > 0 ? [{ table, count }] : []));
}

/** Two files of a possible duplicate, to read the plan of joining them; null when it is decided or about something else. */
export async function duplicatePair(tx: Tx, id: string) {
  const pair = await tx.possibleDuplicate.findFirst({ where: { id, kind: "household", state: "open" } });
  if (!pair) return null;
  const files = await tx.household.findMany({
    where: { id: { in: [pair.firstId, pair.secondId] } },
    select: { id: true, name: true },
  });
  const nameById = new Map(files.map((file) => [file.id, file.name]));
  const { firstId, secondId } = pair;
  return { intoId: firstId, fromId: secondId, into: nameById.get(firstId) ?? "", from: nameById.get(secondId) ?? "" };
}
