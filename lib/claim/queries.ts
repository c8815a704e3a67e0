/**
 * What may be handed over to the comptable, and what each invoice still lacks for it. Money and debtors only: no child's record.
 */
import { holdsOf } from "@/lib/dunning/queries";
import { record } from "@/lib/evidence/record";
import { addressesOf } from "@/lib/household/queries-facts";
import { addressOn } from "@/lib/household/rules";
import { ofMonth } from "@/lib/i18n/dates";
import { type CivilDate, type CivilMonth, fromColumn } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { dueOf } from "@/lib/ledger/queries";
import type { Sale } from "@/lib/ledger/rules";
import { writtenNumber } from "@/lib/payment/rules-telling";
import type { DebtorFacts } from "@/lib/pes/rules-debtor";
import type { Owed } from "@/lib/pes/rules-role";
import { findingsOf, type OwedFinding } from "@/lib/pes/rules-role";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { type CandidateFilter, isLive, type Keep, keepsBack } from "./rules";

export type Candidate = Owed & {
  regieId: string;
  householdId: string;
  payerId: string;
  payer: string;
  month: CivilMonth;
  issuedOn: CivilDate;
  dueOn: CivilDate | null;
  /** The last letter sent; 0 is none. */
  reminderLevel: number;
  keep: Keep | null;
};

/** Invoices of a régie with something left to pay, the oldest first. `ids` are those that a hand-over asks about. */
export async function candidatesOf(
  tx: Tx,
  asked: { regieId: string; today: CivilDate; filter: CandidateFilter; ids?: readonly string[] },
): Promise<Candidate[]> {
  const owing = asked.ids ?? (await owingIds(tx, asked.regieId));
  const rows = await tx.invoice.findMany({
    where: { id: { in: [...owing] }, regieId: asked.regieId, kind: "invoice", state: "issued" },
    orderBy: [{ year: "asc" }, { number: "asc" }],
    include: { lines: { select: { productCode: true, amountCents: true } } },
  });
  const ids = rows.map(({ id }) => id);
  const [due, holds, levels, live, debtors, notes] = await Promise.all([
    dueOf(tx, ids),
    holdsOf(tx, ids),
    tx.reminder.groupBy({ by: ["invoiceId"], where: { invoiceId: { in: ids } }, _max: { level: true } }),
    liveClaims(tx, ids),
    debtorsOf(tx, { rows, today: asked.today }),
    creditedOf(tx, ids),
  ]);
  const levelOf = new Map(levels.map((row) => [row.invoiceId, row._max.level ?? 0]));
  const found = rows.map((row): Candidate => {
    const [dueCents, dueOn] = [due.get(row.id) ?? 0, row.dueOn && fromColumn(row.dueOn)];
    const debtor = debtors.get(row.payerId) as Debtor;
    const number = { year: row.year ?? 0, number: row.number ?? 0 };
    return {
      ...{
        invoiceId: row.id,
        regieId: row.regieId,
        householdId: row.householdId,
        payerId: row.payerId,
        dueOn,
        dueCents,
      },
      ...{ month: row.month, sales: row.lines, credited: notes.get(row.id) ?? [], totalCents: row.totalCents },
      ...{ payer: debtor.name, debtor: debtor.facts },
      ...number,
      issuedOn: row.issuedOn ? fromColumn(row.issuedOn) : asked.today,
      subject: `Facture ${writtenNumber(number)} ${ofMonth("fr", row.month)}`,
      reminderLevel: levelOf.get(row.id) ?? 0,
      keep: keepsBack({ dueCents, hasLiveClaim: live.has(row.id), holds: holds.get(row.id) ?? [] }),
    };
  });
  return found.filter((one) => passes(one, asked.filter, asked.today));
}

function passes({ dueOn, reminderLevel }: Candidate, filter: CandidateFilter, today: CivilDate): boolean {
  if (filter === "reminded") return reminderLevel > 0;
  return filter === "all" || (dueOn !== null && dueOn < today);
}

