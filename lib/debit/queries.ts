/**
 * Mandates as they are read. A parent sees those they signed or that were signed for them as payer, and nobody else's;
 * the account number stays sealed but for its last four characters.
 */
import { createHash } from "node:crypto";
import type { FamilyScope } from "@/lib/access/gate";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import type { RegieSettings } from "@/lib/commune/schema-regie";
import { debitEnds } from "@/lib/deadline/rules-billing";
import { record } from "@/lib/evidence/record";
import type { SepaMandate } from "@/lib/generated/prisma/client";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { refuseIban } from "./iban";
import { lapsesOn, type MandateStanding, rumOf, standingOf } from "./rules";
import { missingSettings } from "./rules-batch";
import { isCreditorId } from "./sepa";

export type MandateView = {
  id: string;
  regieId: string;
  payerId: string;
  householdId: string;
  rum: string;
  holder: string;
  ibanEnd: string;
  recurrent: boolean;
  standing: MandateStanding;
  signedOn: CivilDate;
  lastUsedOn: CivilDate | null;
  lapsesOn: CivilDate;
  rejections: number;
};

/** How many rejections end direct debit, as the commune's rules of the day say. */
export async function rejectionRule(tx: Tx, today: CivilDate): Promise<(rejections: number) => boolean> {
  const rules = rulesOn(await rulesHistory(tx), today);
  return (rejections) => rules !== null && debitEnds(rules.file, rejections);
}

export function viewOf(row: SepaMandate, today: CivilDate, endsAfter: (rejections: number) => boolean): MandateView {
  const { id, regieId, payerId, householdId, rum, holder, ibanEnd, recurrent, rejections, state } = row;
  const dates = { signedOn: fromColumn(row.signedOn), lastUsedOn: row.lastUsedOn && fromColumn(row.lastUsedOn) };
  const standing = standingOf({ state, ...dates, hasTooManyRejections: endsAfter(rejections) }, today);
  return {
    ...{ id, regieId, payerId, householdId, rum, holder, ibanEnd, recurrent, rejections },
    ...{ ...dates, standing, lapsesOn: lapsesOn(dates) },
  };
}

/** The payer that a parent is; null for a parent who is billed nothing. */
export async function ownPayer(tx: Tx, scope: FamilyScope): Promise<{ id: string; name: string } | null> {
  return tx.payer.findUnique({ where: { guardianId: scope.guardianId }, select: { id: true, name: true } });
}

/** The parent's own mandates, those in force first. */
export async function ownMandates(tx: Tx, scope: FamilyScope): Promise<MandateView[]> {
  const payer = await ownPayer(tx, scope);
  if (!payer) return [];
  const endsAfter = await rejectionRule(tx, scope.today);
  const rows = await tx.sepaMandate.findMany({ where: { payerId: payer.id }, orderBy: { createdAt: "desc" } });
  const views = rows.map((row) => viewOf(row, scope.today, endsAfter));
  return [...views.filter(isLiving), ...views.filter((view) => !isLiving(view))];
}

const isLiving = ({ standing }: MandateView) => standing === "active" || standing === "suspended";

export type DebitRegie = { id: string; code: string; name: string; settings: RegieSettings };

/** The régies that collect by direct debit: switched on, with a creditor that a bank would take. */
export async function debitRegies(tx: Tx): Promise<DebitRegie[]> {
  const rows = await tx.regie.findMany({ orderBy: { code: "asc" }, select: { id: true, code: true, name: true } });
  const found = await Promise.all(rows.map(async (row) => ({ ...row, settings: await regieSettingsOf(tx, row.id) })));
  return found.filter(({ settings }) => settings.debit.enabled && settingFaults(settings).length === 0);
}

/** Names of the settings that are missing, or that a bank would refuse. */
export function settingFaults({ debit }: RegieSettings): string[] {
  const missing = missingSettings(debit);
  const wrong = [
    ...(debit.creditorId !== "" && !isCreditorId(debit.creditorId) ? ["creditorId"] : []),
    ...(debit.creditorIban !== "" && refuseIban(debit.creditorIban) !== null ? ["creditorIban"] : []),
  ];
  return [...missing, ...wrong];
}

/** 20 letters and digits that cannot be mistaken for one another would be more than needed; 8 give a trillion. */
const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** The reference that the payer's next mandate will have: the same each time it is asked until one is signed. */
export async function nextRum(
  tx: Tx,
  given: { payerId: string; regie: { id: string; code: string } },
): Promise<string> {
  const { payerId, regie } = given;
  const digest = createHash("sha256").update(`mandate/${regie.id}/${payerId}`).digest();
  const mark = Array.from(digest.subarray(0, 8), (byte) => LETTERS.charAt(byte % LETTERS.length)).join("");
  const rank = await tx.sepaMandate.count({ where: { payerId, regieId: regie.id } });
  return rumOf({ regieCode: regie.code, mark, rank });
}

export type ListedMandate = MandateView & { payer: string };

/** A régie's mandates for the desk, latest first; ended ones too. */
export async function mandatesOf(tx: Tx, regieId: string, today: CivilDate): Promise<ListedMandate[]> {
  const rows = await tx.sepaMandate.findMany({ where: { regieId }, orderBy: { createdAt: "desc" } });
  const [endsAfter, payers] = await Promise.all([
    rejectionRule(tx, today),
    tx.payer.findMany({ where: { id: { in: rows.map((row) => row.payerId) } }, select: { id: true, name: true } }),
  ]);
  const nameOf = new Map(payers.map((payer) => [payer.id, payer.name]));
  return rows.map((row) => ({ ...viewOf(row, today, endsAfter), payer: nameOf.get(row.payerId) ?? "" }));
}

export type FoundPayer = { id: string; name: string; mandate: { rum: string; ibanEnd: string } | null };

const MOST = 20;

/** Payers by name, with their mandate at the régie; the search is in the journal. */
export async function searchPayers(
  context: Context,
  { text, regieId }: { text: string; regieId: string },
): Promise<FoundPayer[]> {
  const wanted = text.trim().slice(0, 80);
  if (wanted.length < 2) return [];
  const payers = await context.tx.payer.findMany({
    where: { name: { contains: wanted } },
    orderBy: { name: "asc" },
    take: MOST,
    select: { id: true },
  });
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind: "account", id: context.actor?.accountId ?? "system" },
    body: { text: wanted, found: payers.length, purpose: "debit" },
  });
  const found = await Promise.all(payers.map(({ id }) => payerAtDesk(context.tx, id, regieId)));
  return found.flatMap((payer) => payer ?? []);
}

export async function payerAtDesk(tx: Tx, id: string, regieId: string): Promise<FoundPayer | null> {
  const payer = await tx.payer.findUnique({ where: { id }, select: { id: true, name: true } });
  const mandate = await tx.sepaMandate.findFirst({
    where: { payerId: id, regieId, state: "active" },
    select: { rum: true, ibanEnd: true },
  });
  return payer && { ...payer, mandate };
}
