/**
 * A batch of direct debits: families are told, then the file is made for the day they were told of (facts: treasury §5).
 * Numbered, hashed, the same bytes for ever. The invoices are held while it is made: an invoice is at the bank once at a time.
 */
import { createHash } from "node:crypto";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { aliasesOf } from "@/lib/evidence/pseudonyms";
import { record, recordAll } from "@/lib/evidence/record";
import { decrypt } from "@/lib/evidence/vault";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import { allot } from "@/lib/invoice/commands-issue";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Facts, type Outcome, refused } from "@/lib/kernel/outcome";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { sendLater } from "@/lib/server/work/mail";
import { end } from "./commands";
import { settingFaults } from "./queries";
import { type Candidate, candidatesOf } from "./queries-batch";
import { debitMails } from "./queries-mail";
import { ibanLabel, maskedIban } from "./rules";
import { batchNumber, type Debit, endToEndIdOf, messageIdOf, sequenceOf } from "./rules-batch";
import { bankDayFrom, earliestCollection } from "./rules-days";
import type { BatchDay } from "./schema";
import { writeSepa } from "./sepa";

export type BatchRefusal = "settings" | "too-soon" | "closed-day" | "empty";

/** Tells each family which invoice will be debited, how much and when. The day leaves them the whole time of announcement. */
export async function announce(
  context: Context,
  { regieId, collectOn }: BatchDay,
): Promise<Outcome<{ debits: number; totalCents: number }, BatchRefusal>> {
  const { tx, today } = context;
  const { settings } = await holdRegie(context, regieId);
  if (!settings.debit.enabled || settingFaults(settings).length > 0)
    return refuseBatch(context, { regieId, collectOn, reason: "settings" });
  const day = bankDayFrom(collectOn);
  if (day !== collectOn) return refuseBatch(context, { regieId, collectOn, reason: "closed-day" }, { day });
  const days = settings.debit.announceDays;
  if (collectOn < earliestCollection(today, days))
    return refuseBatch(context, { regieId, collectOn, reason: "too-soon" }, { days });
  const open = await candidatesOf(tx, { regieId, collectOn, today });
  await lockInvoices(tx, open);
  const ready = (await candidatesOf(tx, { regieId, collectOn, today })).filter(isReady);
  const told = await noticedInvoices(tx, collectOn, ready);
  const list = oneADay(ready).filter(({ invoice }) => !told.has(invoice.id));
  if (list.length === 0) return refuseBatch(context, { regieId, collectOn, reason: "empty" });
  await writeNotices(context, { regieId, collectOn }, list);
  for (const one of list) await tellAnnounced(context, one, collectOn);
  return done({ debits: list.length, totalCents: sum(list.map(({ invoice }) => invoice.dueCents)) });
}

const isReady = ({ exclusion }: Candidate) => exclusion === null;

/** A mandate for one debit pays one invoice: the oldest. */
function oneADay(list: readonly Candidate[]): Candidate[] {
  const spent = new Set<string>();
  return list.filter(({ mandate }) => {
    if (mandate.recurrent) return true;
    const first = !spent.has(mandate.id);
    spent.add(mandate.id);
    return first;
  });
}

