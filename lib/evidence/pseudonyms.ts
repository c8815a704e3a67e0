/** Pseudonyms of the journal and their data keys. Deleting both rows is what erasure does; nothing else links a leaf to a person. */
import { randomBytes } from "node:crypto";
import { newPseudonym } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { encrypt, KEY_BYTES, spareKey, tryDecrypt } from "./vault";

export type OwnerKind = "account" | "household" | "child" | "commune" | "system";
export type Owner = { kind: OwnerKind; id: string };
/** `key` is the spare one while the pseudonym's own was altered: nothing that its own closed opens with it. */
export type Alias = { pseudonym: string; key: Uint8Array };

/** The commune and the system are one each: their rows have a fixed owner. */
const NOBODY = "00000000-0000-0000-0000-000000000000";
export const commune: Owner = { kind: "commune", id: NOBODY };
export const system: Owner = { kind: "system", id: NOBODY };

/** Only what was already committed when read is kept, so that a rolled-back transaction leaves nothing wrong here. */
const known = new Map<string, Alias>();
const KNOWN_LIMIT = 5000;

const nameOf = ({ kind, id }: Owner) => `${kind}/${id}`;

/** The aliases of all `owners`, made where missing, in a fixed order so that two writers never wait for each other. */
export async function aliasesOf(tx: Tx, owners: readonly Owner[]): Promise<(owner: Owner) => Alias> {
  const wanted = new Map(owners.map((owner) => [nameOf(owner), owner]));
  const found = new Map<string, Alias>();
  for (const name of wanted.keys()) {
    const alias = known.get(name);
    if (alias) found.set(name, alias);
  }
  await forgetErased(tx, found);
  const missing = [...wanted].filter(([name]) => !found.has(name)).map(([, owner]) => owner);
  if (missing.length > 0) await readAliases(tx, missing, { found, writes: true });
  const absent = missing.filter((owner) => !found.has(nameOf(owner)));
  if (absent.length > 0) {
    await createAliases(tx, absent);
    await readAliases(tx, absent, { found, writes: true, isNew: true });
  }
  return (owner) => {
    const alias = found.get(nameOf(owner));
    if (!alias) throw new Error(`No pseudonym for a ${owner.kind}`);
    return alias;
  };
}

/** Another process may have erased somebody since: nothing more is written under a pseudonym, or a key, that was destroyed. */
async function forgetErased(tx: Tx, found: Map<string, Alias>): Promise<void> {
  const asked = [...found].filter(([name]) => name !== nameOf(commune) && name !== nameOf(system));
  if (asked.length === 0) return;
  const pseudonyms = asked.map(([, { pseudonym }]) => pseudonym);
  const rows = await tx.dataKey.findMany({ where: { pseudonym: { in: pseudonyms } }, select: { pseudonym: true } });
  const alive = new Set(rows.map(({ pseudonym }) => pseudonym));
  for (const [name, { pseudonym }] of asked) {
    if (alive.has(pseudonym)) continue;
    known.delete(name);
    found.delete(name);
  }
}

/** The aliases that exist already among `owners`: reading creates nothing. */
export async function knownAliases(tx: Tx, owners: readonly Owner[]): Promise<(Alias & { owner: Owner })[]> {
  const found = new Map<string, Alias>();
  await readAliases(tx, owners, { found, writes: false });
  return owners.flatMap((owner) => {
    const alias = found.get(nameOf(owner));
    return alias ? [{ ...alias, owner }] : [];
  });
}

/** The alias behind a pseudonym; the commune's own when it is null. Null once it was destroyed. */
export async function aliasBehind(tx: Tx, pseudonym: string | null): Promise<Alias | null> {
  if (pseudonym === null) return (await knownAliases(tx, [commune]))[0] ?? null;
  const row = await tx.dataKey.findUnique({ where: { pseudonym } });
  return row && { pseudonym, key: unwrap(row.wrapped, pseudonym) ?? spareKey(masterKey(), pseudonym) };
}

