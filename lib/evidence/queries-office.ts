/** Reading the journal for the office: lines by subjects, by who acted, by type and period. Who may ask for what is decided by the caller. */
import { type CivilDate, instantOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { EventType } from "./events";
import { type Alias, aliasBehind, knownAliases, type Owner } from "./pseudonyms";
import { type JournalLine, openBody } from "./queries";

export type OfficeFilter = {
  /** Only about these; everything when it is null. */
  subjects: readonly Owner[] | null;
  /** Only what this account did. */
  actorId?: string | undefined;
  types: readonly EventType[];
  /** Inclusive days, Paris time. */
  since?: CivilDate | undefined;
  until?: CivilDate | undefined;
  ids?: readonly string[] | undefined;
  /** Only what comes after this line, which is older: a page that is turned misses nothing when lines arrive meanwhile. */
  after?: string | undefined;
  take: number;
};

/** `subject` is null for the commune's own affairs, and for a file that was erased. */
export type OfficeLine = Omit<JournalLine, "own" | "subject"> & { subject: Owner | null; actorId: string | null };

/** Newest first. How many there are in all is not counted: whoever reads may not see all of them. */
export async function officeLines(tx: Tx, filter: OfficeFilter): Promise<OfficeLine[]> {
  const subjects = filter.subjects && (await knownAliases(tx, filter.subjects));
  const [actor] = filter.actorId ? await knownAliases(tx, [{ kind: "account", id: filter.actorId }]) : [];
  if (filter.actorId && !actor) return [];
  const last = filter.after ? await tx.auditEvent.findUnique({ where: { id: filter.after } }) : null;
  const where = {
    ...(subjects && { subject: { in: subjects.map(({ pseudonym }) => pseudonym) } }),
    ...(actor && { actor: actor.pseudonym }),
    ...(filter.ids && { id: { in: [...filter.ids] } }),
    type: { in: [...filter.types] },
    at: {
      ...(filter.since && { gte: instantOf(`${filter.since}T00:00`) }),
      ...(filter.until && { lte: instantOf(`${filter.until}T23:59:59.999`) }),
    },
    ...(last && { OR: [{ at: { lt: last.at } }, { at: last.at, id: { lt: last.id } }] }),
  };
  const orderBy = [{ at: "desc" as const }, { id: "desc" as const }];
  return read(tx, await tx.auditEvent.findMany({ where, orderBy, take: filter.take }));
}

type Row = Awaited<ReturnType<Tx["auditEvent"]["findMany"]>>[number];

async function read(tx: Tx, rows: readonly Row[]): Promise<OfficeLine[]> {
  const ids = rows.map(({ id }) => id);
  const names = [...new Set(rows.flatMap(({ subject, actor }) => [subject, actor]).flatMap((one) => one ?? []))];
  const [parts, leaves, owners] = await Promise.all([
    tx.auditPart.findMany({ where: { eventId: { in: ids }, part: "body" } }),
    tx.auditLeaf.findMany({ where: { eventId: { in: ids } }, select: { eventId: true } }),
    tx.pseudonym.findMany({ where: { pseudonym: { in: names } } }),
  ]);
  const ownerOf = new Map(owners.map((owner) => [owner.pseudonym, owner]));
  const payloads = new Map(parts.map((part) => [part.eventId, part.payload]));
  const sealed = new Set(leaves.map(({ eventId }) => eventId));
  const aliases = new Map<string | null, Alias | null>();
  for (const { subject } of rows) if (!aliases.has(subject)) aliases.set(subject, await aliasBehind(tx, subject));
  return rows.map((row) => {
    const leaf = JSON.parse(Buffer.from(row.leaf).toString()) as { role: string };
    const [kind = "", id = ""] = (row.object ?? "").split("/");
    const [payload, alias] = [payloads.get(row.id), aliases.get(row.subject)];
    const subject = ownerOf.get(row.subject ?? "");
    const actor = ownerOf.get(row.actor ?? "");
    return {
      ...{ id: row.id, at: row.at, type: row.type as EventType, role: leaf.role, object: { kind, id } },
      subject: subject ? { kind: subject.kind as Owner["kind"], id: subject.ownerId } : null,
      actorId: actor?.kind === "account" ? actor.ownerId : null,
      ...openBody(alias, payload, row.id),
      sealed: sealed.has(row.id),
    };
  });
}
