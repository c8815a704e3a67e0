import { beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { NOW } from "@/prisma/fixtures";
import { aDocumentKind } from "@/prisma/fixtures/document/acts";
import { family, town } from "@/prisma/fixtures/month";
import { asStaff, filed, type Person } from "@/prisma/testing/requests/people";
import { decideRequest } from "./commands-office";
import { saveCertificates } from "./commands-settings";
import { lackingCertificate } from "./queries-settings";

let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
let kindId: string;
beforeEach(async () => {
  place = await town();
  camille = await family(place);
  kindId = (await aDocumentKind({ isAttached: true })).id;
  await asks({ illness: kindId, appointment: null, family: null, other: null });
});

const head = () => ({ id: place.head.id, role: "responsable" as const });
const asks = (certificates: Parameters<typeof saveCertificates>[1]["certificates"]) =>
  asStaff(head(), (context) => saveCertificates(context, { certificates }));
const absence = (reason: string) =>
  filed(camille, { kind: "absence", childId: camille.child.id, from: "2026-11-06", reason });

async function lacks(requestId: string) {
  const request = await db().familyRequest.findUniqueOrThrow({ where: { id: requestId } });
  return (await lackingCertificate(db(), request, "2026-11-23"))?.id ?? null;
}

type State = "draft" | "waiting" | "validated" | "refused" | "withdrawn";
async function joined(requestId: string, state: State, more: { destroyedAt?: Date; kindId?: string } = {}) {
  const who = { householdId: camille.household.id, depositedById: camille.account.id };
  await db().document.create({ data: { id: newId(), kindId, requestId, state, ...who, createdAt: NOW, ...more } });
}

it("is asked for the reasons that the commune chose, and for no other", async () => {
  expect(await lacks(await absence("illness"))).toBe(kindId);
  expect(await lacks(await absence("family"))).toBeNull();
  expect(await lacks(await absence(""))).toBeNull();
  await asks({ illness: null, appointment: null, family: null, other: kindId });
  expect(await lacks(await absence("illness"))).toBeNull();
  expect(await lacks(await absence(""))).toBe(kindId);
  expect(await lacks(await filed(camille))).toBeNull();
});

it.each([
  ["draft", {}, true],
  ["waiting", {}, false],
  ["waiting", { destroyedAt: NOW }, true],
  ["validated", {}, false],
  ["validated", { destroyedAt: NOW }, false],
  ["refused", {}, true],
  ["withdrawn", {}, true],
] as const)("a certificate that is %s %o leaves it lacking: %s", async (state, more, isLacking) => {
  const requestId = await absence("illness");
  await joined(requestId, state, more);
  expect((await lacks(requestId)) !== null).toBe(isLacking);
});

it("is of the kind that was asked, and joined to this request", async () => {
  const [requestId, another] = [await absence("illness"), await absence("illness")];
  const other = await aDocumentKind({ isAttached: true });
  await joined(requestId, "waiting", { kindId: other.id });
  await joined(another, "waiting");
  expect(await lacks(requestId)).toBe(kindId);
  expect(await lacks(another)).toBeNull();
});

it("keeps the request from being accepted in part before it is joined; it may be refused", async () => {
  const requestId = await absence("illness");
  const decides = (outcome: "partly" | "refused") => {
    const input = { requestId, outcome, motive: "Le certificat couvre le premier jour." };
    return asStaff(head(), (context, scope) => decideRequest(context, input, scope));
  };
  expect(await decides("partly")).toEqual({ ok: false, reason: "no-certificate" });
  await joined(requestId, "waiting");
  expect(await decides("partly")).toEqual({ ok: true });
  const second = await absence("illness");
  const refuses = { requestId: second, outcome: "refused" as const, motive: "Aucun certificat n’est arrivé." };
  expect(await asStaff(head(), (context, scope) => decideRequest(context, refuses, scope))).toEqual({ ok: true });
});

it("a kind that does not go with requests asks for nothing", async () => {
  const yearly = await aDocumentKind();
  await asks({ illness: yearly.id, appointment: newId(), family: null, other: null });
  expect(await lacks(await absence("illness"))).toBeNull();
  expect(await lacks(await absence("appointment"))).toBeNull();
});
