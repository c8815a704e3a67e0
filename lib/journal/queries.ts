/** The family's journal, worded: lines about its households, its children and the reader's own account. */
import type { FamilyScope } from "@/lib/access/gate";
import type { EventType } from "@/lib/evidence/events";
import type { Owner } from "@/lib/evidence/pseudonyms";
import { type JournalFilter, type JournalLine, journalOf } from "@/lib/evidence/queries";
import { receiptOf } from "@/lib/evidence/receipt";
import { childrenIn } from "@/lib/household/queries";
import type { Locale } from "@/lib/i18n/locale";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { type Entry, entryOf, gather, type JournalGroup, matches, mayRead, typesOf } from "./rules";
import type { Line, Names } from "./rules-facts";
import { type Proof, partsFor } from "./rules-receipt";

type Reader = { scope: FamilyScope; today: CivilDate; locale: Locale };

export type JournalWish = {
  group: JournalGroup;
  since?: CivilDate | undefined;
  until?: CivilDate | undefined;
  childId?: string | undefined;
  search?: string | undefined;
  skip?: number;
  take: number;
};

/** What a line says is encrypted: a search by child or by words reads this many lines of the period, the latest. */
export const SEARCHED_LINES = 2000;

export type JournalPage = { entries: Entry[]; total: number; children: { id: string; firstName: string }[] };

export async function familyEntries(tx: Tx, reader: Reader, wish: JournalWish): Promise<JournalPage> {
  const narrowed = wish.childId !== undefined || wish.search !== undefined;
  const { skip = 0, take } = wish;
  const window = narrowed ? { skip: 0, take: SEARCHED_LINES } : { skip, take };
  const filter = { types: typesOf(wish.group), since: wish.since, until: wish.until, ...window };
  const { own, total, names, children } = await readable(tx, reader, filter);
  const entries = gather(own).map((group) => entryOf(group, names, reader.locale));
  const shown = { children: children.map(({ id, firstName }) => ({ id, firstName })) };
  if (!narrowed) return { entries, total, ...shown };
  const found = entries.filter(
    (entry) =>
      (!wish.childId || entry.childIds.includes(wish.childId)) && (!wish.search || matches(entry, wish.search)),
  );
  return { entries: found.slice(skip, skip + take), total: found.length, ...shown };
}

/** More than ten years of a family. */
const EVERY_LINE = 20_000;

/** The lines of a window that the family may read, and how many those are in all: what it may not read is not counted either. */
async function readable(tx: Tx, { scope, today }: Omit<Reader, "locale">, filter: JournalFilter) {
  const children = await childrenIn(tx, scope, today);
  const sifted = await hasOthersInvoices(tx, scope, children);
  const reader = { owners: ownersOf(scope, children), accountId: scope.accountId };
  // Which invoice a line is about may stand in its payload only: where some are not for these eyes, all lines are read to be counted.
  const { lines, total } = await journalOf(tx, reader, sifted ? { ...filter, skip: 0, take: EVERY_LINE } : filter);
  const names = await namesOf(tx, scope, { lines, children });
  const own = lines.map((line) => ({ ...lineOf(line), at: line.at })).filter((line) => mayRead(line, names));
  if (!sifted) return { own, total, names, children };
  return { own: own.slice(filter.skip, filter.skip + filter.take), total: own.length, names, children };
}

/** Whether a household whose lines may come up has an invoice that somebody else pays. */
async function hasOthersInvoices(tx: Tx, scope: FamilyScope, children: readonly { id: string }[]): Promise<boolean> {
  const homes = await tx.childHousehold.findMany({
    where: { childId: { in: children.map(({ id }) => id) } },
    select: { householdId: true },
  });
  const householdId = { in: [...scope.householdIds, ...homes.map((home) => home.householdId)] };
  const others = { householdId, NOT: await invoicesOfFamily(tx, scope) };
  return (await tx.invoice.findFirst({ where: others, select: { id: true } })) !== null;
}

/** The receipt of a line that the family reads, with the parts it may read; null when it reads no such line, or when it is not sealed yet. */
export async function familyReceipt(tx: Tx, reader: Omit<Reader, "locale">, id: string): Promise<string | null> {
  const { own, names } = await readable(tx, reader, { types: typesOf("all"), id, skip: 0, take: 1 });
  const [line] = own;
  return line ? receiptOf(tx, id, partsFor(line, names)) : null;
}

const SHOWN_RECEIPTS = 5;
/** Minutes during which what was just saved is « just saved ». */
const JUST_NOW_MINUTES = 15;

/** Of things that happened: a payment, a request. */
export function proofOfObjects(tx: Tx, reader: Omit<Reader, "locale">, objects: readonly string[]): Promise<Proof> {
  return proofOf(tx, reader, { types: typesOf("all"), objects, take: SHOWN_RECEIPTS });
}

