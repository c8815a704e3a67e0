/**
 * The only writer of the journal. It writes in the caller's transaction, so that a change without its trace, or a trace without its change,
 * can't exist (facts: evidence §2 and §9). No counter and no previous hash is read here: sealing comes later, from the pending table.
 */
import { createHmac, randomBytes } from "node:crypto";
import { toColumn } from "@/lib/kernel/civil-date";
import { idOfName, isId, newId } from "@/lib/kernel/ids";
import { goneFrom } from "@/lib/retention/rules";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { type EventType, events } from "./events";
import { type Alias, aliasesOf, commune, type Owner, system } from "./pseudonyms";
import { commitment, leafText, SALT_BYTES } from "./tlog/leaf";
import { canonical, type Json } from "./tlog/strict/canonical";
import { encrypt } from "./vault";

export type { Owner } from "./pseudonyms";

export type Event = {
  type: EventType;
  /** Whose file this is about: the household or the child whose family reads it; null for the commune's own affairs. */
  subject: Owner | null;
  /** What it happened to, such as { kind: "booking", id }. */
  object: { kind: string; id: string };
  /** What was done: before and after values, amounts, reasons, the ids of every row changed. */
  body: { readonly [key: string]: Json | undefined };
};

/** Records one event and gives its id, the reference of the receipt. */
export async function record(context: Context, event: Event): Promise<string> {
  const [id] = await recordAll(context, [event]);
  if (!id) throw new Error("The journal took nothing");
  return id;
}

/** Records many events in three inserts. All or nothing with the transaction. */
export function recordAll(context: Context, list: readonly Event[]): Promise<string[]> {
  return recordEach(
    context.tx,
    list.map((event) => ({ context, event })),
  );
}

/** As `recordAll`, each event under its own instant and person: a past that is brought in at once. */
export async function recordEach(tx: Tx, list: readonly { context: Context; event: Event }[]): Promise<string[]> {
  if (list.length === 0) return [];
  const named = list.map(({ context, event }) => ({
    context,
    event,
    actor: (context.actor ? { kind: "account", id: context.actor.accountId } : system) as Owner,
    subject: event.subject ?? commune,
  }));
  const aliasOf = await aliasesOf(
    tx,
    named.flatMap(({ actor, subject }) => [actor, subject]),
  );
  const rows = named.map(({ context, event, actor, subject }) =>
    compose(context, event, { actor: aliasOf(actor), subject: aliasOf(subject) }),
  );
  const { count } = await tx.auditEvent.createMany({ data: rows.map((row) => row.event) });
  if (count !== rows.length) throw new Error("The journal refused an event");
  await tx.auditPart.createMany({ data: rows.flatMap((row) => row.parts) });
  await tx.auditPending.createMany({ data: rows.map((row) => ({ eventId: row.event.id })) });
  return rows.map((row) => row.event.id);
}

function compose(context: Context, event: Event, alias: { actor: Alias; subject: Alias }) {
  const id = newId();
  const rule = events[event.type];
  const body = context.cause ? { ...event.body, cause: context.cause } : event.body;
  const parts = [part("body", body, toColumn(goneFrom(rule.retention, context.today)))];
  if (context.net) parts.push(part("net", context.net, toColumn(goneFrom("net-12-months", context.today))));
  const leaf = Buffer.from(
    leafText({
      v: 1,
      id,
      at: context.now.toISOString(),
      type: event.type,
      role: context.actor?.role ?? "system",
      actor: alias.actor.pseudonym,
      subject: event.subject ? alias.subject.pseudonym : null,
      object: objectName(event.object),
      c: Object.fromEntries(parts.map((one) => [one.name, commitment(one.salt, one.name, id, one.payload)])),
    }),
  );
  const mac = createHmac("sha256", Buffer.from(env().PORTAIL_MAC_KEY, "base64")).update(leaf).digest();
  return {
    event: { id, at: context.now, leaf: new Uint8Array(leaf), mac: new Uint8Array(mac) },
    parts: parts.map(({ name, salt, payload, expiresAt }) => ({
      eventId: id,
      part: name,
      salt,
      payload: encrypt(alias.subject.key, Buffer.from(canonical(payload)), `${id}/${name}`),
      expiresAt,
    })),
  };
}

/** Kind and UUID, as a leaf wants it: what has a name and no id is found by the UUID of its name; the name stands in the body. */
function objectName({ kind, id }: Event["object"]): string {
  return `${kind}/${isId(id) ? id : idOfName(kind, id)}`;
}

function part(name: string, payload: Json, expiresAt: Date) {
  return { name, payload, expiresAt, salt: new Uint8Array(randomBytes(SALT_BYTES)) };
}
