import { beforeAll, describe, expect, it } from "vitest";
import { Prisma } from "@/lib/generated/prisma/client";
import { db, transaction } from "@/lib/server/db";
import { aStaffAccount, NOW } from "@/prisma/fixtures";
import {
  aDocumentKind,
  asStaff,
  beginFor,
  deposited,
  type Person,
  putInForce,
  type SomeKeys,
  someKeys,
} from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { publishKeys, takeRewrapped } from "./commands-keys";
import { endorse, kidOf, openPage, rewrap } from "./jwe";
import { keysFor } from "./queries";
import { openedDocument, staleEnvelopes } from "./queries-office";
import { bindingOf } from "./rules-keys";
import type { Endorsement } from "./schema";
import { documentStorage, pieceNames } from "./storage";

const PLAIN = new TextEncoder().encode("attestation");

let head: { id: string; role: "responsable" };
let camille: Person;
let kindId: string;

beforeAll(async () => {
  const place = await town();
  head = { id: (await aStaffAccount(db(), "responsable")).id, role: "responsable" };
  camille = await family(place);
  kindId = (await aDocumentKind()).id;
  // The large keys are made here once: each takes seconds.
  await someKeys();
  await someKeys();
}, 180_000);

type Publishing = { endorsement?: Endorsement; lost?: "on" };
const publish = ({ statement }: SomeKeys, more: Publishing = {}) =>
  asStaff(head, (context) => publishKeys(context, { statement, ...more }));

/** The head's browser: every envelope it can open, wrapped for the keys in force. */
async function moveAll(from: { statement: SomeKeys["statement"]["office"]; key: CryptoKey }, to: SomeKeys) {
  const { pages } = await staleEnvelopes(db(), to.fingerprint);
  const own = { kid: await kidOf(from.statement), key: from.key };
  const mine = pages.filter(({ envelope }) => envelope.recipients.some(({ header }) => header.kid === own.kid));
  const moved: typeof pages = [];
  for (const page of mine) moved.push({ ...page, envelope: await rewrap(page.envelope, own, to.statement) });
  return asStaff(head, (context) => takeRewrapped(context, { pages: moved }));
}

async function open(documentId: string, key: CryptoKey) {
  const pages = await asStaff(head, (context, scope) => openedDocument(context, scope, documentId));
  const page = pages?.[0];
  if (!page) throw new Error("The document is there");
  const parts = await Promise.all(pieceNames(page).map((name) => documentStorage().read(name)));
  const row = await db().document.findUniqueOrThrow({ where: { id: documentId } });
  return openPage({ envelope: page.envelope, ciphertext: Buffer.concat(parts).toString() }, key, bindingOf(row, 1));
}

