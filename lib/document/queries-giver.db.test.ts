import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aChild, aStaffAccount, journalOf, NOW } from "@/prisma/fixtures";
import {
  aDocumentKind,
  asStaff,
  deposited,
  type Person,
  putInForce,
  type SomeKeys,
  sealedFor,
  someKeys,
} from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { announcePage, beginDocument, receivePiece, submitDocument } from "./commands";
import type { Giver } from "./queries-giver";
import { openedDocument } from "./queries-office";

const PLAIN = new TextEncoder().encode("canari-lettre-du-docteur");

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
let keys: SomeKeys;
let kindId: string;
let agent: { id: string; role: "agent" };
let other: { id: string; role: "agent" };

beforeAll(async () => {
  place = await town();
  camille = await family(place);
  keys = await someKeys();
  await putInForce(keys, place.head);
  kindId = (await aDocumentKind({ isAttached: true })).id;
  agent = { id: (await aStaffAccount(db(), "agent", [place.site.id])).id, role: "agent" };
  other = { id: (await aStaffAccount(db(), "agent", [])).id, role: "agent" };
}, 180_000);

async function aRequest(more: { state?: "received" | "decided"; childId?: string | null } = {}) {
  const id = newId();
  const about = { householdId: camille.household.id, childId: camille.child.id, channel: "paper" };
  await db().familyRequest.create({
    data: { id, reference: id.slice(-12), kind: "absence", state: "received", receivedAt: NOW, ...about, ...more },
  });
  return id;
}

function begins(staff: typeof agent, requestId: string | null) {
  const about = { kindId, householdId: camille.household.id, childId: camille.child.id, requestId };
  const input = { ...about, issuedOn: null, validUntil: null, fingerprint: keys.fingerprint };
  return asStaff(staff, (context, scope) => beginDocument(context, input, scope));
}

const begun = async (staff: typeof agent, requestId: string) => {
  const outcome = await begins(staff, requestId);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.documentId;
};

describe("a paper that the office scans", () => {
  it("is sealed by the agent's browser for the same keys, joined to its request, and told to the family as the office's", async () => {
    const requestId = await aRequest();
    const documentId = await begun(agent, requestId);
    const { bytes, input } = await sealedFor(
      camille,
      { documentId, kindId },
      { statement: keys.statement, plain: PLAIN },
    );
    await asStaff(agent, (context, scope) => announcePage(context, { ...input, documentId }, scope));
    const piece = { documentId, position: 1, offset: 0, bytes };
    const receive = (scope: Giver) => receivePiece(db(), piece, { scope, now: NOW });
    const stranger = asStaff(other, async (_, scope) => scope);
    await expect(receive(await stranger)).rejects.toThrow();
    expect(await receive(await asStaff(agent, async (_, scope) => scope))).toMatchObject({ isWhole: true });
    const submit = (staff: typeof agent) =>
      asStaff(staff, (context, scope) => submitDocument(context, { documentId }, scope));
    await expect(submit(other)).rejects.toThrow();
    expect(await submit(agent)).toMatchObject({ ok: true });
    const kept = await db().document.findUniqueOrThrow({ where: { id: documentId } });
    expect(kept).toMatchObject({ requestId, state: "waiting", depositedById: agent.id });
    const told = (await journalOf(db())).filter(({ object }) => object === `document/${documentId}`);
    expect(told.map(({ type }) => type)).toEqual(["document.begun", "document.deposited"]);
    expect(await asStaff(agent, (context, scope) => openedDocument(context, scope, documentId))).toHaveLength(1);
  });

  it("goes with an open request of the agent's own families, and with nothing else", async () => {
    await expect(begins(agent, null)).rejects.toThrow();
    await expect(begins(agent, newId())).rejects.toThrow();
    await expect(begins(other, await aRequest())).rejects.toThrow();
    await expect(begins(agent, await aRequest({ state: "decided" }))).rejects.toThrow();
    const sister = await aChild(db(), {
      ...{ homes: [{ householdId: camille.household.id }] },
      school: { siteId: place.site.id, schoolYearId: place.year.id },
    });
    await expect(begins(agent, await aRequest({ childId: sister.id }))).rejects.toThrow();
    expect(await begins(agent, await aRequest({ childId: null }))).toMatchObject({ ok: true });
    expect(await begins(agent, await aRequest())).toMatchObject({ ok: true });
  });

  it("is lost with the right to the child: what was begun cannot be gone on with", async () => {
    const short = { id: (await aStaffAccount(db(), "agent", [place.site.id])).id, role: "agent" as const };
    const documentId = await begun(short, await aRequest());
    const { input } = await sealedFor(camille, { documentId, kindId }, { statement: keys.statement, plain: PLAIN });
    const announce = () => asStaff(short, (context, scope) => announcePage(context, { ...input, documentId }, scope));
    expect(await announce()).toMatchObject({ ok: true });
    await db().accreditation.updateMany({ where: { accountId: short.id }, data: { revokedAt: NOW } });
    await expect(announce()).rejects.toThrow();
  });

  it("a family's own document is not the office's to go on with, nor the other way round", async () => {
    const documentId = await deposited(camille, kindId, { keys, plain: PLAIN });
    await expect(asStaff(agent, (context, scope) => submitDocument(context, { documentId }, scope))).rejects.toThrow();
  });
});
