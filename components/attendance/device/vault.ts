/**
 * What a device keeps of children, encrypted at rest (AES-GCM). The key of the lists never leaves the browser's own keeping, belongs to one
 * session and one day, and goes with them. Marks that wait have a key for each person: they outlive the session, until they are sent.
 */
import type { GateBundle, WaitingMark } from "@/lib/attendance/rules-gate";
import { isListOver, isMarkOver } from "@/lib/attendance/rules-gate";
import { type CivilDate, distanceInDays } from "@/lib/kernel/civil-date";
import { allRecords, dropRecord, getRecord, putRecord } from "./database";

type KeyRecord = { id: string; key: CryptoKey; bound: string; day: CivilDate };
type Sealed = { id: string; owner: string; day: CivilDate; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

const LISTS = "today";

/** The key under this name, made afresh when it is bound to something else. */
async function keyFor(id: string, { bound, day }: { bound: string; day: CivilDate }): Promise<CryptoKey> {
  const known = await getRecord<KeyRecord>("keys", id);
  if (known?.bound === bound) return known.key;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await putRecord("keys", { id, key, bound, day } as KeyRecord);
  return key;
}

type Lock = { key: CryptoKey; about: string };

async function seal(value: unknown, { key, about }: Lock): Promise<Pick<Sealed, "iv" | "data">> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(about);
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain) };
}

/** Null when what is stored was altered, or sealed by another key. */
async function unseal<Value>({ iv, data }: Sealed, { key, about }: Lock): Promise<Value | null> {
  const additionalData = new TextEncoder().encode(about);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, data).catch(() => null);
  return plain && (JSON.parse(new TextDecoder().decode(plain)) as Value);
}

export async function keepBundle(bundle: GateBundle): Promise<void> {
  const { owner, session, day } = bundle;
  const bound = `${owner} ${session} ${day}`;
  const key = await keyFor(LISTS, { bound, day });
  await putRecord("lists", { id: LISTS, owner, day, ...(await seal(bundle, { key, about: bound })) } as Sealed);
}

export async function readBundle(): Promise<GateBundle | null> {
  const [kept, lock] = await Promise.all([getRecord<Sealed>("lists", LISTS), getRecord<KeyRecord>("keys", LISTS)]);
  return kept && lock ? unseal<GateBundle>(kept, { key: lock.key, about: lock.bound }) : null;
}

export async function dropLists(): Promise<void> {
  await Promise.all([dropRecord("keys", LISTS), dropRecord("lists", LISTS)]);
}

const marksOf = (owner: string) => `marks ${owner}`;

export async function keepMark(mark: WaitingMark): Promise<void> {
  const { id, owner, day } = mark;
  const key = await keyFor(marksOf(owner), { bound: owner, day });
  await putRecord("marks", { id, owner, day, ...(await seal(mark, { key, about: `${id} ${owner}` })) } as Sealed);
}

/** The marks of this person, in the order they were made, and how many wait for somebody else. */
export async function readMarks(owner: string | null): Promise<{ marks: WaitingMark[]; foreign: number }> {
  const kept = await allRecords<Sealed>("marks");
  const mine = kept.filter((one) => one.owner === owner);
  const lock = owner === null ? undefined : await getRecord<KeyRecord>("keys", marksOf(owner));
  const read = lock
    ? await Promise.all(mine.map((one) => unseal<WaitingMark>(one, { key: lock.key, about: `${one.id} ${one.owner}` })))
    : [];
  return { marks: read.filter((mark) => mark !== null), foreign: kept.length - mine.length };
}

/** Once nothing waits for a person, their key goes too. */
export async function dropMarks(ids: readonly string[]): Promise<void> {
  for (const id of ids) await dropRecord("marks", id);
  const owners = new Set((await allRecords<Sealed>("marks")).map((one) => marksOf(one.owner)));
  const keys = await allRecords<KeyRecord>("keys");
  const idle = keys.filter((one) => one.id !== LISTS && !owners.has(one.id));
  for (const { id } of idle) await dropRecord("keys", id);
}

/** The end of the day, also for a device that slept through it. Gives whether the lists went. */
export async function sweep(today: CivilDate): Promise<boolean> {
  const lists = [
    ...(await allRecords<{ id: string; day: CivilDate }>("lists")),
    await getRecord<KeyRecord>("keys", LISTS),
  ];
  const isOver = lists.some((row) => row !== undefined && isListOver(row.day, today));
  if (isOver) await dropLists();
  const old = (await allRecords<Sealed>("marks")).filter((one) => isMarkOver(distanceInDays(one.day, today)));
  if (old.length > 0) await dropMarks(old.map((one) => one.id));
  return isOver;
}
