/** Lots for the treasury: numbered, hashed, locked; the same bytes for ever, and a second delivery says that it is a copy (facts: treasury §2). */
import { createHash } from "node:crypto";
import { record } from "@/lib/evidence/record";
import { allot } from "@/lib/invoice/commands-issue";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { writeLot } from "./csv";
import { type Listed, receiptsOf } from "./queries";
import { booksOf } from "./queries-control";
import { keptFile, lotFile, lotsOf, slipNumberOf } from "./queries-lot";
import { type LotFormat, lotFileName, pesFileName } from "./rules";
import { lotOf, summaryOf } from "./rules-lot";
import type { Period } from "./schema";

export type LotRefusal = "no-regie" | "empty" | "books-differ";

/**
 * Locks what the period received and no lot holds yet. When there is nothing new, the last lot of the same period is the answer:
 * its bytes are a copy. Two people closing at once get one lot between them.
 */
export async function closeLot(
  context: Context,
  period: Period,
): Promise<Outcome<{ lotId: string; isCopy: boolean }, LotRefusal>> {
  const { tx } = context;
  const [regie] = await tx.$queryRaw<
    { code: string }[]
  >`SELECT code FROM regie WHERE id = ${period.regieId} FOR UPDATE`;
  if (!regie) return refused("no-regie");
  const receipts = await receiptsOf(tx, period, { unlocked: true });
  if (receipts.length === 0) {
    const [known] = await lotsOf(tx, period);
    return known ? done({ lotId: known.id, isCopy: true }) : refuseLot(context, period, "empty");
  }
  if (!(await agreesWithBooks(context, receipts))) return refuseLot(context, period, "books-differ");
  return done({ lotId: await writeDown(context, period, { receipts, regieCode: regie.code }), isCopy: false });
}

async function refuseLot(context: Context, period: Period, reason: LotRefusal) {
  await record(context, {
    type: "treasury.lot-refused",
    subject: null,
    object: { kind: "regie", id: period.regieId },
    body: { since: period.since, until: period.until, reason },
  });
  return refused(reason);
}

/** The totals by means of the receipts and of their entries in the books are the same, or nothing leaves. */
async function agreesWithBooks({ tx }: Context, receipts: readonly Listed[]): Promise<boolean> {
  const ids = receipts.map((receipt) => receipt.id);
  const books = await booksOf(tx, { sourceId: { in: ids } });
  return summaryOf(receipts).byMeans.every(({ key, amountCents }) => (books[key] ?? 0) === amountCents);
}

type Closing = { receipts: readonly Listed[]; regieCode: string };

async function writeDown(context: Context, period: Period, { receipts, regieCode }: Closing): Promise<string> {
  const { tx, now, actor } = context;
  const { regieId, since, until } = period;
  const year = Number(context.today.slice(0, 4));
  const number = await allot(context, { regieId, kind: "lot", year, count: 1 });
  const lot = lotOf(receipts, { regieCode, year, number });
  const bytes = writeLot(lot);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const id = newId();
  await tx.treasuryLot.create({
    data: {
      ...{ id, regieId, year, number, sha256, createdAt: now, createdById: actor?.accountId ?? null },
      ...{ since: toColumn(since), until: toColumn(until), format: "csv" },
      ...{ receipts: receipts.length, totalCents: lot.totalCents, bytes: new Uint8Array(bytes) },
    },
  });
  const ids = receipts.map((receipt) => receipt.id);
  const { count } = await tx.receipt.updateMany({ where: { id: { in: ids }, lotId: null }, data: { lotId: id } });
  if (count !== ids.length) throw new Error("A receipt went into another lot meanwhile");
  await record(context, {
    type: "treasury.lot-made",
    subject: null,
    object: { kind: "lot", id },
    body: { year, number, since, until, sha256, receipts: ids, cents: lot.totalCents },
  });
  return id;
}

export type Delivery = { fileName: string; bytes: Uint8Array; sha256: string; isCopy: boolean; totalCents: number };
/** `made`: the bytes of a format that was never asked for before; kept from now on. */
export type DeliveryWish = { format?: LotFormat; made?: Uint8Array | null };

/** Hands the bytes over. The first time they are the original; each further time is a copy, by its name and in the journal. */
export async function deliverLot(context: Context, lotId: string, wish: DeliveryWish = {}): Promise<Delivery | null> {
  const { tx } = context;
  const lot = await lotFile(tx, lotId);
  if (!lot) return null;
  await tx.$queryRaw`SELECT id FROM regie WHERE id = ${lot.regieId} FOR UPDATE`;
  const format = wish.format ?? (lot.format as LotFormat);
  const isFirst = format === lot.format;
  const file = isFirst ? lot : await keepFile(context, { lotId, format, made: wish.made ?? null });
  if (!file) return null;
  const object = { kind: isFirst ? "lot" : `lot-${format}`, id: lotId };
  const delivered = { object: `${object.kind}/${lotId}`, type: "treasury.lot-delivered" };
  const isCopy = (await tx.auditEvent.count({ where: delivered })) > 0;
  const { bytes, sha256 } = file;
  await record(context, {
    type: isCopy ? "treasury.lot-copied" : "treasury.lot-delivered",
    subject: null,
    object,
    body: { year: lot.year, number: lot.number, format, sha256 },
  });
  return {
    fileName: await nameOf(context, lot, { isCopy, format }),
    bytes,
    sha256,
    isCopy,
    totalCents: lot.totalCents,
  };
}

async function keepFile({ tx, now }: Context, given: { lotId: string; format: LotFormat; made: Uint8Array | null }) {
  const { lotId, format, made } = given;
  const kept = await keptFile(tx, lotId, format);
  if (kept || !made) return kept;
  const sha256 = createHash("sha256").update(made).digest("hex");
  return tx.treasuryLotFile.create({ data: { lotId, format, sha256, bytes: new Uint8Array(made), createdAt: now } });
}

type Lot = NonNullable<Awaited<ReturnType<typeof lotFile>>>;

async function nameOf({ tx }: Context, lot: Lot, { isCopy, format }: { isCopy: boolean; format: LotFormat }) {
  const slip = format === "pes" ? await slipNumberOf(tx, lot.id) : null;
  return slip
    ? pesFileName({ ...slip, kind: lot.kind === "roles" ? "role" : "title" }, isCopy)
    : lotFileName(lot, isCopy, format);
}
