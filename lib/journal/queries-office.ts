/**
 * The journal for the office: about the households of its scope, and only those; the head of school affairs may ask for anything, and by whom
 * it was done. Each look is itself an event: a household's journal that is opened shows in that journal (domain rule 49).
 */
import { childrenOfOffice, householdsOfOffice, mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import type { Role } from "@/lib/access/permissions";
import type { Owner } from "@/lib/evidence/pseudonyms";
import { type OfficeLine, officeLines } from "@/lib/evidence/queries-office";
import { receiptOf } from "@/lib/evidence/receipt";
import { record } from "@/lib/evidence/record";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { ProvenLines } from "./queries";
import type { Line, Names } from "./rules-facts";
import { type OfficeEntry, officeEntryOf, officeTypes } from "./rules-office";
import type { OfficeChoice } from "./schema-office";

export const OFFICE_LINES = 50;

export type OfficeJournal = { household: { id: string; name: string } | null; entries: OfficeEntry[]; total: number };

/** Null when nothing may be read: no household was named, or it is not the reader's. */
export async function officeJournal(
  context: Context,
  scope: OfficeScope,
  asked: { choice: OfficeChoice; locale: Locale },
): Promise<OfficeJournal | null> {
  const { choice, locale } = asked;
  const { tx } = context;
  const file = await fileOf(tx, scope, choice);
  if (!file && !(scope.everySite && !choice.foyer && !choice.enfant)) return null;
  await traceLook(context, file?.household ?? null, choice);
  const { lines, total } = await officeLines(tx, {
    subjects: file === null ? null : file.owners,
    actorId: scope.everySite ? choice.par || undefined : undefined,
    types: officeTypes(choice.sujet),
    ...{ since: choice.du || undefined, until: choice.au || undefined },
    ...{ skip: (choice.page - 1) * OFFICE_LINES, take: OFFICE_LINES },
  });
  return { household: file?.household ?? null, entries: await worded(tx, scope, { lines, locale }), total };
}

type File = { household: { id: string; name: string }; owners: Owner[] };

/** The household asked for, or that of the child asked for, with its children of the scope. */
async function fileOf(
  tx: Tx,
  scope: OfficeScope,
  choice: Pick<OfficeChoice, "foyer" | "enfant">,
): Promise<File | null> {
  if (!choice.foyer && !choice.enfant) return null;
  const row = await tx.household.findFirst({
    where: {
      AND: [
        choice.foyer ? { id: choice.foyer } : { children: { some: { childId: choice.enfant } } },
        householdsOfOffice(scope),
      ],
    },
    select: {
      id: true,
      name: true,
      children: { where: { child: childrenOfOffice(scope) }, select: { childId: true } },
    },
  });
  if (!row) return null;
  const children = row.children.map(({ childId }) => childId).filter((id) => !choice.enfant || id === choice.enfant);
  if (choice.enfant && children.length === 0) return null;
  const own: Owner[] = choice.enfant ? [] : [{ kind: "household", id: row.id }];
  return {
    household: { id: row.id, name: row.name },
    owners: [...own, ...children.map((id) => ({ kind: "child" as const, id }))],
  };
}

async function traceLook(context: Context, household: { id: string } | null, choice: OfficeChoice): Promise<void> {
  const { foyer: _household, enfant: _child, ...filter } = choice;
  const body = { ...filter, purpose: "journal" };
  if (household) {
    const subject = { kind: "household", id: household.id } as const;
    await record(context, { type: "journal.consulted", subject, object: subject, body });
    return;
  }
  const object = { kind: "account", id: context.actor?.accountId ?? "" };
  await record(context, { type: "journal.searched", subject: null, object, body });
}

async function worded(
  tx: Tx,
  scope: OfficeScope,
  { lines, locale }: { lines: readonly OfficeLine[]; locale: Locale },
): Promise<OfficeEntry[]> {
  const [names, people] = await Promise.all([namesOf(tx, scope, lines), peopleOf(tx, scope, lines)]);
  return lines.map((line) =>
    officeEntryOf(lineOf(line), names, { locale, by: people.get(line.actorId ?? "") ?? null }),
  );
}

function lineOf({ at, actorId: _, subject, ...line }: OfficeLine): Line {
  return { ...line, own: false, moment: parisOf(at).moment, subject: subject ?? { kind: "commune", id: "" } };
}

async function namesOf(tx: Tx, scope: OfficeScope, lines: readonly OfficeLine[]): Promise<Names> {
  const idsOf = (key: string) => lines.flatMap(({ body }) => (typeof body?.[key] === "string" ? [body[key]] : []));
  const childIds = [
    ...idsOf("childId"),
    ...lines.flatMap(({ subject }) => (subject?.kind === "child" ? [subject.id] : [])),
  ];
  const invoiceIds = [
    ...idsOf("invoiceId"),
    ...lines.flatMap(({ object }) => (object.kind === "invoice" ? [object.id] : [])),
  ];
  const [children, activities, sites, invoices] = await Promise.all([
    tx.child.findMany({
      where: { AND: [{ id: { in: childIds } }, childrenOfOffice(scope)] },
      select: { id: true, firstName: true },
    }),
    tx.activity.findMany({
      where: { id: { in: idsOf("activityId") } },
      select: { id: true, nameFr: true, nameEn: true },
    }),
    tx.site.findMany({ select: { id: true, name: true } }),
    tx.invoice.findMany({ where: { id: { in: invoiceIds } }, select: { id: true, month: true } }),
  ]);
  return {
    children: new Map(children.map(({ id, firstName }) => [id, firstName])),
    activities: new Map(activities.map(({ id, ...names }) => [id, names])),
    sites: new Map(sites.map(({ id, name }) => [id, name])),
    invoices: new Map(invoices.map(({ id, month }) => [id, month])),
    hidesAddress: false,
  };
}

/** Names of staff, for the head alone: colleagues answer to her, not to one another. */
async function peopleOf(tx: Tx, scope: OfficeScope, lines: readonly OfficeLine[]): Promise<Map<string, string>> {
  if (!scope.everySite) return new Map();
  const rows = await tx.account.findMany({
    where: { id: { in: lines.flatMap(({ actorId }) => actorId ?? []) }, role: { not: "parent" } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(rows.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
}

/** Staff whose deeds the head may look up. */
export async function staffNames(tx: Tx): Promise<{ id: string; name: string }[]> {
  const rows = await tx.account.findMany({
    where: { role: { not: "parent" } },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true },
  });
  return rows.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}` }));
}

/** Whether all of these lines are about this household or its children, as far as the reader's scope goes. */
export async function areLinesOf(
  tx: Tx,
  scope: OfficeScope,
  asked: { householdId: string; lines: readonly string[] },
): Promise<boolean> {
  const file = await fileOf(tx, scope, { foyer: asked.householdId, enfant: "" });
  if (!file) return false;
  const ids = [...new Set(asked.lines)];
  const filter = { subjects: file.owners, types: officeTypes("all"), ids, skip: 0, take: 0 };
  return (await officeLines(tx, filter)).total === ids.length;
}

type Dispute = { householdId: string; lines: readonly string[] };

/** The chosen lines with their receipts: what was done is shown, from where it was done never. */
export async function disputeProof(
  tx: Tx,
  asker: { accountId: string; today: CivilDate; locale: Locale },
  asked: Dispute,
): Promise<{ name: string; entries: ProvenLines[] }> {
  const { accountId, today, locale } = asker;
  const account = await tx.account.findUnique({ where: { id: accountId }, select: { role: true } });
  const scope = account && (await mintOfficeScope(tx, { accountId, role: account.role as Role }, today));
  const file = scope && (await fileOf(tx, scope, { foyer: asked.householdId, enfant: "" }));
  if (!file) return { name: "", entries: [] };
  const types = officeTypes("all");
  const { lines } = await officeLines(tx, {
    subjects: file.owners,
    types,
    ids: asked.lines,
    skip: 0,
    take: asked.lines.length,
  });
  const entries: ProvenLines[] = [];
  for (const entry of await worded(tx, scope, { lines, locale })) {
    const text = entry.sealed ? await receiptOf(tx, entry.id, ["body"]) : null;
    entries.push({ entry, receipts: text === null ? [] : [{ id: entry.id, text }] });
  }
  return { name: file.household.name, entries };
}
