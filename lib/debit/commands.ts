/**
 * A mandate from signature to end (domain rule 41). One in force a payer and régie: signing another one replaces it, since a changed account
 * is a new mandate with its own reference. The account number is sealed under the household's data key and stands in no event.
 */
import type { FamilyScope } from "@/lib/access/gate";
import { acceptProof, type Proof } from "@/lib/account/commands-sign-in";
import { aliasesOf } from "@/lib/evidence/pseudonyms";
import { record } from "@/lib/evidence/record";
import { encrypt } from "@/lib/evidence/vault";
import type { SepaMandate } from "@/lib/generated/prisma/client";
import { wordDate } from "@/lib/i18n/dates";
import { catalogues } from "@/lib/i18n/messages";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { sendLater } from "@/lib/server/work/mail";
import { type DebitRegie, debitRegies, nextRum, ownPayer } from "./queries";
import { debitMails } from "./queries-mail";
import { type EndReason, ibanLabel, isLapsed, isRum, maskedIban } from "./rules";
import type { PaperMandate, SignMandate } from "./schema";

export type SignRefusal = "mismatch" | "wait" | "changed" | "no-household";

/** The payer signs with their password. `replaces` must be what is in force: of two signatures at once, the second one is told. */
export async function signMandate(
  context: Context,
  wish: SignMandate,
  by: { scope: FamilyScope; proof: Proof },
): Promise<Outcome<{ mandateId: string }, SignRefusal>> {
  const { tx, today } = context;
  const { scope, proof } = by;
  const payer = await ownPayer(tx, scope);
  const regie = (await debitRegies(tx)).find((one) => one.id === wish.regieId);
  if (!payer || !regie) throw new NotFound();
  const accepted = await acceptProof(context, scope.accountId, proof);
  if (!accepted.ok) return accepted;
  const householdId = await householdOf(context, payer.id, scope.householdIds);
  if (!householdId) return refuseMandate(context, null, { payerId: payer.id, reason: "no-household" });
  const before = await lockPayer(context, payer.id, regie.id);
  const inForce = before && !isLapsed(datesOf(before), today) ? before.id : "";
  if (inForce !== wish.replaces) return refuseMandate(context, householdId, { payerId: payer.id, reason: "changed" });
  const { holder, iban, bic } = wish;
  const rum = await nextRum(tx, { payerId: payer.id, regie });
  const mandate = { holder, iban, bic, rum, signedOn: today, recurrent: true, payerId: payer.id, householdId };
  return done({ mandateId: await keep(context, mandate, { regie, before, how: "online" }) });
}

/** The office writes down a mandate signed on paper. */
export async function enterMandate(
  context: Context,
  wish: PaperMandate,
): Promise<Outcome<{ mandateId: string }, "future" | "lapsed" | "rum-taken" | "no-household">> {
  const { tx } = context;
  const payer = await tx.payer.findUnique({ where: { id: wish.payerId }, select: { id: true } });
  const regie = (await debitRegies(tx)).find((one) => one.id === wish.regieId);
  if (!payer || !regie) throw new NotFound();
  const householdId = await householdOf(context, payer.id, null);
  const reason = await refuseEntry(context, wish, householdId);
  if (reason !== null || householdId === null)
    return refuseMandate(context, householdId, { payerId: payer.id, reason: reason ?? "no-household" });
  const before = await lockPayer(context, payer.id, regie.id);
  const rum = wish.rum || (await nextRum(tx, { payerId: payer.id, regie }));
  const { holder, iban, bic, signedOn } = wish;
  const recurrent = wish.use === "recurrent";
  const mandate = { holder, iban, bic, rum, signedOn, recurrent, payerId: payer.id, householdId };
  return done({ mandateId: await keep(context, mandate, { regie, before, how: "paper" }) });
}

