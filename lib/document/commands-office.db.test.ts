import { beforeAll, describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { aliasesOf, commune } from "@/lib/evidence/pseudonyms";
import { journalOf, openBody } from "@/lib/evidence/queries";
import { instantOf, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { anActivity, aStaffAccount, contextFor, NOW } from "@/prisma/fixtures";
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
import { announcePage, submitDocument, withdrawDocument } from "./commands";
import { decideDocument, destroyDue } from "./commands-office";
import { openPage } from "./jwe";
import { givenDocuments } from "./queries";
import { consultedDocument, openedDocument, searchedDocuments } from "./queries-office";
import { bindingOf } from "./rules-keys";
import { documentStorage, pieceNames } from "./storage";

const PLAIN = new TextEncoder().encode("canari-jugement-du-3-mars");

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
let stranger: Person;
let keys: SomeKeys;
let kindId: string;
let agent: { id: string; role: "agent" };
let elsewhere: { id: string; role: "agent" };

beforeAll(async () => {
  place = await town();
  [camille, stranger] = [await family(place), await family(place, "Noé")];
  keys = await someKeys();
  await putInForce(keys, place.head);
  kindId = (await aDocumentKind()).id;
  agent = { id: (await aStaffAccount(db(), "agent", [place.site.id])).id, role: "agent" };
  elsewhere = { id: (await aStaffAccount(db(), "agent", [])).id, role: "agent" };
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
/** Handed in by a transaction that stays open for a moment: what comes meanwhile meets it. */
function handingIn(documentId: string) {
  let hold: () => void = () => undefined;
  const isHeld = new Promise<void>((resolve) => {
    hold = resolve;
  });
  const handedIn = asParent(camille, async (context, scope) => {
    const outcome = await submitDocument(context, { documentId }, scope);
    hold();
    await new Promise((resolve) => setTimeout(resolve, 400));
    return outcome;
  });
  return { isHeld, handedIn };
}
const accept = (documentId: string, by: { id: string; role: "agent" | "responsable" } = agent, now = NOW) =>
  asStaff(
    by,
    (context, scope) => decideDocument(context, { verdict: "validate", documentId, validUntil: null }, scope),
    now,
  );
const stored = (documentId: string) =>
  db().document.findUniqueOrThrow({ where: { id: documentId }, include: { pages: true } });
const eventsOf = (type: string) => db().auditEvent.count({ where: { type } });

/** As the agent's browser does. */
async function opened(documentId: string, key = keys.office.decrypt.privateKey) {
  const pages = await asStaff(agent, (context, scope) => openedDocument(context, scope, documentId));
  const page = pages?.[0];
  if (!page) return null;
  const parts = await Promise.all(pieceNames(page).map((name) => documentStorage().read(name)));
  const sealed = { envelope: page.envelope, ciphertext: Buffer.concat(parts).toString() };
  return openPage(sealed, key, bindingOf(await stored(documentId), 1));
}

describe("a document that a family gives", () => {
  it("is opened by the agent of the child, accepted, and destroyed a week after, each with its line in the journal", async () => {
    const before = await eventsOf("document.consulted");
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    expect(await opened(documentId)).toEqual(PLAIN);
    expect(await eventsOf("document.consulted")).toBe(before + 1);
    expect(await accept(documentId)).toEqual({ ok: true });
    const [page] = (await stored(documentId)).pages;
    const files = page ? pieceNames(page) : [];
    await destroyDue(db(), at("2026-11-29"));
    expect(await documentStorage().read(files[0] ?? "")).toBeInstanceOf(Uint8Array);
    await destroyDue(db(), at("2026-11-30"));
    await expect(documentStorage().read(files[0] ?? "")).rejects.toThrow();
    const after = await stored(documentId);
    expect(after).toMatchObject({ state: "validated", destroyedAt: at("2026-11-30"), pages: [{ envelope: null }] });
    expect(await eventsOf("document.destroyed")).toBe(1);
    expect(await opened(documentId)).toBeNull();
    const told = await asParent(camille, ({ tx }, scope) => givenDocuments(tx, scope));
    expect(told[0]).toMatchObject({ id: documentId, state: "validated", validUntil: "2027-08-31" });
    expect(await destroyDue(db(), at("2026-12-01"))).toBe(0);
  });

  it("is refused with a motive that the family reads; the second of two agents finds it decided", async () => {
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    const motive = "La date est illisible.";
    const refuse = () =>
      asStaff(agent, (context, scope) => decideDocument(context, { verdict: "refuse", documentId, motive }, scope));
    const answers = await Promise.all([refuse(), accept(documentId)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: "already-decided" });
  });

  it("may be taken back until it is decided, and goes at once", async () => {
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    const withdraw = (person: Person) =>
      asParent(person, (context, scope) => withdrawDocument(context, { documentId }, scope));
    await expect(withdraw(stranger)).rejects.toThrow();
    expect(await withdraw(camille)).toEqual({ ok: true });
    expect(await opened(documentId)).toBeNull();
    await destroyDue(db(), NOW);
    expect((await stored(documentId)).destroyedAt).not.toBeNull();
    expect(await withdraw(camille)).toEqual({ ok: false, reason: "already-decided" });
  });

  it("is destroyed undecided after ninety days, and a draft after two", async () => {
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    const draft = await begun();
    await destroyDue(db(), at("2026-11-24"));
    expect((await stored(draft)).destroyedAt).toBeNull();
    await destroyDue(db(), at("2026-11-25"));
    expect((await stored(draft)).destroyedAt).not.toBeNull();
    await destroyDue(db(), at("2027-02-20"));
    expect((await stored(documentId)).destroyedAt).toBeNull();
    expect(await accept(documentId, agent, at("2027-02-21"))).toEqual({ ok: false, reason: "expired" });
    const waiting = () =>
      asStaff(agent, (context, scope) => searchedDocuments(context, scope, { state: "waiting", page: 1 }));
    expect((await waiting()).documents).toContainEqual(expect.objectContaining({ id: documentId }));
    await destroyDue(db(), at("2027-02-21"));
    expect((await stored(documentId)).destroyedAt).not.toBeNull();
    expect((await waiting()).documents).not.toContainEqual(expect.objectContaining({ id: documentId }));
    expect(await accept(documentId)).toEqual({ ok: false, reason: "expired" });
    const told = await asParent(camille, ({ tx }, scope) => givenDocuments(tx, scope));
    expect(told).toContainEqual(expect.objectContaining({ id: documentId, state: "expired" }));
  });
});

describe("a draft that is handed in while it is being destroyed", () => {
  it("keeps its pages: who comes first is alone", async () => {
    const documentId = await begun();
    const { bytes, input } = await sealedPage(documentId);
    await announce(documentId, input);
    await sendPiece(camille, documentId, { offset: 0, bytes });
    const { isHeld, handedIn } = handingIn(documentId);
    await isHeld;
    const [outcome] = await Promise.all([handedIn, destroyDue(db(), at("2026-11-25"))]);
    expect(outcome).toMatchObject({ ok: true });
    expect((await stored(documentId)).destroyedAt).toBeNull();
    expect(await opened(documentId)).toEqual(PLAIN);
  });

  it("takes no other page once it is handed in, not even by an announcement that was on its way", async () => {
    const documentId = await begun();
    const { bytes, input } = await sealedPage(documentId);
    await announce(documentId, input);
    await sendPiece(camille, documentId, { offset: 0, bytes });
    const { input: other } = await sealedPage(documentId, new TextEncoder().encode("autre chose"));
    const { isHeld, handedIn } = handingIn(documentId);
    await isHeld;
    await expect(announce(documentId, other)).rejects.toThrow();
    expect(await handedIn).toMatchObject({ ok: true });
    expect(await opened(documentId)).toEqual(PLAIN);
  });

  it("is not handed in any more once it was claimed, and takes no piece", async () => {
    const documentId = await begun();
    const { bytes, input } = await sealedPage(documentId);
    await announce(documentId, input);
    await sendPiece(camille, documentId, { offset: 0, bytes });
    await destroyDue(db(), at("2026-11-25"));
    await expect(submit(documentId)).rejects.toThrow();
    await expect(sendPiece(camille, documentId, { offset: 0, bytes })).rejects.toThrow();
    expect(await stored(documentId)).toMatchObject({ state: "withdrawn", pages: [{ envelope: null }] });
  });
});

describe("an agent of another site", () => {
  it("finds, opens and decides nothing, and counts nothing", async () => {
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    await anActivity(db(), { siteId: place.site.id, regieId: place.regie.id });
    const shown = { state: "waiting", page: 1 } as const;
    const list = (by: typeof agent) => asStaff(by, (context, scope) => searchedDocuments(context, scope, shown));
    expect(await list(elsewhere)).toMatchObject({ total: 0, documents: [] });
    expect((await list(agent)).total).toBeGreaterThan(0);
    const looks = await eventsOf("document.consulted");
    expect(await asStaff(elsewhere, (context, scope) => openedDocument(context, scope, documentId))).toBeNull();
    expect(await eventsOf("document.consulted")).toBe(looks);
    await expect(accept(documentId, elsewhere)).rejects.toThrow();
  });
});

describe("an agent to whom a home was opened exceptionally", () => {
  it("leaves the mention of it in the list, on the sheet and in the opening", async () => {
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    const { id } = await db().exceptionalAccess.create({
      data: {
        ...{ id: newId(), accountId: elsewhere.id, householdId: camille.household.id, reason: "Urgence", minutes: 60 },
        ...{ openedAt: NOW, endsAt: new Date(NOW.getTime() + 3_600_000) },
      },
    });
    const via = { via: "exceptional", accessId: id };
    const at = { today: parisOf(NOW).day, now: NOW };
    const bodies = await transaction(async (tx) => {
      const scope = await mintOfficeScope(tx, { accountId: elsewhere.id, role: "agent" }, at);
      const context = contextFor(tx, elsewhere, NOW);
      await searchedDocuments(context, scope, { state: "waiting", page: 1 });
      await consultedDocument(context, scope, documentId);
      await openedDocument(context, scope, documentId);
      const searched = await tx.auditEvent.findFirstOrThrow({
        where: { type: "family.searched" },
        orderBy: { id: "desc" },
      });
      const part = await tx.auditPart.findFirstOrThrow({ where: { eventId: searched.id, part: "body" } });
      const alias = (await aliasesOf(tx, [commune]))(commune);
      const reader = { owners: [{ kind: "household", id: camille.household.id } as const], accountId: elsewhere.id };
      const types = ["family.consulted", "document.consulted"] as const;
      const { lines } = await journalOf(tx, reader, { types, skip: 0, take: 2 });
      return [openBody(alias, part.payload, searched.id).body, ...lines.map(({ body }) => body)];
    });
    expect(bodies).toEqual([
      expect.objectContaining({ kind: "documents", ways: [via] }),
      expect.objectContaining({ purpose: "documents", ...via }),
      expect.objectContaining({ purpose: "documents", ...via }),
    ]);
  });
});
