/** The three endings of a command: done, refused for a named reason, or thrown. A refusal is a value, never an exception. */
export type Refused<Reason extends string> = { ok: false; reason: Reason; facts?: Facts };
/** What the words of a refusal need besides its reason: a number of seconds, a day. */
export type Facts = Readonly<Record<string, string | number>>;
export type Done<Value extends object = object> = { ok: true } & Value;
export type Outcome<Value extends object, Reason extends string> = Done<Value> | Refused<Reason>;

export function done(): Done;
export function done<Value extends object>(value: Value): Done<Value>;
export function done(value: object = {}): Done {
  return { ok: true, ...value };
}

export function refused<Reason extends string>(reason: Reason, facts?: Facts): Refused<Reason> {
  return facts ? { ok: false, reason, facts } : { ok: false, reason };
}
