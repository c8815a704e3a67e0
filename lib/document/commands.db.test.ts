import { beforeAll, describe, expect, it } from "vitest";
import { instantOf } from "@/lib/kernel/civil-date";
import { db } from "@/lib/server/db";
import { aHousehold, aStaffAccount, NOW } from "@/prisma/fixtures";
import {
  aDocumentKind,
  asParent,
  asStaff,
  beginFor,
  deposited,
  type Person,
  putInForce,
  type SomeKeys,
  sealedFor,
  sendPiece,
  someKeys,
} from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { announcePage, attachDocuments, submitDocument, withdrawDocument } from "./commands";
import { destroyDue } from "./commands-office";
import { openPage } from "./jwe";
import { openedDocument } from "./queries-office";
import { bindingOf } from "./rules-keys";
import { PIECE } from "./schema";
import { documentStorage, pieceName, pieceNames } from "./storage";

const PLAIN = new TextEncoder().encode("canari-jugement-du-3-mars");

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
let stranger: Person;
let keys: SomeKeys;
let others: SomeKeys;
let kindId: string;
let agent: { id: string; role: "agent" };

beforeAll(async () => {
  place = await town();
  [camille, stranger] = [await family(place), await family(place, "Noé")];
  keys = await someKeys();
  // Made here, too: large keys take seconds.
  others = await someKeys();
  await putInForce(keys, place.head);
  kindId = (await aDocumentKind()).id;
  agent = { id: (await aStaffAccount(db(), "agent", [place.site.id])).id, role: "agent" };
}, 180_000);

const at = (day: string) => instantOf(`${day}T09:00`);
const begun = async (person = camille) => {
  const outcome = await beginFor(person, kindId, keys);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.documentId;
};
const sealedPage = (documentId: string, plain = PLAIN, statement = keys.statement) =>
  sealedFor(camille, { documentId, kindId }, { statement, plain });
const announce = (
  documentId: string,
  input: Parameters<typeof announcePage>[1] extends infer I ? Omit<I, "documentId"> : never,
) => asParent(camille, (context, scope) => announcePage(context, { ...input, documentId } as never, scope));
const submit = (documentId: string) =>
  asParent(camille, (context, scope) => submitDocument(context, { documentId }, scope));
const stored = (documentId: string) =>
  db().document.findUniqueOrThrow({ where: { id: documentId }, include: { pages: true } });

/** As the agent's browser does. */
async function opened(documentId: string, key = keys.office.decrypt.privateKey) {
  const pages = await asStaff(agent, (context, scope) => openedDocument(context, scope, documentId));
  const page = pages?.[0];
  if (!page) return null;
  const parts = await Promise.all(pieceNames(page).map((name) => documentStorage().read(name)));
  const sealed = { envelope: page.envelope, ciphertext: Buffer.concat(parts).toString() };
  return openPage(sealed, key, bindingOf(await stored(documentId), 1));
}

