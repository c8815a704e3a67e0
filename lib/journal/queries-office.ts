/**
 * The journal for the office: about the households of its scope, and only those; the head of school affairs may ask for anything, and by whom
 * it was done. Each look is itself an event: a household's journal that is opened shows in that journal (domain rule 49).
 */
import { childrenOfOffice, householdsOfOffice, mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import type { Role } from "@/lib/access/permissions";
import type { EventType } from "@/lib/evidence/events";
import type { Owner } from "@/lib/evidence/pseudonyms";
import { type OfficeFilter, type OfficeLine, officeLines } from "@/lib/evidence/queries-office";
import { receiptOf } from "@/lib/evidence/receipt";
import { record } from "@/lib/evidence/record";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { ProvenLines } from "./queries";
import type { Line, Names } from "./rules-facts";
import { type OfficeEntry, type OfficeGroup, officeEntryOf, officeTypes } from "./rules-office";
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
  const skip = (choice.page - 1) * OFFICE_LINES;
  const asks = {
    ...{ since: choice.du || undefined, until: choice.au || undefined },
    types: typesFor(scope, choice.sujet),
  };
  if (scope.everySite) {
    const filter = {
      ...asks,
      subjects: file?.owners ?? null,
      actorId: choice.par || undefined,
      skip,
      take: OFFICE_LINES,
    };
    const { lines, total } = await officeLines(tx, filter);
    return { household: file?.household ?? null, entries: await worded(tx, scope, { lines, locale }), total };
  }
  const lines = file ? await ownLines(tx, file, asks) : [];
  const shown = lines.slice(skip, skip + OFFICE_LINES);
  const entries = await worded(tx, scope, { lines: shown, locale });
  return { household: file?.household ?? null, entries, total: lines.length };
}

/** Bills are the head's and the régie's: an agent reads of bookings, records and looks. */
function typesFor({ everySite }: OfficeScope, group: OfficeGroup): EventType[] {
  const money = new Set(officeTypes("invoices"));
  return officeTypes(group).filter((type) => everySite || (!money.has(type) && !isMoney(type)));
}

const MONEY = [
  "ledger",
  "invoicing",
  "treasury",
  "case",
  "statement",
  "control",
  "claim",
  "debit",
  "refund",
  "receipt",
];
const isMoney = (type: EventType) => MONEY.includes(type.split(".")[0] ?? "");

/** As many of the latest lines as an agent can go through; those about a brother or sister outside the scope do not exist, nor count. */
const READ_LINES = 2000;

async function ownLines(tx: Tx, file: File, asks: Pick<OfficeFilter, "types" | "since" | "until" | "ids">) {
  const { lines } = await officeLines(tx, { ...asks, subjects: file.owners, skip: 0, take: READ_LINES });
  const known = new Set(file.owners.map(({ id }) => id));
  return lines.filter(({ body }) => childrenNamed(body).every((id) => known.has(id)));
}

/** Every child that a payload names, at whatever depth. */
function childrenNamed(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(childrenNamed);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "childId" && typeof inner === "string" ? [inner] : childrenNamed(inner),
  );
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
  return (await disputedLines(tx, scope, { file, ids })).length === ids.length;
}

/** Those of the asked lines that the reader may read. */
function disputedLines(tx: Tx, scope: OfficeScope, { file, ids }: { file: File; ids: readonly string[] }) {
  const asks = { types: typesFor(scope, "all"), ids };
  if (!scope.everySite) return ownLines(tx, file, asks);
  const filter = { ...asks, subjects: file.owners, skip: 0, take: ids.length };
  return officeLines(tx, filter).then(({ lines }) => lines);
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
  const lines = await disputedLines(tx, scope, { file, ids: asked.lines });
  const entries: ProvenLines[] = [];
  for (const entry of await worded(tx, scope, { lines, locale })) {
    const text = entry.sealed ? await receiptOf(tx, entry.id, ["body"]) : null;
    entries.push({ entry, receipts: text === null ? [] : [{ id: entry.id, text }] });
  }
  return { name: file.household.name, entries };
}