/** Of an order of bookings or cancellations: its lines are those of its day that bear its reference. */
export async function proofOfOrder(
  tx: Tx,
  { scope, today }: Omit<Reader, "locale">,
  { reference, day }: { reference: string; day: CivilDate },
): Promise<Proof> {
  const children = await childrenIn(tx, scope, today);
  const filter = { types: typesOf("bookings"), since: day, until: day, skip: 0, take: SEARCHED_LINES };
  const { lines } = await journalOf(tx, { owners: ownersOf(scope, children), accountId: scope.accountId }, filter);
  const own = lines.filter(({ body }) => body?.order === reference);
  const shown = own.slice(0, SHOWN_RECEIPTS).map(({ id, sealed }) => ({ id, isSealed: sealed }));
  return { lines: shown, total: own.length };
}

/** Of what the reader saved just now: one line. Null when that was longer ago. */
export async function proofOfSaved(tx: Tx, reader: Omit<Reader, "locale"> & { now: Date }): Promise<Proof | null> {
  const since = new Date(reader.now.getTime() - JUST_NOW_MINUTES * 60_000);
  const types = typesOf("info").filter((type) => !type.endsWith(".consulted"));
  const proof = await proofOf(tx, reader, { types, take: 1, ownSince: since });
  return proof.lines.length > 0 ? proof : null;
}

type Proving = { types: EventType[]; objects?: readonly string[]; take: number; ownSince?: Date };

async function proofOf(tx: Tx, reader: Omit<Reader, "locale">, asked: Proving): Promise<Proof> {
  const { types, objects, take, ownSince } = asked;
  const { own, total } = await readable(tx, reader, { types, objects, skip: 0, take });
  const read = own.filter((line) => !ownSince || (line.own && line.at >= ownSince));
  return { lines: read.map(({ id, sealed }) => ({ id, isSealed: sealed })), total };
}

/** An entry with the receipts of its sealed lines, ready for a dossier de preuve. */
export type ProvenLines = { entry: Entry; receipts: { id: string; text: string }[] };

/** How many lines of the period the family's journal has. */
export async function familyCount(tx: Tx, reader: Omit<Reader, "locale">, period: Period): Promise<number> {
  return (await readable(tx, reader, { types: typesOf("all"), ...period, skip: 0, take: 0 })).total;
}

type Period = { since: CivilDate; until: CivilDate };

/** The entries of a period with their receipts, each showing only what its reader may see. At most `take` lines. */
export async function familyProof(tx: Tx, reader: Reader, period: Period & { take: number }): Promise<ProvenLines[]> {
  const { own, names } = await readable(tx, reader, { types: typesOf("all"), ...period, skip: 0 });
  const parts = new Map(own.map((line) => [line.id, partsFor(line, names)]));
  const proven: ProvenLines[] = [];
  for (const entry of gather(own).map((group) => entryOf(group, names, reader.locale))) {
    const receipts = [];
    for (const id of entry.receipts) {
      const text = await receiptOf(tx, id, parts.get(id) ?? []);
      if (text !== null) receipts.push({ id, text });
    }
    proven.push({ entry, receipts });
  }
  return proven;
}

function ownersOf(scope: FamilyScope, children: readonly { id: string }[]): Owner[] {
  return [
    ...scope.householdIds.map((id) => ({ kind: "household" as const, id })),
    ...children.map(({ id }) => ({ kind: "child" as const, id })),
    { kind: "account" as const, id: scope.accountId },
  ];
}

function lineOf({ at, ...line }: JournalLine): Line {
  return { ...line, moment: parisOf(at).moment };
}

type Known = { lines: readonly JournalLine[]; children: readonly { id: string; firstName: string }[] };

async function namesOf(tx: Tx, scope: FamilyScope, { lines, children }: Known): Promise<Names> {
  const idsOf = (key: string) => [
    ...new Set(lines.flatMap(({ body }) => (typeof body?.[key] === "string" ? [body[key]] : []))),
  ];
  const invoiceIds = [
    ...idsOf("invoiceId"),
    ...lines.flatMap(({ object }) => (object.kind === "invoice" ? [object.id] : [])),
  ];
  const [activities, sites, invoices, hidden] = await Promise.all([
    tx.activity.findMany({
      where: { id: { in: idsOf("activityId") } },
      select: { id: true, nameFr: true, nameEn: true },
    }),
    tx.site.findMany({ select: { id: true, name: true } }),
    tx.invoice.findMany({
      where: { AND: [{ id: { in: invoiceIds } }, await invoicesOfFamily(tx, scope)] },
      select: { id: true, month: true },
    }),
    tx.householdAddress.count({ where: { householdId: { in: [...scope.householdIds] }, isProtected: true } }),
  ]);
  return {
    children: new Map(children.map(({ id, firstName }) => [id, firstName])),
    activities: new Map(activities.map(({ id, ...names }) => [id, names])),
    sites: new Map(sites.map(({ id, name }) => [id, name])),
    invoices: new Map(invoices.map(({ id, month }) => [id, month])),
    hidesAddress: hidden > 0,
  };
}