describe("a sending that is cut", () => {
  const LARGE = new Uint8Array(1_700_000).fill(7);

  it("goes on from what arrived; a piece sent twice, too early or too long changes nothing", async () => {
    const documentId = await begun();
    const { bytes, input } = await sealedPage(documentId, LARGE);
    expect(await announce(documentId, input)).toEqual({ ok: true, received: 0 });
    const piece = (offset: number) => ({ offset, bytes: bytes.slice(offset, offset + PIECE) });
    expect(await sendPiece(camille, documentId, piece(PIECE))).toMatchObject({ received: 0 });
    expect(await sendPiece(camille, documentId, piece(0))).toMatchObject({ received: PIECE });
    expect(await sendPiece(camille, documentId, piece(0))).toMatchObject({ received: PIECE });
    expect(await sendPiece(camille, documentId, { offset: PIECE, bytes })).toMatchObject({ received: PIECE });
    expect(await submit(documentId)).toEqual({ ok: false, reason: "incomplete" });
    expect(await announce(documentId, input)).toEqual({ ok: true, received: PIECE });
    expect(await sendPiece(camille, documentId, piece(PIECE))).toMatchObject({ received: 2 * PIECE });
    const last = await sendPiece(camille, documentId, piece(2 * PIECE));
    expect(last).toEqual({ received: bytes.length, isWhole: true });
    expect(await submit(documentId)).toMatchObject({ ok: true });
    expect(Buffer.from((await opened(documentId)) ?? []).equals(LARGE)).toBe(true);
  });

  it("leaves nothing of a page that was replaced by a smaller one", async () => {
    const documentId = await begun();
    const [large, small] = [await sealedPage(documentId, LARGE), await sealedPage(documentId)];
    const kept = (index: number) => documentStorage().read(pieceName({ documentId, position: 1 }, index));
    await announce(documentId, large.input);
    for (const offset of [0, PIECE])
      await sendPiece(camille, documentId, { offset, bytes: large.bytes.slice(offset, offset + PIECE) });
    expect(await kept(1)).toBeInstanceOf(Uint8Array);
    await announce(documentId, small.input);
    await sendPiece(camille, documentId, { offset: 0, bytes: small.bytes });
    await expect(kept(1)).rejects.toThrow();
    await documentStorage().put(pieceName({ documentId, position: 1 }, 7), small.bytes);
    await destroyDue(db(), at("2026-11-25"));
    await expect(kept(0)).rejects.toThrow();
    await expect(kept(7)).rejects.toThrow();
  });

  it("starts again when what arrived is not what was announced", async () => {
    const documentId = await begun();
    const { bytes, input } = await sealedPage(documentId);
    await announce(documentId, input);
    const spoilt = bytes.slice();
    spoilt[3] = spoilt[3] === 65 ? 66 : 65;
    expect(await sendPiece(camille, documentId, { offset: 0, bytes: spoilt })).toEqual({ received: 0, isWhole: false });
    expect(await sendPiece(camille, documentId, { offset: 0, bytes })).toMatchObject({ isWhole: true });
  });
});