/** A payload as it was written: under the pseudonym's own key, or under the spare one while its own was altered. Null when neither opens it. */
export function openPayload({ pseudonym, key }: Alias, payload: Uint8Array, label: string): Buffer | null {
  return tryDecrypt(key, payload, label) ?? tryDecrypt(spareKey(masterKey(), pseudonym), payload, label);
}

/** What this transaction has made itself (`isNew`) is not kept for others: it may be rolled back. */
type Reading = { found: Map<string, Alias>; writes: boolean; isNew?: boolean };

async function readAliases(tx: Tx, owners: readonly Owner[], { found, writes, isNew = false }: Reading) {
  if (owners.length === 0) return;
  const rows = await tx.pseudonym.findMany({
    where: { OR: owners.map(({ kind, id }) => ({ kind, ownerId: id })) },
  });
  if (rows.length === 0) return;
  const keys = await tx.dataKey.findMany({ where: { pseudonym: { in: rows.map((row) => row.pseudonym) } } });
  const wrapped = new Map(keys.map((row) => [row.pseudonym, row.wrapped]));
  for (const { pseudonym, kind, ownerId } of rows) {
    const sealed = wrapped.get(pseudonym);
    // Somebody may have been erased between the two looks: nothing is written under what is left of them.
    if (!sealed && writes) throw new Error("A pseudonym without its data key");
    const key = sealed ? unwrap(sealed, pseudonym) : null;
    const alias = { pseudonym, key: key ?? spareKey(masterKey(), pseudonym) };
    const name = `${kind}/${ownerId}`;
    found.set(name, alias);
    if (!writes || isNew || !key) continue;
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(name, alias);
  }
}

/** Null when it was altered, or wrapped by another master key. */
function unwrap(wrapped: Uint8Array, pseudonym: string): Uint8Array | null {
  const key = tryDecrypt(masterKey(), wrapped, pseudonym);
  return key?.length === KEY_BYTES ? key : null;
}

/** Values of one statement: an import makes hundreds of aliases at once. */
const CHUNK = 500;

/** INSERT IGNORE: another transaction may have made the same rows; those that are not ours are read again afterwards, with their keys. */
async function createAliases(tx: Tx, owners: readonly Owner[]) {
  const sorted = [...owners].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  for (let start = 0; start < sorted.length; start += CHUNK) {
    const wanted = sorted.slice(start, start + CHUNK).map((owner) => ({ ...owner, pseudonym: newPseudonym() }));
    const made = await tx.$executeRawUnsafe(
      `INSERT IGNORE INTO pseudonym (pseudonym, kind, owner_id, created_at) VALUES ${tuples(wanted.length, 3)}`,
      ...wanted.flatMap((row) => [row.pseudonym, row.kind, row.id]),
    );
    const ours = made === wanted.length ? wanted : await oursAmong(tx, wanted);
    if (ours.length === 0) continue;
    await tx.$executeRawUnsafe(
      `INSERT INTO data_key (pseudonym, wrapped, created_at) VALUES ${tuples(ours.length, 2)}`,
      ...ours.flatMap(({ pseudonym }) => [pseudonym, encrypt(masterKey(), randomBytes(KEY_BYTES), pseudonym)]),
    );
  }
}

/** "(?, ?, UTC_TIMESTAMP(3)), …": placeholders only, so that no value ever stands in the text of a statement. */
function tuples(count: number, values: number): string {
  return Array.from({ length: count }, () => `(${"?, ".repeat(values)}UTC_TIMESTAMP(3))`).join(", ");
}

async function oursAmong<Row extends { pseudonym: string }>(tx: Tx, rows: readonly Row[]): Promise<Row[]> {
  const found = await tx.pseudonym.findMany({ where: { pseudonym: { in: rows.map((row) => row.pseudonym) } } });
  const kept = new Set(found.map((row) => row.pseudonym));
  return rows.filter((row) => kept.has(row.pseudonym));
}

function masterKey(): Buffer {
  return Buffer.from(env().PORTAIL_MASTER_KEY, "base64");
}
