/**
 * The journal for the office: about the households of its scope, and only those; the head of school affairs may ask for anything, and by whom
 * it was done. Each look is itself an event, in the journal of every family whose line was shown (domain rule 49).
 */
import { childrenOfOffice, type OfficeScope, viaOf } from "@/lib/access/gate";
import { knownAliases, type Owner } from "@/lib/evidence/pseudonyms";
import type { OfficeLine } from "@/lib/evidence/queries-office";
import { type Event, record, recordAll } from "@/lib/evidence/record";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { type File, fileOf, isOf, linesAfter } from "./queries-office-file";
import { fill, type Line, type Names, textOf } from "./rules-facts";
import { type OfficeEntry, officeEntryOf, rolesOf, typesFor } from "./rules-office";
import { isNarrowed, type OfficeChoice } from "./schema-office";

const OFFICE_LINES = 50;

export type OfficeJournal = {
  household: File["household"] | null;
  children: File["children"];
  entries: OfficeEntry[];
  /** The line after which older ones begin. */
  next: string | null;
};

type Asked = { choice: OfficeChoice; locale: Locale; keeps?: (line: OfficeLine) => boolean };

/** Null when nothing may be read: no household was named, or it is not the reader's. The head says at least by whom, when or of what. */
export async function officeJournal(
  context: Context,
  scope: OfficeScope,
  { choice, locale, keeps = () => true }: Asked,
): Promise<OfficeJournal | null> {
  const { tx } = context;
  const file = await fileOf(tx, scope, choice);
  if (!file && !(scope.everySite && !choice.foyer && !choice.enfant && isNarrowed(choice))) return null;
  const roles = rolesOf(choice.par);
  const ofFile = file ? isOf(file, scope) : () => true;
  const filter = {
    ...{ since: choice.du || undefined, until: choice.au || undefined },
    ...{ types: typesFor(scope, choice.sujet), subjects: file?.owners ?? null, actorId: actorOf(choice.par, scope) },
  };
  const wanted = (line: OfficeLine) => ofFile(line) && (!roles || roles.includes(line.role)) && keeps(line);
  const page = { after: choice.apres || undefined, take: OFFICE_LINES };
  const { lines, next } = await linesAfter(tx, { filter, keeps: wanted }, page);
  await traceLook(context, choice, { scope, file, lines });
  const entries = await worded(tx, scope, { lines, locale });
  if (file) return { household: file.household, children: file.children, entries, next };
  return { household: null, children: [], entries: await withFamilies(tx, entries, lines), next };
}

/** Where no family was named, each line says whose it is. */
async function withFamilies(tx: Tx, entries: OfficeEntry[], lines: readonly OfficeLine[]): Promise<OfficeEntry[]> {
  const of = new Map(lines.map(({ id, subject }) => [id, subject?.id ?? ""]));
  const id = { in: [...new Set(of.values())] };
  const [households, children] = await Promise.all([
    tx.household.findMany({ where: { id }, select: { id: true, name: true } }),
    tx.child.findMany({ where: { id }, select: { id: true, firstName: true, lastName: true } }),
  ]);
  const files = new Map<string, OfficeEntry["family"]>([
    ...households.map((one) => [one.id, { name: one.name, query: `foyer=${one.id}` }] as const),
    ...children.map(
      (one) => [one.id, { name: `${one.firstName} ${one.lastName}`, query: `enfant=${one.id}` }] as const,
    ),
  ]);
  return entries.map((entry) => ({ ...entry, family: files.get(of.get(entry.id) ?? "") ?? null }));
}

/** One's own deeds, or for the head those of a colleague; anybody else's account is nobody's. */
function actorOf(par: OfficeChoice["par"], { accountId, everySite }: OfficeScope): string | undefined {
  if (par === "" || rolesOf(par)) return undefined;
  if (par === "moi") return accountId;
  return everySite ? par : NOBODY;
}

const NOBODY = "00000000-0000-0000-0000-000000000000";