describe("the first keys", () => {
  it("are one set, also of two ceremonies at once", async () => {
    const [one, two] = [await someKeys(), await someKeys()];
    const answers = await Promise.all([publish(one), publish(two)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().documentKeySet.count({ where: { retiredAt: null } })).toBe(1);
  });
});

describe("the keys of documents", () => {
  it("follow each other only when the ones before vouch for them; what was received moves along", async () => {
    const [first, second] = [await someKeys(), await someKeys()];
    await putInForce(first, head);
    const documentId = await deposited(camille, kindId, { keys: first, plain: PLAIN });
    expect(await publish(second)).toEqual({ ok: false, reason: "not-endorsed" });
    const own = await endorse(second.statement, "office", second.office.sign.privateKey);
    expect(await publish(second, { endorsement: own, lost: "on" })).toEqual({ ok: false, reason: "not-endorsed" });
    const vouched = await endorse(second.statement, "office", first.office.sign.privateKey);
    expect(await publish(second, { endorsement: vouched })).toEqual({ ok: true, fingerprint: second.fingerprint });
    expect(await publish(first, { lost: "on" })).toEqual({ ok: false, reason: "known-keys" });
    expect(await beginFor(camille, kindId, first)).toEqual({ ok: false, reason: "keys-changed" });
    expect((await staleEnvelopes(db(), second.fingerprint)).total).toBe(1);
    expect(
      await moveAll({ statement: first.statement.office, key: first.office.decrypt.privateKey }, second),
    ).toMatchObject({ ok: true, count: 1 });
    expect((await staleEnvelopes(db(), second.fingerprint)).total).toBe(0);
    expect(await open(documentId, second.office.decrypt.privateKey)).toEqual(PLAIN);
    await expect(open(documentId, first.office.decrypt.privateKey)).rejects.toThrow();
    const keys = await keysFor(db(), camille.account.id);
    expect(keys).toMatchObject({ current: { endorsedBy: first.fingerprint }, seen: first.fingerprint });
  });

  it("take no envelope that differs in more than its recipients, nor one for other keys", async () => {
    const keys = await keysFor(db(), null);
    const before = await db().documentPage.findFirstOrThrow({
      where: { fingerprint: keys?.current.fingerprint ?? "" },
    });
    const envelope = before.envelope as never as Parameters<typeof rewrap>[0];
    const place = { documentId: before.documentId, position: before.position };
    const take = (changed: typeof envelope) =>
      asStaff(head, (context) => takeRewrapped(context, { pages: [{ ...place, envelope: changed }] }));
    expect(await take({ ...envelope, tag: "A".repeat(22) })).toEqual({ ok: false, reason: "wrong-envelope" });
    const [one, two] = envelope.recipients;
    if (!one || !two) throw new Error("An envelope has two recipients");
    expect(await take({ ...envelope, recipients: [two, one] })).toEqual({ ok: false, reason: "wrong-envelope" });
  });
});

describe("a page that is destroyed while its key is wrapped anew", () => {
  it("stays destroyed", async () => {
    const keys = await keysFor(db(), null);
    const where = { fingerprint: keys?.current.fingerprint ?? "" };
    const { documentId, position, envelope } = await db().documentPage.findFirstOrThrow({ where });
    const pages = [{ documentId, position, envelope: envelope as never }];
    let hold: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => {
      hold = resolve;
    });
    const destroyed = transaction(async (tx) => {
      await tx.document.update({ where: { id: documentId }, data: { destroyedAt: NOW } });
      await tx.documentPage.updateMany({ where: { documentId }, data: { envelope: Prisma.DbNull } });
      hold();
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    await isHeld;
    await asStaff(head, (context) => takeRewrapped(context, { pages }));
    await destroyed;
    expect(await db().documentPage.findFirst({ where: { documentId } })).toMatchObject({ envelope: null });
  });
});

describe("the rehearsal of the recovery procedure", () => {
  it("after the loss of the office's key: new keys with the recovery key, everything moved, opened with the new one", async () => {
    const [lost, fresh] = [await someKeys(), await someKeys()];
    await putInForce(lost, head);
    const documentIds = [
      await deposited(camille, kindId, { keys: lost, plain: PLAIN }),
      await deposited(camille, kindId, { keys: lost, plain: PLAIN }),
    ];
    const vouched = await endorse(fresh.statement, "recovery", lost.recovery.sign.privateKey);
    expect(await publish(fresh, { endorsement: vouched })).toMatchObject({ ok: true });
    const moved = await moveAll({ statement: lost.statement.recovery, key: lost.recovery.decrypt.privateKey }, fresh);
    expect(moved).toMatchObject({ ok: true, count: 2 });
    for (const id of documentIds) expect(await open(id, fresh.office.decrypt.privateKey)).toEqual(PLAIN);
  });

  it("after the loss of both: new keys without a voucher, said to be so, and families are asked to compare", async () => {
    const fresh = await someKeys();
    expect(await publish(fresh)).toEqual({ ok: false, reason: "not-endorsed" });
    expect(await publish(fresh, { lost: "on" })).toMatchObject({ ok: true });
    const keys = await keysFor(db(), camille.account.id);
    expect(keys?.current).toMatchObject({ fingerprint: fresh.fingerprint, endorsedBy: null });
    expect(keys?.seen).not.toBe(fresh.fingerprint);
  });

  it("of two ceremonies at once, one is in force and the other is not", async () => {
    const [before, one, two] = [await someKeys(), await someKeys(), await someKeys()];
    await putInForce(before, head);
    const vouch = (next: SomeKeys) => endorse(next.statement, "office", before.office.sign.privateKey);
    const answers = await Promise.all([
      publish(one, { endorsement: await vouch(one) }),
      publish(two, { endorsement: await vouch(two) }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().documentKeySet.count({ where: { retiredAt: null } })).toBe(1);
  });
});
