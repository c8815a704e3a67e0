/** The lines of a household's journal that a dispute may need: what may be chosen, and the chosen ones with what each lends. */
import { householdsOfOffice, mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import { allows, type Role } from "@/lib/access/permissions";
import { type OfficeLine, officeLines } from "@/lib/evidence/queries-office";
import { receiptOf } from "@/lib/evidence/receipt";
import type { Locale } from "@/lib/i18n/locale";
import { type OfficeJournal, officeJournal, worded } from "@/lib/journal/queries-office";
import { fileOf, isOf } from "@/lib/journal/queries-office-file";
import { typesFor } from "@/lib/journal/rules-office";
import type { OfficeChoice } from "@/lib/journal/schema-office";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { ProvenEntry } from "./rules";
import { type Case, type Disclosure, disclosureOf } from "./rules-dispute";

type Wish = { householdId: string; lines: readonly string[] };

/** The household's journal without the lines that no dossier may show; with each, what it would show. The look is traced. */
export async function disputeChoice(
  context: Context,
  scope: OfficeScope,
  asked: { choice: OfficeChoice; locale: Locale },
): Promise<{ found: OfficeJournal; shows: ReadonlyMap<string, Disclosure> } | null> {
  const { foyer } = asked.choice;
  if (!foyer) return null;
  const about = await caseOf(context.tx, foyer);
  const shows = new Map<string, Disclosure>();
  const keeps = (line: OfficeLine) => {
    shows.set(line.id, disclosureOf(line, about));
    return shows.get(line.id) !== "nothing";
  };
  const found = await officeJournal(context, scope, { ...asked, keeps });
  return found?.household ? { found, shows } : null;
}

/** Whether a dossier may show all of these lines: of this household, in the reader's scope, of a kind that may leave the office. */
export async function areDisputable(tx: Tx, scope: OfficeScope, wish: Wish): Promise<boolean> {
  return (await chosenLines(tx, scope, wish))?.length === new Set(wish.lines).size;
}

/** Asked again when it is made and each time it is taken: who may no longer read the household has no dossier of it. */
export async function mayStillRead(
  tx: Tx,
  staff: { accountId: string; role: Role },
  about: Wish & { today: CivilDate },
): Promise<OfficeScope | null> {
  if (!allows(staff.role, "family.consult")) return null;
  const scope = await mintOfficeScope(tx, staff, about.today);
  return (await areDisputable(tx, scope, about)) ? scope : null;
}

/** The chosen lines with their receipts, each with no more than it may show. */
export async function disputeProof(
  tx: Tx,
  asker: { accountId: string; today: CivilDate; locale: Locale },
  wish: Wish,
): Promise<{ name: string; entries: ProvenEntry[] }> {
  const { accountId, today, locale } = asker;
  const account = await tx.account.findUnique({ where: { id: accountId }, select: { role: true } });
  const staff = { accountId, role: account?.role as Role };
  const scope = account && (await mayStillRead(tx, staff, { ...wish, today }));
  if (!scope) return { name: "", entries: [] };
  const [about, lines] = await Promise.all([caseOf(tx, wish.householdId), chosenLines(tx, scope, wish)]);
  const household = await tx.household.findFirst({
    where: { AND: [{ id: wish.householdId }, householdsOfOffice(scope)] },
    select: { name: true },
  });
  const shows = new Map(lines?.map((line) => [line.id, disclosureOf(line, about)]));
  const entries: ProvenEntry[] = [];
  for (const entry of await worded(tx, scope, { lines: lines ?? [], locale })) {
    const isWhole = shows.get(entry.id) === "whole";
    const text = entry.sealed ? await receiptOf(tx, entry.id, isWhole ? ["body"] : []) : null;
    const told = isWhole ? entry : { ...entry, facts: "", notes: [], reference: null };
    entries.push({ entry: told, receipts: text === null ? [] : [{ id: entry.id, text }] });
  }
  return { name: household?.name ?? "", entries };
}

/** Null when the household is not the reader's. */
async function chosenLines(tx: Tx, scope: OfficeScope, { householdId, lines }: Wish): Promise<OfficeLine[] | null> {
  const file = await fileOf(tx, scope, { foyer: householdId, enfant: "" });
  if (!file) return null;
  const ids = [...new Set(lines)];
  const filter = { types: typesFor(scope, "all"), subjects: file.owners, ids, take: ids.length };
  const [found, about] = await Promise.all([officeLines(tx, filter), caseOf(tx, householdId)]);
  const isOurs = isOf(file, scope);
  return found.filter((line) => isOurs(line) && disclosureOf(line, about) !== "nothing");
}

/** Past members count: what they did for the household stays its own. */
async function caseOf(tx: Tx, householdId: string): Promise<Case> {
  const [members, children, payers] = await Promise.all([
    tx.householdMember.findMany({ where: { householdId }, select: { guardian: { select: { accountId: true } } } }),
    tx.childHousehold.findMany({ where: { householdId }, select: { childId: true } }),
    tx.payer.findMany({
      where: {
        OR: [
          { guardian: { memberships: { some: { householdId } } } },
          { guardianId: null, households: { some: { householdId } } },
        ],
      },
      select: { id: true },
    }),
  ]);
  const payerIds = payers.map(({ id }) => id);
  const invoices = await tx.invoice.findMany({
    where: { householdId, payerId: { in: payerIds } },
    select: { id: true },
  });
  return {
    childIds: new Set(children.map(({ childId }) => childId)),
    memberIds: new Set(members.flatMap(({ guardian }) => guardian.accountId ?? [])),
    payerIds: new Set(payerIds),
    invoiceIds: new Set(invoices.map(({ id }) => id)),
  };
}
