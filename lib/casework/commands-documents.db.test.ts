import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withdrawDocument } from "@/lib/document/commands";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { journalOf, NOW } from "@/prisma/fixtures";
import { aDocumentKind } from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { asParent, asStaff, file, filed, type Person } from "@/prisma/testing/requests/people";
import { joinDocuments } from "./commands";
import { decideRequest } from "./commands-office";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
let kindId: string;
let plainKindId: string;
beforeAll(async () => {
  kindId = (await aDocumentKind({ isAttached: true })).id;
  plainKindId = (await aDocumentKind()).id;
});
beforeEach(async () => {
  place = await town();
  camille = await family(place);
});

type Given = { person?: Person; childId?: string | null; state?: "waiting" | "validated" | "refused"; kind?: string };

/** As it stands once its pages were handed in. */
async function given({ person = camille, childId = null, state = "waiting", kind = kindId }: Given = {}) {
  const id = newId();
  const who = { householdId: person.household.id, depositedById: person.account.id };
  await db().document.create({
    data: { id, kindId: kind, childId, state, ...who, createdAt: NOW, submittedAt: NOW },
  });
  return id;
}

const joins = (requestId: string, documentIds: string[], person = camille) =>
  asParent(person, (context, scope) => joinDocuments(context, { requestId, documentIds }, scope));
const requestOf = async (id: string) => (await db().document.findUniqueOrThrow({ where: { id } })).requestId;

describe("a document given before", () => {
  it("joins a running request, in one event that names both; a second time it is joined already", async () => {
    const [requestId, documentId] = [await filed(camille), await given()];
    expect(await joins(requestId, [documentId])).toEqual({ ok: true });
    expect(await requestOf(documentId)).toBe(requestId);
    const told = (await journalOf(db())).filter(({ type }) => type === "request.joined");
    expect(told).toHaveLength(1);
    expect(await joins(requestId, [documentId])).toEqual({ ok: false, reason: "not-joinable" });
  });

  it("goes to one of two requests that ask for it at once", async () => {
    const [first, second, documentId] = [await filed(camille), await filed(camille), await given()];
    const both = await Promise.allSettled([joins(first, [documentId]), joins(second, [documentId])]);
    const taken = both.filter((one) => one.status === "fulfilled" && one.value.ok);
    expect(taken).toHaveLength(1);
    expect([first, second]).toContain(await requestOf(documentId));
  });

  it("goes along with a new request, all that is named or nothing", async () => {
    const [mine, refused] = [await given(), await given({ state: "refused" })];
    const asks = (documentIds: string[]) => file(camille, { documentIds } as never);
    expect(await asks([mine, refused])).toEqual({ ok: false, reason: "not-joinable" });
    expect(await requestOf(mine)).toBeNull();
    const outcome = await asks([mine]);
    expect(outcome).toMatchObject({ ok: true });
    expect(await requestOf(mine)).toBe(outcome.ok ? outcome.requestId : "");
  });

  it("is its giver's, of the request's child or of the home, and still there", async () => {
    const stranger = await family(place, "Noé");
    const requestId = await filed(camille, { kind: "absence", childId: camille.child.id, from: "2026-11-06" });
    const wrong = [
      await given({ person: stranger }),
      await given({ childId: stranger.child.id }),
      await given({ state: "refused" }),
      newId(),
    ];
    for (const id of wrong) expect(await joins(requestId, [id])).toEqual({ ok: false, reason: "not-joinable" });
    const taken = await given();
    await asParent(camille, (context, scope) => withdrawDocument(context, { documentId: taken }, scope));
    expect(await joins(requestId, [taken])).toEqual({ ok: false, reason: "not-joinable" });
    const gone = await given({ state: "validated" });
    await db().document.update({ where: { id: gone }, data: { destroyedAt: NOW } });
    expect(await joins(requestId, [gone])).toEqual({ ok: false, reason: "not-joinable" });
    await expect(joins(requestId, [await given({ person: stranger })], stranger)).rejects.toThrow();
    expect(await joins(requestId, [await given({ childId: camille.child.id })])).toEqual({ ok: true });
  });

  it("that the whole home was asked for stays out of one adult's private request", async () => {
    const [open, rights] = [await filed(camille), await filed(camille, { kind: "access" })];
    const asked = await given({ kind: plainKindId });
    expect(await joins(rights, [asked])).toEqual({ ok: false, reason: "not-joinable" });
    expect(await joins(open, [asked])).toEqual({ ok: true });
    expect(await joins(rights, [await given()])).toEqual({ ok: true });
  });

  it("comes too late once the request is decided", async () => {
    const requestId = await filed(camille);
    const input = { requestId, outcome: "answered" as const, motive: "La garderie rouvre lundi." };
    const head = { id: place.head.id, role: "responsable" as const };
    await asStaff(head, (context, scope) => decideRequest(context, input, scope));
    expect(await joins(requestId, [await given()])).toEqual({ ok: false, reason: "ended" });
  });
});