async function owingIds(tx: Tx, regieId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT i.id FROM invoice i JOIN (
      SELECT invoice_id, SUM(amount_cents) AS due FROM ledger_line WHERE account = 'receivable' AND invoice_id IS NOT NULL
      GROUP BY invoice_id HAVING due > 0) d ON d.invoice_id = i.id
    WHERE i.regie_id = ${regieId} AND i.state = 'issued' AND i.kind = 'invoice'
    ORDER BY i.year, i.number LIMIT 5000`;
  return rows.map(({ id }) => id);
}

/** The lines of the credit notes of each invoice. */
async function creditedOf(tx: Tx, invoiceIds: readonly string[]): Promise<Map<string, Sale[]>> {
  const notes = await tx.invoice.findMany({
    where: { correctsId: { in: [...invoiceIds] }, kind: "credit_note", state: "issued" },
    select: { correctsId: true, lines: { select: { productCode: true, amountCents: true } } },
  });
  const byInvoice = groupBy(notes, ({ correctsId }) => correctsId ?? "");
  return new Map([...byInvoice].map(([id, own]) => [id, own.flatMap(({ lines }) => lines)]));
}

async function liveClaims(tx: Tx, invoiceIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.treasuryClaim.findMany({
    where: { invoiceId: { in: [...invoiceIds] } },
    select: { invoiceId: true, state: true },
  });
  return new Set(rows.filter(({ state }) => isLive(state)).map(({ invoiceId }) => invoiceId));
}

type Debtor = { name: string; facts: DebtorFacts };
type Billed = { payerId: string; householdId: string };

/** Payers with the address that a letter of today would bear: their own, else that of the household they live in. */
async function debtorsOf(
  tx: Tx,
  { rows, today }: { rows: readonly Billed[]; today: CivilDate },
): Promise<Map<string, Debtor>> {
  const payers = await tx.payer.findMany({
    where: { id: { in: rows.map(({ payerId }) => payerId) } },
    include: {
      guardian: {
        select: {
          ...{ firstName: true, lastName: true },
          memberships: { select: { householdId: true, until: true }, orderBy: { since: "asc" } },
        },
      },
    },
  });
  const billed = new Map(rows.map((row) => [row.payerId, row.householdId]));
  const homes = new Map(payers.map((payer) => [payer.id, homeOf(payer, billed.get(payer.id) ?? "")]));
  const addresses = groupBy(await addressesOf(tx, [...new Set(homes.values())]), ({ householdId }) => householdId);
  return new Map(
    payers.map((payer) => {
      const home = addressOn(addresses.get(homes.get(payer.id) ?? "") ?? [], today);
      const { id, kind, guardian, civility, countryCode } = payer;
      const own = payer.addressLine
        ? { line: payer.addressLine, more: null, postalCode: payer.postalCode ?? "", city: payer.city ?? "" }
        : home && { line: home.line, more: home.more, postalCode: home.postalCode, city: home.city };
      const person = guardian ?? namesOf(payer.name);
      const { firstName, lastName } = person;
      const name = guardian ? `${firstName} ${lastName}` : payer.name;
      return [
        id,
        { name, facts: { id, kind, civility, firstName, lastName, address: own && { ...own, countryCode } } },
      ];
    }),
  );
}

/** A payer who is no guardian has one line for a name, written first name first. */
function namesOf(name: string): { firstName: string | null; lastName: string | null } {
  const [firstName = "", ...rest] = name.trim().split(" ");
  return { firstName: firstName || null, lastName: rest.join(" ") || null };
}

type Homes = { guardian: { memberships: { householdId: string; until: Date | null }[] } | null };

function homeOf({ guardian }: Homes, billed: string): string {
  const own = (guardian?.memberships ?? []).filter(({ until }) => until === null).map((row) => row.householdId);
  return own.includes(billed) || own.length === 0 ? billed : (own[0] ?? billed);
}

export type Sorted = {
  ready: Candidate[];
  lacking: { candidate: Candidate; findings: readonly OwedFinding[] }[];
  kept: Candidate[];
};

/** Candidates as a hand-over would find them: complete, incomplete, or kept by the régie for now. */
export async function sortedCandidates(
  tx: Tx,
  asked: { regieId: string; today: CivilDate; filter: CandidateFilter },
): Promise<Sorted> {
  const candidates = await candidatesOf(tx, asked);
  const free = candidates.filter(({ keep }) => keep === null);
  const findings = new Map(findingsOf(free).map((one) => [one.invoiceId, one.findings]));
  return {
    ready: free.filter(({ invoiceId }) => !findings.has(invoiceId)),
    lacking: free.flatMap((candidate) => {
      const own = findings.get(candidate.invoiceId);
      return own ? [{ candidate, findings: own }] : [];
    }),
    kept: candidates.filter(({ keep }) => keep !== null),
  };
}

/** The page of the day. Who reads it reads names: a search of families, in the journal as such. */
export async function candidatesToday(
  context: Context,
  asked: { regieId: string; filter: CandidateFilter },
): Promise<Sorted> {
  const sorted = await sortedCandidates(context.tx, { ...asked, today: context.today });
  await record(context, {
    type: "family.searched",
    subject: null,
    object: { kind: "claims", id: asked.regieId },
    body: {
      ...{ kind: "claims", words: asked.filter, purpose: "billing" },
      found: sorted.ready.length + sorted.lacking.length + sorted.kept.length,
    },
  });
  return sorted;
}
