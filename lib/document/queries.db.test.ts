import { beforeAll, expect, it } from "vitest";
import { newId, newReference } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aParent, NOW } from "@/prisma/fixtures";
import {
  aDocumentKind,
  asParent,
  type Person,
  putInForce,
  type SomeKeys,
  someKeys,
} from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { beginDocument } from "./commands";
import { givenDocuments } from "./queries";

let camille: Awaited<ReturnType<typeof family>>;
let partner: Person;
let keys: SomeKeys;
let kindId: string;
beforeAll(async () => {
  const place = await town();
  camille = await family(place);
  partner = { ...camille, ...(await aParent(db(), camille.household.id, { firstName: "Sacha" })) };
  keys = await someKeys();
  await putInForce(keys, place.head);
  kindId = (await aDocumentKind({ isAttached: true })).id;
}, 180_000);

async function aRequest(given: { isPrivate?: boolean; state?: "received" | "decided" | "closed" } = {}) {
  const row = { kind: "question", reference: newReference("DEM"), receivedAt: NOW, householdId: camille.household.id };
  const { isPrivate = false, state = "received" } = given;
  const own = { id: newId(), accountId: camille.account.id, isPrivate, state };
  return (await db().familyRequest.create({ data: { ...row, ...own } })).id;
}

const begin = (person: Person, requestId: string) =>
  asParent(person, (context, scope) => {
    const ids = { kindId, householdId: camille.household.id, childId: camille.child.id, requestId };
    const { fingerprint } = keys;
    return beginDocument(context, { ...ids, issuedOn: null, validUntil: null, fingerprint }, scope);
  });

async function joined(person: Person, requestId: string) {
  const outcome = await begin(person, requestId);
  if (!outcome.ok) throw new Error(outcome.reason);
  await db().document.update({ where: { id: outcome.documentId }, data: { state: "waiting", submittedAt: NOW } });
  return outcome.documentId;
}

it("is joined to a request that is open and may be read, and to no other", async () => {
  const own = await aRequest({ isPrivate: true });
  await expect(begin(partner, own)).rejects.toThrow();
  for (const state of ["decided", "closed"] as const)
    await expect(begin(camille, await aRequest({ state }))).rejects.toThrow();
  expect(await begin(camille, own)).toMatchObject({ ok: true });
  expect(await begin(partner, await aRequest())).toMatchObject({ ok: true });
});

it("stays out of the other adult's list and of the home's journal when the request is private", async () => {
  const shared = await joined(camille, await aRequest());
  const own = await joined(camille, await aRequest({ isPrivate: true }));
  const list = async (person: Person) =>
    (await asParent(person, ({ tx }, scope) => givenDocuments(tx, scope))).map(({ id }) => id);
  expect(await list(camille)).toEqual(expect.arrayContaining([shared, own]));
  expect(await list(partner)).toContain(shared);
  expect(await list(partner)).not.toContain(own);
  const ownerOf = async (id: string) => {
    const { subject } = await db().auditEvent.findFirstOrThrow({ where: { object: `document/${id}` } });
    return db().pseudonym.findUniqueOrThrow({ where: { pseudonym: subject ?? "" } });
  };
  expect((await ownerOf(shared)).kind).toBe("household");
  expect(await ownerOf(own)).toMatchObject({ kind: "account", ownerId: camille.account.id });
});
