/** Keys, pages and the acts of a family and its office, for tests of documents. Nothing is stubbed: browsers' functions run in Node as they do there. */
import { type FamilyScope, mintFamilyScope, mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import type { Role } from "@/lib/access/permissions";
import { announcePage, beginDocument, receivePiece, submitDocument } from "@/lib/document/commands";
import { publishKeys } from "@/lib/document/commands-keys";
import { fingerprintOf, sealPage } from "@/lib/document/jwe";
import { aadOf } from "@/lib/document/rules-keys";
import { type KeyStatement, PIECE, statementSchema } from "@/lib/document/schema";
import { parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { contextFor, NOW } from "../fixtures";

const OAEP = { name: "RSA-OAEP", hash: "SHA-256", modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) };

/** Large keys take seconds to make: a few serve in turn. What signs is new each time, and so is the fingerprint. */
const POOL = 4;
const pool: Promise<CryptoKeyPair>[] = [];
let turn = 0;

function largeKey(): Promise<CryptoKeyPair> {
  const place = turn++ % POOL;
  pool[place] ??= crypto.subtle.generateKey(OAEP, true, ["encrypt", "decrypt"]);
  return pool[place];
}

async function holder() {
  const decrypt = await largeKey();
  const sign = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { n, e } = await crypto.subtle.exportKey("jwk", decrypt.publicKey);
  const { x, y } = await crypto.subtle.exportKey("jwk", sign.publicKey);
  return { decrypt, sign, open: { decrypt: { kty: "RSA", n, e }, sign: { kty: "EC", crv: "P-256", x, y } } };
}

/** Every second set has other large keys than the one before. */
export async function someKeys() {
  const [office, recovery] = [await holder(), await holder()];
  const statement = statementSchema.parse({ v: 1, madeOn: "2026-11-23", office: office.open, recovery: recovery.open });
  return { office, recovery, statement, fingerprint: await fingerprintOf(statement) };
}
export type SomeKeys = Awaited<ReturnType<typeof someKeys>>;

type Staff = { id: string; role: Role };
export type Person = { account: { id: string }; household: { id: string }; child: { id: string } };

export async function asParent<Value>(
  { account }: Pick<Person, "account">,
  work: (context: Context, scope: FamilyScope) => Promise<Value>,
  now = NOW,
): Promise<Value> {
  return transaction(async (tx) => {
    const scope = await mintFamilyScope(tx, account.id, parisOf(now).day);
    if (!scope) throw new Error("A parent has a scope");
    return work(contextFor(tx, { id: account.id, role: "parent" }, now), scope);
  });
}

export async function asStaff<Value>(
  { id, role }: Staff,
  work: (context: Context, scope: OfficeScope) => Promise<Value>,
  now = NOW,
): Promise<Value> {
  return transaction(async (tx) =>
    work(contextFor(tx, { id, role }, now), await mintOfficeScope(tx, { accountId: id, role }, parisOf(now).day)),
  );
}

export async function putInForce(keys: SomeKeys, head: { id: string }): Promise<void> {
  const { statement } = keys;
  const lost = "on" as const;
  await asStaff({ id: head.id, role: "responsable" }, (context) => publishKeys(context, { statement, lost }));
}

type KindGiven = { subject?: "child" | "household"; validity?: object; isShared?: boolean; isAttached?: boolean };

export function aDocumentKind({ subject = "child", validity, ...flags }: KindGiven = {}) {
  const id = newId();
  const words = { nameFr: "Assurance scolaire", nameEn: "School insurance", helpFr: "x", helpEn: "x" };
  return db().documentKind.create({
    data: { id, code: id, ...words, subject, validity: validity ?? { lasts: "school-year" }, position: 1, ...flags },
  });
}

export function beginFor(person: Person, kindId: string, keys: Pick<SomeKeys, "fingerprint">, more = {}) {
  const about = { kindId, householdId: person.household.id, childId: person.child.id, requestId: null };
  const input = { ...about, issuedOn: null, validUntil: null, fingerprint: keys.fingerprint, ...more };
  return asParent(person, (context, scope) => beginDocument(context, input, scope));
}

/** A page as the browser seals it for this document. */
export async function sealedFor(
  person: Person,
  { documentId, kindId, position = 1 }: { documentId: string; kindId: string; position?: number },
  { statement, plain }: { statement: KeyStatement; plain: Uint8Array },
) {
  const binding = { document: documentId, household: person.household.id, child: person.child.id };
  const sealed = await sealPage(plain, statement, aadOf({ ...binding, kind: kindId, page: position }));
  const bytes = new TextEncoder().encode(sealed.ciphertext);
  const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
  const input = { position, format: "pdf" as const, size: bytes.length, sha256: digest, envelope: sealed.envelope };
  return { bytes, input };
}

export async function sendPiece(
  person: Person,
  documentId: string,
  piece: { position?: number; offset: number; bytes: Uint8Array },
) {
  const scope = await mintFamilyScope(db(), person.account.id, parisOf(NOW).day);
  if (!scope) throw new Error("A parent has a scope");
  return receivePiece(db(), { documentId, position: 1, ...piece }, { scope, now: NOW });
}

/** Everything at once: begun, sealed, sent and handed in. */
export async function deposited(
  person: Person,
  kindId: string,
  { keys, plain }: { keys: SomeKeys; plain: Uint8Array },
) {
  const begun = await beginFor(person, kindId, keys);
  if (!begun.ok) throw new Error(begun.reason);
  const { documentId } = begun;
  const { bytes, input } = await sealedFor(person, { documentId, kindId }, { statement: keys.statement, plain });
  await asParent(person, (context, scope) => announcePage(context, { ...input, documentId }, scope));
  for (let offset = 0; offset < bytes.length; offset += PIECE)
    await sendPiece(person, documentId, { offset, bytes: bytes.slice(offset, offset + PIECE) });
  const outcome = await asParent(person, (context, scope) => submitDocument(context, { documentId }, scope));
  if (!outcome.ok) throw new Error(outcome.reason);
  return documentId;
}
