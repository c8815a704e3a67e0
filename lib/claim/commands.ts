/**
 * Handing unpaid invoices over to the comptable, as articles of a role or as titles: one numbered, hashed and locked lot with its PES file,
 * one claim an invoice, the debt moved in the books (domain rules 36, 43, 57). All or nothing: where anything is missing nothing is written.
 */
import { createHash } from "node:crypto";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import type { RegieSettings } from "@/lib/commune/schema-regie";
import { record, recordAll } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { allot } from "@/lib/invoice/commands-issue";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { post } from "@/lib/ledger/commands";
import { claimLines } from "@/lib/ledger/rules";
import { settleCase } from "@/lib/payment/commands-case";
import { faultOf, type PesHead, type PesPiece, pesText, totalsOf } from "@/lib/pes/rules";
import { headOf, missingSettings, piecesOf, type SlipWish } from "@/lib/pes/rules-role";
import type { Context } from "@/lib/server/context";
import { sendAllLater } from "@/lib/server/work/mail";
import { productNames } from "@/lib/treasury/queries";
import { type Candidate, candidatesOf } from "./queries";
import { claimMails } from "./queries-mail";
import { nextNumbers } from "./queries-slips";
import type { HandOver } from "./schema";

export type HandOverRefusal = "no-regie" | "settings" | "kept" | "findings" | "number-used" | "debt-number" | "totals";
export type HandedOver = { lotId: string; pieces: number; cents: number };

/** Under `lotId`, where the work may be asked for twice: the second time it is found. */
export async function handOver(
  context: Context,
  wish: HandOver,
  lotId: string = newId(),
): Promise<Outcome<HandedOver, HandOverRefusal>> {
  const { tx, today } = context;
  const ids = [...new Set(wish.invoiceIds)];
  // Numbers of slips are the commune's: whoever hands over waits for whoever does. Then the invoices, as everybody who moves their money.
  await tx.$queryRaw`SELECT id FROM regie ORDER BY id FOR UPDATE`;
  await tx.$queryRaw`SELECT id FROM invoice WHERE id IN (${Prisma.join(ids)}) ORDER BY id FOR UPDATE`;
  const regie = await tx.regie.findUnique({ where: { id: wish.regieId }, select: { code: true } });
  if (!regie) return refused("no-regie");
  const { treasury } = await regieSettingsOf(tx, wish.regieId);
  if (missingSettings(treasury).length > 0) return refuse(context, wish, "settings");
  const candidates = await candidatesOf(tx, { regieId: wish.regieId, today, filter: "all", ids });
  if (candidates.length !== ids.length || candidates.some(({ keep }) => keep !== null))
    return refuse(context, wish, "kept");
  const slip = await slipOf(context, wish);
  const names = await productNames(tx, wish.regieId, "fr");
  const { pieces, findings } = piecesOf(treasury, slip, { owed: candidates, names });
  if (findings.length > 0) return refuse(context, wish, "findings", findings.length);
  if (await isNumberUsed(context, slip, pieces)) return refuse(context, wish, "number-used");
  if (await isDebtUsed(context, slip, { candidates, pieces })) return refuse(context, wish, "debt-number");
  const head = headOf(treasury, slip);
  const expected = { pieces: candidates.length, cents: sum(candidates.map((one) => one.dueCents)) };
  if (faultOf(head, pieces, expected) !== null) return refuse(context, wish, "totals");
  return done(await writeDown(context, { candidates, pieces, head, treasury, regieId: wish.regieId, lotId }));
}

export async function refuse<Reason extends HandOverRefusal | "under-way">(
  context: Context,
  { regieId, kind, invoiceIds }: HandOver,
  reason: Reason,
  count = 0,
) {
  await record(context, {
    type: "treasury.lot-refused",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: { reason, kind, invoices: invoiceIds.length, findings: count },
  });
  return refused(reason, { count });
}

async function slipOf(context: Context, wish: HandOver): Promise<SlipWish> {
  const { kind, subject, noticeOn } = wish;
  const exer = Number(context.today.slice(0, 4));
  const next = await nextNumbers(context.tx, { kind, exer });
  return {
    ...{ kind, subject, exer, day: context.today, noticeOn: kind === "role" ? noticeOn : null },
    bordereau: wish.bordereau ?? next.bordereau,
    // The articles of a role are counted from 1; titles go on over the year.
    firstPiece: kind === "role" ? 1 : (wish.firstPiece ?? next.firstPiece),
  };
}

const lotKind = { role: "roles", title: "titles" } as const;