type Seen = { scope: OfficeScope; file: File | null; lines: readonly OfficeLine[] };

/** A file that was opened has one line; a search has its own, and one in the journal of each family that it showed. */
async function traceLook(context: Context, choice: OfficeChoice, { scope, file, lines }: Seen): Promise<void> {
  const { foyer: _household, enfant: _child, apres: _page, ...filter } = choice;
  const body = { ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value)), purpose: "journal" };
  if (file) {
    const { childId, household } = file;
    const subject: Owner = childId ? { kind: "child", id: childId } : { kind: "household", id: household.id };
    const via = await viaOf(context.tx, scope, childId ? { child: childId } : { household: household.id });
    const told = { ...body, ...via, ...(childId && { childId }) };
    await record(context, { type: "journal.consulted", subject, object: subject, body: told });
    return;
  }
  const object = { kind: "account", id: context.actor?.accountId ?? "" };
  const looks = (await notSeenLately(context, await familiesIn(context.tx, lines))).map((subject): Event => {
    return { type: "journal.consulted", subject, object: subject, body: { purpose: "journal" } };
  });
  await recordAll(context, [{ type: "journal.searched", subject: null, object, body }, ...looks]);
}

/** Turning pages or searching again within the hour is one look for the family, not ten. */
const ONCE_MILLISECONDS = 3_600_000;

async function notSeenLately({ tx, now, actor }: Context, families: readonly Owner[]): Promise<Owner[]> {
  if (!actor || families.length === 0) return [...families];
  const [person] = await knownAliases(tx, [{ kind: "account", id: actor.accountId }]);
  const aliases = await knownAliases(tx, families);
  const seen = await tx.auditEvent.findMany({
    where: {
      type: "journal.consulted",
      actor: person?.pseudonym ?? "",
      subject: { in: aliases.map(({ pseudonym }) => pseudonym) },
      at: { gt: new Date(now.getTime() - ONCE_MILLISECONDS) },
    },
    select: { subject: true },
  });
  const lately = new Set(seen.map(({ subject }) => subject));
  const known = aliases.filter(({ pseudonym }) => lately.has(pseudonym)).map(({ owner }) => owner.id);
  return families.filter(({ id }) => !known.includes(id));
}

/** Households, children and parents' accounts that lines are about; staff reads no journal of its own. */
async function familiesIn(tx: Tx, lines: readonly OfficeLine[]): Promise<Owner[]> {
  const owners = new Map<string, Owner>();
  for (const { subject } of lines) if (subject) owners.set(`${subject.kind}/${subject.id}`, subject);
  const ids = [...owners.values()].filter(({ kind }) => kind === "account").map(({ id }) => id);
  const parents = await tx.account.findMany({ where: { id: { in: ids }, role: "parent" }, select: { id: true } });
  const read = new Set(parents.map(({ id }) => id));
  return [...owners.values()].filter(
    ({ kind, id }) => kind === "household" || kind === "child" || (kind === "account" && read.has(id)),
  );
}

/** The lines in the office's words, with what ids stand for as far as the reader may know. */
export async function worded(
  tx: Tx,
  scope: OfficeScope,
  { lines, locale }: { lines: readonly OfficeLine[]; locale: Locale },
): Promise<OfficeEntry[]> {
  const [names, people] = await Promise.all([namesOf(tx, scope, lines), peopleOf(tx, scope, lines)]);
  const standingIn = catalogues[locale].access.standingIn;
  return lines.map((line) => {
    const by = people.get(line.actorId ?? "") ?? null;
    const absent = people.get(textOf(line.body?.deputyOf) ?? "");
    return officeEntryOf(lineOf(line), names, {
      locale,
      by: by && absent ? `${by}, ${fill(standingIn, { names: absent })}` : by,
    });
  });
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
    where: {
      id: { in: lines.flatMap(({ actorId, body }) => [actorId ?? [], textOf(body?.deputyOf) ?? []].flat()) },
      role: { not: "parent" },
    },
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