describe("what the server refuses", () => {
  it("keys that are not those in force, in the announcement or in the envelope", async () => {
    expect(await beginFor(camille, kindId, others)).toEqual({ ok: false, reason: "keys-changed" });
    const documentId = await begun();
    const { input } = await sealedPage(documentId, PLAIN, others.statement);
    expect(await announce(documentId, input)).toEqual({ ok: false, reason: "keys-changed" });
  });

  it("an envelope bound to another document, child or page", async () => {
    const [one, two] = [await begun(), await begun()];
    const { input } = await sealedPage(one);
    expect(await announce(two, input)).toEqual({ ok: false, reason: "wrong-envelope" });
    expect(await announce(one, { ...input, position: 2 })).toEqual({ ok: false, reason: "wrong-envelope" });
  });

  it("what is another family's: child, home, draft, pieces", async () => {
    const other = { householdId: stranger.household.id };
    await expect(beginFor(camille, kindId, keys, other)).rejects.toThrow();
    await expect(beginFor(camille, kindId, keys, { childId: stranger.child.id })).rejects.toThrow();
    await expect(beginFor(camille, kindId, keys, { childId: null })).rejects.toThrow();
    const documentId = await begun();
    const { bytes, input } = await sealedPage(documentId);
    await announce(documentId, input);
    await expect(sendPiece(stranger, documentId, { offset: 0, bytes })).rejects.toThrow();
    await expect(
      asParent(stranger, (context, scope) => submitDocument(context, { documentId }, scope)),
    ).rejects.toThrow();
    await expect(
      asParent(stranger, (context, scope) => announcePage(context, { ...input, documentId }, scope)),
    ).rejects.toThrow();
  });

  it("more than the store may hold, and takes it again once there is room", async () => {
    const documentId = await begun();
    const { input } = await sealedPage(documentId);
    const full = { ...input, size: 300_000_000, sha256: "0".repeat(64) };
    const theirs = await beginFor(stranger, kindId, keys);
    if (!theirs.ok) throw new Error(theirs.reason);
    const { fingerprint } = keys;
    const large = { documentId: theirs.documentId, position: 1, format: "pdf", size: 900_000_000, fingerprint };
    const page = await db().documentPage.create({
      data: { ...large, sha256: "1".repeat(64), envelope: input.envelope },
    });
    const quota = (quotaGigabytes: number) =>
      db().setting.upsert({
        where: { section: "documents" },
        create: { section: "documents", value: { quotaGigabytes }, updatedAt: NOW },
        update: { value: { quotaGigabytes } },
      });
    await quota(1);
    // Announced is not received.
    expect(await announce(documentId, full)).toMatchObject({ ok: true });
    await db().documentPage.updateMany({ where: { documentId: page.documentId }, data: { received: page.size } });
    const other = { ...full, sha256: "2".repeat(64) };
    expect(await announce(documentId, other)).toEqual({ ok: false, reason: "store-full" });
    await quota(3);
    expect(await announce(documentId, other)).toMatchObject({ ok: true });
    await quota(25);
  });

  it("more than a home may have in the store or on its way; what is taken back counts no more", async () => {
    const [one, two] = [await begun(), await begun()];
    const [first, second] = [(await sealedPage(one)).input, (await sealedPage(two)).input];
    const withdraw = (documentId: string) =>
      asParent(camille, (context, scope) => withdrawDocument(context, { documentId }, scope));
    expect(await announce(one, { ...first, size: 500_000_001 })).toEqual({ ok: false, reason: "home-full" });
    const { _sum } = await db().documentPage.aggregate({
      where: { document: { householdId: camille.household.id, destroyedAt: null, state: { not: "withdrawn" } } },
      _sum: { size: true },
    });
    const left = 500_000_000 - (_sum.size ?? 0);
    expect(await announce(one, { ...first, size: left + 1 })).toEqual({ ok: false, reason: "home-full" });
    expect(await announce(one, { ...first, size: left })).toMatchObject({ ok: true });
    expect(await announce(one, { ...first, size: left - 1 })).toMatchObject({ ok: true });
    expect(await announce(two, { ...second, size: 2 })).toEqual({ ok: false, reason: "home-full" });
    await withdraw(one);
    expect(await announce(two, { ...second, size: 2 })).toMatchObject({ ok: true });
  });

  it("more than twenty drafts of a home, also when they are begun at once", async () => {
    const where = { householdId: stranger.household.id, state: "draft", destroyedAt: null } as const;
    while ((await db().document.count({ where })) < 18) await beginFor(stranger, kindId, keys);
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => beginFor(stranger, kindId, keys)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2);
    expect(answers).toContainEqual({ ok: false, reason: "too-many" });
  });

  it("a document for a file that was joined to the parent's own", async () => {
    const former = await aHousehold(db());
    await db().household.update({ where: { id: former.id }, data: { mergedIntoId: camille.household.id } });
    const ofHome = await aDocumentKind({ subject: "household" });
    const into = (householdId: string) => beginFor(camille, ofHome.id, keys, { householdId, childId: null });
    expect(await into(camille.household.id)).toMatchObject({ ok: true });
    await expect(into(former.id)).rejects.toThrow();
  });

  it("a handed-in document that is sent again", async () => {
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    const { bytes, input } = await sealedPage(documentId);
    await expect(announce(documentId, input)).rejects.toThrow();
    await expect(sendPiece(camille, documentId, { offset: 0, bytes })).rejects.toThrow();
    await expect(submit(documentId)).rejects.toThrow();
  });
});

describe("files that go with a request", () => {
  it("are tied once, by who gave them; to a private request only what goes with requests", async () => {
    const attached = await aDocumentKind({ isAttached: true });
    const documentId = await deposited(camille, attached.id, { keys, plain: PLAIN });
    const plain = await deposited(camille, kindId, { keys, plain: PLAIN });
    const requestId = "018f0000-0000-7000-8000-000000000001";
    const tie = (person: Person, ids: string[]) => {
      const request = { householdId: person.household.id, childId: person.child.id, isPrivate: true };
      const tied = { documentIds: ids, requestId, ...request };
      return asParent(person, (context, scope) => attachDocuments(context, tied, scope));
    };
    await expect(tie(stranger, [documentId])).rejects.toThrow();
    await expect(tie(camille, [documentId, plain])).rejects.toThrow();
    await tie(camille, [documentId]);
    await expect(tie(camille, [documentId])).rejects.toThrow();
    expect((await stored(documentId)).requestId).toBe(requestId);
    expect((await stored(plain)).requestId).toBeNull();
  });
});