async function holdRegie({ tx }: Context, regieId: string) {
  const [regie] = await tx.$queryRaw<{ code: string }[]>`SELECT code FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (!regie) throw new NotFound();
  return { code: regie.code, settings: await regieSettingsOf(tx, regieId) };
}

/** In the order of their ids, so that two desks wait for each other instead of dying. */
async function lockInvoices(tx: Tx, list: readonly Candidate[]): Promise<void> {
  for (const id of list.map(({ invoice }) => invoice.id).sort())
    await tx.$queryRaw`SELECT id FROM invoice WHERE id = ${id} FOR UPDATE`;
}

async function noticedInvoices(tx: Tx, collectOn: CivilDate, list: readonly Candidate[]): Promise<Set<string>> {
  const rows = await tx.debitNotice.findMany({
    where: { collectOn: toColumn(collectOn), invoiceId: { in: list.map(({ invoice }) => invoice.id) } },
    select: { invoiceId: true },
  });
  return new Set(rows.map((row) => row.invoiceId));
}

type Refusal = BatchDay & { reason: BatchRefusal };

async function refuseBatch(context: Context, { reason, ...about }: Refusal, facts?: Facts) {
  await record(context, {
    type: "debit.refused",
    subject: null,
    object: { kind: "regie", id: about.regieId },
    body: { collectOn: about.collectOn, reason },
  });
  return refused(reason, facts);
}

async function writeNotices(context: Context, { regieId, collectOn }: BatchDay, list: readonly Candidate[]) {
  const { tx, now, actor } = context;
  await tx.debitNotice.createMany({
    data: list.map(({ invoice, mandate }) => ({
      ...{ id: newId(), regieId, mandateId: mandate.id, invoiceId: invoice.id, amountCents: invoice.dueCents },
      ...{ collectOn: toColumn(collectOn), createdAt: now, createdById: actor?.accountId ?? null },
    })),
  });
  await recordAll(
    context,
    list.map(({ invoice, mandate }) => ({
      type: "debit.announced" as const,
      subject: { kind: "household" as const, id: invoice.householdId },
      object: { kind: "invoice", id: invoice.id },
      body: {
        ...invoiceFacts(invoice),
        day: collectOn,
        cents: invoice.dueCents,
        rum: mandate.rum,
        ibanEnd: mandate.ibanEnd,
      },
    })),
  );
}

function invoiceFacts({ id, year, number, month }: Candidate["invoice"]) {
  return { invoiceId: id, invoiceYear: year, invoiceNumber: number, month };
}

async function tellAnnounced(context: Context, { invoice, mandate }: Candidate, collectOn: CivilDate) {
  const mails = await debitMails(context.tx, {
    ...{ payerId: invoice.payerId, householdId: invoice.householdId, name: "debitAnnounced" },
    path: `/factures/${invoice.id}`,
    values: (locale) => ({
      ...{ invoice: writtenNumber(invoice), amount: wordAmount(locale, invoice.dueCents), rum: mandate.rum },
      ...{ day: wordDay(locale, collectOn), account: maskedIban(mandate.ibanEnd) },
    }),
  });
  for (const mail of mails) await sendLater(context, mail);
}

/**
 * Makes the file for an announced day. Whatever changed since the announcement counts: what was paid meanwhile is not debited,
 * what grew is debited as announced, and a mandate that ended is left alone.
 */
export async function makeBatch(
  context: Context,
  { regieId, collectOn }: BatchDay,
): Promise<Outcome<{ batchId: string; debits: number; leftOut: number }, BatchRefusal>> {
  const { tx, today } = context;
  const regie = await holdRegie(context, regieId);
  const asked = { regieId, collectOn, today };
  if (settingFaults(regie.settings).length > 0) return refuseBatch(context, { regieId, collectOn, reason: "settings" });
  if (collectOn <= today) return refuseBatch(context, { regieId, collectOn, reason: "too-soon" });
  await lockInvoices(tx, await candidatesOf(tx, asked, true));
  const told = await candidatesOf(tx, asked, true);
  const ready = oneADay(told.filter(isReady));
  if (ready.length === 0) return refuseBatch(context, { regieId, collectOn, reason: "empty" });
  const batchId = await writeDown(context, { regieId, collectOn }, { ready, regie });
  await spendMandates(context, ready, collectOn);
  return done({ batchId, debits: ready.length, leftOut: told.length - ready.length });
}

type Making = { ready: readonly Candidate[]; regie: Awaited<ReturnType<typeof holdRegie>> };

async function writeDown(context: Context, { regieId, collectOn }: BatchDay, { ready, regie }: Making) {
  const { tx, now, moment, actor } = context;
  const { debit } = regie.settings;
  const year = Number(context.today.slice(0, 4));
  const number = await allot(context, { regieId, kind: "debit-batch", year, count: 1 });
  const debits = await debitsOf(context, ready);
  const bytes = writeSepa({
    ...{ version: debit.version, messageId: messageIdOf({ regieCode: regie.code, year, number }), createdAt: moment },
    ...{ collectOn, debits: debits.map((one) => one.debit) },
    creditor: {
      ...{ id: debit.creditorId, name: debit.creditorName, iban: debit.creditorIban, bic: debit.creditorBic },
      ultimate: debit.ultimateCreditor,
    },
  });
  const [id, sha256] = [newId(), createHash("sha256").update(bytes).digest("hex")];
  const totalCents = sum(debits.map((one) => one.debit.amountCents));
  await tx.debitBatch.create({
    data: {
      ...{ id, regieId, year, number, sha256, totalCents, version: debit.version, debits: debits.length },
      ...{ collectOn: toColumn(collectOn), bytes: new Uint8Array(bytes) },
      ...{ createdAt: now, createdById: actor?.accountId ?? null },
    },
  });
  const items = debits.map(({ debit: { endToEndId, sequence, amountCents }, of: { invoice, mandate } }) => ({
    ...{ id: newId(), batchId: id, mandateId: mandate.id, invoiceId: invoice.id, endToEndId, sequence, amountCents },
    state: "sent" as const,
  }));
  await tx.debitItem.createMany({ data: items });
  await record(context, {
    type: "debit.batch-made",
    subject: null,
    object: { kind: "debit-batch", id },
    body: {
      ...{ number: batchNumber({ year, number }), day: collectOn, sha256, cents: totalCents },
      items: items.map((item) => item.id),
    },
  });
  return id;
}

/** Under a fresh mandate the first debit is FRST; further ones of the same file follow it as RCUR. */
async function debitsOf({ tx }: Context, ready: readonly Candidate[]): Promise<{ debit: Debit; of: Candidate }[]> {
  const ibanOf = await openIbans(tx, ready);
  const seen = new Set<string>();
  return ready.map((one) => {
    const { invoice, mandate, toldCents, tries } = one;
    const isUsed = one.isUsed || seen.has(mandate.id);
    seen.add(mandate.id);
    const { iban, bic } = ibanOf(mandate.id);
    const debit: Debit = {
      ...{ endToEndId: endToEndIdOf(invoice.refdet, tries), rum: mandate.rum, signedOn: mandate.signedOn, iban, bic },
      ...{ sequence: sequenceOf({ recurrent: mandate.recurrent, isUsed }), holder: mandate.holder },
      amountCents: Math.min(invoice.dueCents, toldCents ?? 0),
      label: `Facture ${writtenNumber(invoice)} ${invoice.month}`,
    };
    return { debit, of: one };
  });
}

/** The only place where account numbers are opened: they go into the file and nowhere else. */
async function openIbans(tx: Tx, list: readonly Candidate[]) {
  const rows = await tx.sepaMandate.findMany({
    where: { id: { in: list.map(({ mandate }) => mandate.id) } },
    select: { id: true, iban: true, bic: true, householdId: true },
  });
  const ownerOf = (householdId: string) => ({ kind: "household", id: householdId }) as const;
  const aliasOf = await aliasesOf(
    tx,
    rows.map((row) => ownerOf(row.householdId)),
  );
  const opened = new Map(
    rows.map(({ id, iban, bic, householdId }) => {
      const plain = decrypt(aliasOf(ownerOf(householdId)).key, iban, ibanLabel(id)).toString("utf8");
      return [id, { iban: plain, bic }] as const;
    }),
  );
  return (mandateId: string) => {
    const account = opened.get(mandateId);
    if (!account) throw new Error("A mandate without its account");
    return account;
  };
}

/** The day of the debit starts the 36 months again; a mandate for one debit has served. */
async function spendMandates(context: Context, ready: readonly Candidate[], collectOn: CivilDate): Promise<void> {
  const { tx } = context;
  const ids = [...new Set(ready.map(({ mandate }) => mandate.id))];
  await tx.sepaMandate.updateMany({ where: { id: { in: ids } }, data: { lastUsedOn: toColumn(collectOn) } });
  const once = await tx.sepaMandate.findMany({ where: { id: { in: ids }, recurrent: false } });
  for (const mandate of once) await end(context, mandate, "one-off");
}
