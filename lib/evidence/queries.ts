/** Reading the journal back: the lines of some owners, newest first, with what their payloads still say. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { instantOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { EventType } from "./events";
import { type Alias, knownAliases, type Owner, openPayload } from "./pseudonyms";
import type { Json } from "./tlog/strict/canonical";

export type JournalFilter = {
  types: readonly EventType[];
  /** Inclusive days, Paris time. */
  since?: CivilDate | undefined;
  until?: CivilDate | undefined;
  /** Only what happened to this owner. */
  about?: Owner | undefined;
  /** Only this line. */
  id?: string | undefined;
  /** Only what happened to these things, named as in a leaf: "payment/…". */
  objects?: readonly string[] | undefined;
  skip: number;
  take: number;
};

type Body = { readonly [key: string]: Json | undefined };

export type JournalLine = {
  id: string;
  at: Date;
  type: EventType;
  role: string;
  object: { kind: string; id: string };
  subject: Owner;
  /** Whether one of the accounts given to `journalOf` did it. */
  own: boolean;
  /** Null once erased, and where it is illegible. */
  body: Body | null;
  /** The payload is there and does not open: it was altered. */
  illegible: boolean;
  /** Whether the line has been sealed. */
  sealed: boolean;
};

export type JournalReader = { owners: readonly Owner[]; accountId: string };

/** The lines about `owners`, and how many there are in all. Four queries whatever the number of lines. */
export async function journalOf(tx: Tx, reader: JournalReader, filter: JournalFilter) {
  const wanted = filter.about ? reader.owners.filter((owner) => sameOwner(owner, filter.about)) : reader.owners;
  const aliases = await knownAliases(tx, [...wanted, { kind: "account", id: reader.accountId }]);
  const subjects = aliases.filter((alias) => wanted.some((owner) => sameOwner(owner, alias.owner)));
  const me = aliases.find(({ owner }) => owner.kind === "account" && owner.id === reader.accountId)?.pseudonym;
  const where = {
    subject: { in: subjects.map((alias) => alias.pseudonym) },
    ...(filter.id && { id: filter.id }),
    ...(filter.objects && { object: { in: [...filter.objects] } }),
    type: { in: [...filter.types] },
    at: {
      ...(filter.since && { gte: instantOf(`${filter.since}T00:00`) }),
      ...(filter.until && { lte: instantOf(`${filter.until}T23:59:59.999`) }),
    },
  };
  const [rows, total] = await Promise.all([
    tx.auditEvent.findMany({ where, orderBy: [{ at: "desc" }, { id: "desc" }], skip: filter.skip, take: filter.take }),
    tx.auditEvent.count({ where }),
  ]);
  const ids = rows.map((row) => row.id);
  const [parts, leaves] = await Promise.all([
    tx.auditPart.findMany({ where: { eventId: { in: ids }, part: "body" } }),
    tx.auditLeaf.findMany({ where: { eventId: { in: ids } }, select: { eventId: true } }),
  ]);
  const sealed = new Set(leaves.map((leaf) => leaf.eventId));
  const lines = rows.map((row): JournalLine => {
    const alias = subjects.find(({ pseudonym }) => pseudonym === row.subject);
    if (!alias) throw new Error("A line of somebody else's");
    const leaf = JSON.parse(Buffer.from(row.leaf).toString()) as { role: string };
    const part = parts.find(({ eventId }) => eventId === row.id);
    const [kind = "", id = ""] = (row.object ?? "").split("/");
    return {
      id: row.id,
      at: row.at,
      type: row.type as EventType,
      role: leaf.role,
      object: { kind, id },
      subject: alias.owner,
      own: row.actor === me,
      ...openBody(alias, part?.payload, row.id),
      sealed: sealed.has(row.id),
    };
  });
  return { lines, total };
}

/** One altered payload or key hides one line's content, not the page it stands on; the verification of the journal names it. */
export function openBody(alias: Alias | null | undefined, payload: Uint8Array | undefined, id: string) {
  if (!payload || !alias) return { body: null, illegible: false };
  const plain = openPayload(alias, payload, `${id}/body`);
  return plain ? { body: JSON.parse(plain.toString()) as Body, illegible: false } : { body: null, illegible: true };
}

function sameOwner(a: Owner, b: Owner | undefined): boolean {
  return a.kind === b?.kind && a.id === b.id;
}