/** A bordereau is unique by year and kind; a title by year, over all slips. */
async function isNumberUsed({ tx }: Context, slip: SlipWish, pieces: readonly PesPiece[]): Promise<boolean> {
  const { exer, bordereau, kind } = slip;
  const titles = kind === "title" ? [{ piece: { in: pieces.map(({ piece }) => piece) } }] : [];
  const used = await tx.treasuryClaim.count({
    where: { exer, lot: { kind: lotKind[kind] }, OR: [{ bordereau }, ...titles] },
  });
  return used > 0;
}

type Written = { candidates: readonly Candidate[]; pieces: readonly PesPiece[] };

/** Two régies of one budget may both have an invoice 101: the treasury would take them for one debt. */
async function isDebtUsed({ tx }: Context, { exer }: SlipWish, { candidates, pieces }: Written): Promise<boolean> {
  const known = await tx.treasuryClaim.count({
    where: {
      exer,
      debtNumber: { in: pieces.map(({ debtNumber }) => debtNumber) },
      invoiceId: { notIn: candidates.map(({ invoiceId }) => invoiceId) },
    },
  });
  return known > 0;
}

type Lot = Written & { head: PesHead; treasury: RegieSettings["treasury"]; regieId: string; lotId: string };

async function writeDown(context: Context, lot: Lot): Promise<HandedOver> {
  const { tx, now, actor } = context;
  const { candidates, pieces, head, regieId, lotId: id } = lot;
  const totals = totalsOf(pieces);
  const bytes = Buffer.concat([...pesText(head, totals, pieces)].map((text) => Buffer.from(text, "latin1")));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const year = head.exer;
  const number = await allot(context, { regieId, kind: "lot", year, count: 1 });
  const days = candidates.map(({ issuedOn }) => issuedOn).sort();
  const [since, until] = [days[0] as CivilDate, days.at(-1) as CivilDate];
  await tx.treasuryLot.create({
    data: {
      ...{ id, regieId, year, number, sha256, createdAt: now, createdById: actor?.accountId ?? null },
      ...{ kind: lotKind[head.kind], format: "pes", since: toColumn(since), until: toColumn(until) },
      ...{ receipts: totals.pieces, totalCents: totals.cents, bytes: new Uint8Array(bytes) },
    },
  });
  await enterClaims(context, lot);
  await record(context, {
    type: "treasury.lot-made",
    subject: null,
    object: { kind: "lot", id },
    body: {
      ...{ year, number, since, until, sha256, cents: totals.cents, kind: head.kind, bordereau: head.bordereau },
      invoices: candidates.map(({ invoiceId }) => invoiceId),
    },
  });
  return { lotId: id, ...totals };
}

async function enterClaims(context: Context, lot: Lot): Promise<void> {
  const { tx, now, today } = context;
  const { candidates, pieces, head, lotId, regieId } = lot;
  const claims = candidates.map((one, index) => ({ ...one, claimId: newId(), piece: pieces[index] as PesPiece }));
  await tx.treasuryClaim.createMany({
    data: claims.map(({ claimId, invoiceId, dueCents, piece }) => ({
      ...{ id: claimId, lotId, invoiceId, exer: head.exer, bordereau: head.bordereau, piece: piece.piece },
      ...{ debtNumber: piece.debtNumber, amountCents: dueCents, state: "handed" as const, updatedAt: now },
    })),
  });
  await post(
    context,
    claims.map(({ claimId, invoiceId, householdId, payerId, dueCents }) => ({
      ...{ regieId, kind: "claim.handed" as const, sourceId: claimId, day: today },
      lines: claimLines({ invoiceId, householdId, payerId }, dueCents),
    })),
  );
  await recordAll(
    context,
    claims.map(({ claimId, invoiceId, householdId, payerId, month, dueCents, piece }) => ({
      type: "claim.handed" as const,
      subject: { kind: "household" as const, id: householdId },
      object: { kind: "claim", id: claimId },
      body: {
        ...{ lotId, invoiceId, payerId, month, cents: dueCents, kind: head.kind, exer: head.exer },
        ...{ bordereau: head.bordereau, piece: piece.piece, debtNumber: piece.debtNumber },
      },
    })),
  );
  await passOn(context, claims);
  const told = claims.map(({ dueCents, ...claim }) => ({ ...claim, cents: dueCents }));
  const postName = lot.treasury.postName;
  await sendAllLater(context, await claimMails(context, { name: "claimHanded", postName, told }));
}

/** A debit that the bank had sent back is the comptable's affair now, and nobody's here. */
async function passOn(context: Context, claims: readonly { invoiceId: string }[]): Promise<void> {
  const cases = await context.tx.moneyCase.findMany({
    where: { kind: "rejected-later", state: "open", invoiceId: { in: claims.map(({ invoiceId }) => invoiceId) } },
    select: { sourceKey: true },
  });
  for (const { sourceKey } of cases) {
    await settleCase(context, { sourceKey, resolution: "passed-on", reason: "claim.handed" });
  }
}
