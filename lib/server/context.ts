/** Who acts, when, from where: what a command needs besides its input. */
import type { Role } from "@/lib/access/permissions";
import { type CivilDate, type CivilDateTime, parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "./db";

export type Actor = { accountId: string; role: Role };
export type Net = { ip: string | null; userAgent: string | null };
export type Channel = "portal" | "counter" | "phone" | "system";

export type Context = {
  tx: Tx;
  /** The instant in UTC, read once per request. */
  now: Date;
  /** The same in Paris: the day, and the wall clock. */
  today: CivilDate;
  moment: CivilDateTime;
  /** Null when the system acts alone: worker, command line. */
  actor: Actor | null;
  channel: Channel;
  net: Net | null;
  /** The request whose decision does this: every event of it names the request. */
  cause?: { kind: "family-request"; id: string };
};

export function contextOf(tx: Tx, now: Date, by: Pick<Context, "actor" | "channel" | "net">): Context {
  const { day, moment } = parisOf(now);
  return { tx, now, today: day, moment, ...by };
}

/** The context of the worker and of the command line. */
export function systemContext(tx: Tx, now: Date): Context {
  return contextOf(tx, now, { actor: null, channel: "system", net: null });
}
