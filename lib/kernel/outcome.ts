/** The three endings of a command: done, refused for a named reason, or thrown. A refusal is a value, never an exception. */
export type Refused<Reason extends string> = { ok: false; reason: Reason };
export type Done<Value extends object = object> = { ok: true } & Value;
export type Outcome<Value extends object, Reason extends string> = Done<Value> | Refused<Reason>;

export function done(): Done;
export function done<Value extends object>(value: Value): Done<Value>;
export function done(value: object = {}): Done {
  return { ok: true, ...value };
}

export function refused<Reason extends string>(reason: Reason): Refused<Reason> {
  return { ok: false, reason };
}

/** Makes a forgotten case a compile error; throws when untyped data gets here all the same. */
export function unreachable(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