async function refuseEntry({ tx, today }: Context, wish: PaperMandate, householdId: string | null) {
  if (householdId === null) return "no-household";
  if (wish.signedOn > today) return "future";
  if (isLapsed({ signedOn: wish.signedOn, lastUsedOn: null }, today)) return "lapsed";
  const taken = wish.rum !== "" && (await tx.sepaMandate.count({ where: { rum: wish.rum } })) > 0;
  return taken ? "rum-taken" : null;
}

async function refuseMandate<Reason extends string>(
  context: Context,
  householdId: string | null,
  { payerId, reason }: { payerId: string; reason: Reason },
) {
  await record(context, {
    type: "mandate.refused",
    subject: householdId === null ? null : { kind: "household", id: householdId },
    object: { kind: "payer", id: payerId },
    body: { reason },
  });
  return refused(reason);
}

/** Where the payer lives, among `own` when they are given; else a household they are billed for. */
async function householdOf({ tx, today }: Context, payerId: string, own: readonly string[] | null) {
  const day = toColumn(today);
  const billed = await tx.householdPayer.findMany({
    where: { payerId, since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] },
    orderBy: { since: "asc" },
    select: { householdId: true },
  });
  const ids = billed.map((row) => row.householdId);
  if (own) return ids.find((id) => own.includes(id)) ?? own[0] ?? null;
  return ids[0] ?? null;
}

/** Holds the payer, so that two signatures follow each other, and gives the mandate in force at the régie. */
async function lockPayer({ tx }: Context, payerId: string, regieId: string): Promise<SepaMandate | null> {
  await tx.$queryRaw`SELECT id FROM payer WHERE id = ${payerId} FOR UPDATE`;
  return tx.sepaMandate.findFirst({ where: { payerId, regieId, state: "active" }, orderBy: { createdAt: "desc" } });
}

type Wanted = {
  holder: string;
  iban: string;
  bic: string;
  rum: string;
  signedOn: CivilDate;
  recurrent: boolean;
  payerId: string;
  householdId: string;
};
type Around = { regie: DebitRegie; before: SepaMandate | null; how: "online" | "paper" };

async function keep(context: Context, wanted: Wanted, { regie, before, how }: Around): Promise<string> {
  const { tx, now, actor } = context;
  const { iban, bic, ...mandate } = wanted;
  if (!isRum(mandate.rum)) throw new Error(`${mandate.rum} is no reference of a mandate`);
  const id = newId();
  if (before) await tx.sepaMandate.update({ where: { id: before.id }, data: { state: "revoked", endedAt: now } });
  const ibanEnd = iban.slice(-4);
  await tx.sepaMandate.create({
    data: {
      ...{ ...mandate, id, regieId: regie.id, state: "active", ibanEnd, bic: bic === "" ? null : bic },
      ...{ iban: await sealIban(context, { id, householdId: mandate.householdId, iban }) },
      ...{ signedOn: toColumn(mandate.signedOn), createdAt: now, createdById: actor?.accountId ?? null },
    },
  });
  const { creditorId, creditorName } = regie.settings.debit;
  const { rum, signedOn, recurrent, payerId, householdId } = mandate;
  await record(context, {
    type: "mandate.signed",
    subject: { kind: "household", id: householdId },
    object: { kind: "mandate", id },
    body: {
      ...{ rum, how, ibanEnd, signedOn, recurrent, payerId, regieId: regie.id, creditorId, creditorName },
      // The words that were read and agreed to.
      ...{
        wording: catalogues.fr.debit.mandate.text,
        replacesId: before?.id ?? null,
        replacesRum: before?.rum ?? null,
      },
    },
  });
  await tellSigned(context, { ...mandate, ibanEnd }, regie);
  return id;
}

