/**
 * Opening a log: one a civil year, and another when the key changes or a restored database lost leaves (facts: evidence §9). Its first leaf
 * is an event whose body names the log before, with its last checkpoint. That event goes through the application's account, as all do.
 */
import { parisOf } from "@/lib/kernel/civil-date";
import { idOfName } from "@/lib/kernel/ids";
import { systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { record } from "../record";
import { formatVkey, type Signer } from "../tlog/keys";
import type { Json } from "../tlog/strict/canonical";
import { logSigner } from "./key";

export type OpeningReason = "first" | "year" | "rotation" | "gap";
export type LogRow = { name: string; origin: string; vkey: string; openingEventId: string; openedAt: Date };

const PURPOSE = "preuve";

export function currentLog(database: Database): Promise<LogRow | null> {
  return database.auditLog.findFirst({ orderBy: [{ openedAt: "desc" }, { name: "desc" }] });
}

/** The log to seal into at `now`, when it is not `current`: the first one ever, or that of a new year. */
export function logDue(current: LogRow | null, now: Date): { name: string; reason: OpeningReason } | null {
  const name = nameOf(parisOf(now).day.slice(0, 4));
  if (!current) return { name, reason: "first" };
  return name > current.name.slice(0, name.length) ? { name, reason: "year" } : null;
}

/** preuve-2026, preuve-2026-2, preuve-2026-3 …: `number` counts the logs of one year from 1. */
export function nameOf(year: string, number = 1): string {
  return number === 1 ? `${PURPOSE}-${year}` : `${PURPOSE}-${year}-${number}`;
}

/** Year × 1000 + number: the order of the names, and 0 for what is not the name of a log. */
export function placeOf(name: string): number {
  const [, year, number = "1"] = /^preuve-(\d{4})(?:-(\d{1,3}))?$/.exec(name) ?? [];
  return year === undefined ? 0 : Number(year) * 1000 + Number(number);
}

export function originOf(name: string): string {
  return `${new URL(env().PUBLIC_URL).host}/journal/${name}`;
}

export type Opening = { log: LogRow; signer: Signer };

type Wanted = {
  name: string;
  reason: OpeningReason;
  seed: Uint8Array;
  /** The last checkpoint of the log before, whether or not the database still holds it. */
  previous: string | null;
  gap: { readonly [key: string]: Json } | null;
  now: Date;
};

/** The row of the log to open, its event recorded once however often this is tried. */
export async function prepareOpening(sealer: Database, wanted: Wanted): Promise<Opening> {
  const { name, seed, now } = wanted;
  const origin = originOf(name);
  const signer = logSigner(origin, seed);
  const vkey = formatVkey(signer.key);
  const object = `log/${idOfName("log", `${name} ${signer.key.id}`)}`;
  const known = await sealer.auditEvent.findFirst({ where: { object, type: "journal.opened" }, select: { id: true } });
  const openingEventId = known?.id ?? (await recordOpening(wanted, { origin, vkey, keyId: signer.key.id }));
  return { signer, log: { name, origin, vkey, openingEventId, openedAt: now } };
}

function recordOpening(
  { name, reason, previous, gap, now }: Wanted,
  key: { origin: string; vkey: string; keyId: string },
) {
  const { origin, vkey, keyId } = key;
  return transaction((tx) =>
    record(systemContext(tx, now), {
      type: "journal.opened",
      subject: null,
      object: { kind: "log", id: `${name} ${keyId}` },
      body: { log: name, origin, key: vkey, reason, previous, ...(gap && { gap }) },
    }),
  );
}