/** The payer keeps a copy of what was signed. */
async function tellSigned(
  context: Context,
  mandate: Omit<Wanted, "iban" | "bic"> & { ibanEnd: string },
  regie: DebitRegie,
): Promise<void> {
  const { payerId, householdId, rum, holder, signedOn, ibanEnd } = mandate;
  const { creditorId, creditorName } = regie.settings.debit;
  const mails = await debitMails(context.tx, {
    ...{ payerId, householdId, name: "mandateSigned", path: "/factures/prelevement" },
    values: (locale) => ({
      ...{ rum, holder, creditor: creditorName, creditorId, account: maskedIban(ibanEnd) },
      day: wordDate(locale, signedOn),
      wording: catalogues[locale].debit.mandate.text.replaceAll("{creditor}", creditorName),
    }),
  });
  for (const mail of mails) await sendLater(context, mail);
}

async function sealIban(context: Context, given: { id: string; householdId: string; iban: string }) {
  const owner = { kind: "household", id: given.householdId } as const;
  const { key } = (await aliasesOf(context.tx, [owner]))(owner);
  return encrypt(key, Buffer.from(given.iban), ibanLabel(given.id));
}

/** Ended by the family that signed it (`scope`), or by the office (null). A debit that is at the bank already is still made. */
export async function endMandate(
  context: Context,
  { mandateId }: { mandateId: string },
  scope: FamilyScope | null,
): Promise<Outcome<object, "already-ended">> {
  const { tx } = context;
  await tx.$queryRaw`SELECT id FROM sepa_mandate WHERE id = ${mandateId} FOR UPDATE`;
  const mandate = await tx.sepaMandate.findUnique({ where: { id: mandateId } });
  if (!mandate) throw new NotFound();
  if (scope && (await ownPayer(tx, scope))?.id !== mandate.payerId) throw new NotFound();
  if (mandate.state !== "active")
    return refuseMandate(context, mandate.householdId, { payerId: mandate.payerId, reason: "already-ended" });
  await end(context, mandate, scope ? "family" : "office");
  return done();
}

/** Writes the end down and tells the payer. The caller holds the mandate. */
export async function end(context: Context, mandate: SepaMandate, reason: EndReason): Promise<void> {
  const { tx, now } = context;
  const state = reason === "expired" ? "expired" : "revoked";
  await tx.sepaMandate.update({ where: { id: mandate.id }, data: { state, endedAt: now } });
  const { id, rum, ibanEnd, householdId, payerId } = mandate;
  await record(context, {
    type: "mandate.ended",
    subject: { kind: "household", id: householdId },
    object: { kind: "mandate", id },
    body: { rum, ibanEnd, payerId, reason },
  });
  const mails = await debitMails(tx, {
    ...{ payerId, householdId, name: "mandateEnded", path: "/factures/prelevement" },
    values: (locale) => ({ rum, account: maskedIban(ibanEnd), why: catalogues[locale].debit.endReasons[reason] }),
  });
  for (const mail of mails) await sendLater(context, mail);
}

/** The last day on which lapsed mandates were looked for: once a day is enough. */
let lookedOn: CivilDate = "";

/** A round of the worker: mandates that have rested for 36 months end. */
export async function expireMandates(database: Database, now: Date): Promise<void> {
  const { today } = systemContext(database, now);
  if (today === lookedOn) return;
  const rows = await database.sepaMandate.findMany({ where: { state: "active" } });
  for (const { id } of rows.filter((row) => isLapsed(datesOf(row), today)))
    await transaction((tx) => expire(systemContext(tx, now), id), database);
  lookedOn = today;
}

async function expire(context: Context, id: string): Promise<void> {
  await context.tx.$queryRaw`SELECT id FROM sepa_mandate WHERE id = ${id} FOR UPDATE`;
  const mandate = await context.tx.sepaMandate.findUniqueOrThrow({ where: { id } });
  if (mandate.state === "active" && isLapsed(datesOf(mandate), context.today)) await end(context, mandate, "expired");
}

function datesOf({ signedOn, lastUsedOn }: SepaMandate) {
  return { signedOn: fromColumn(signedOn), lastUsedOn: lastUsedOn && fromColumn(lastUsedOn) };
}
