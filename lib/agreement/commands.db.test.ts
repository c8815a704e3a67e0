import { beforeEach, describe, expect, it } from "vitest";
import { takeStep } from "@/lib/casework/commands-office";
import { ownWorkRequest } from "@/lib/casework/queries";
import { db } from "@/lib/server/db";
import { aParent, journalOf, NOW } from "@/prisma/fixtures";
import { family, town } from "@/prisma/fixtures/month";
import { asParent, asStaff, filed, type Person } from "@/prisma/testing/requests/people";
import { askCode, decline, propose, sign } from "./commands";

const TEXT = "Nous vous proposons de payer en trois fois, le 5 de chaque mois.";
let place: Awaited<ReturnType<typeof town>>;
let camille: Person;
let requestId: string;
beforeEach(async () => {
  place = await town();
  camille = await family(place);
  requestId = await filed(camille);
});

const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const head = () => ({ id: place.head.id, role: "responsable" as const });
const proposed = (text = TEXT) =>
  asStaff(head(), (context, scope) => propose(context, { requestId, kind: "proposal", text }, scope));

async function shown(person = camille) {
  const request = await asParent(person, ({ tx }, scope) => ownWorkRequest(tx, scope, requestId));
  const proposal = request?.proposals.at(-1);
  if (!proposal) throw new Error("a proposal is shown");
  return { requestId, proposalId: proposal.id, sha256: proposal.sha256 };
}

const ask = (wish: { requestId: string; proposalId: string }, person = camille, now = NOW) =>
  asParent(person, (context, scope) => askCode(context, wish, scope), { now });

async function mailedCode(person = camille) {
  const mail = await db().mailOutbox.findFirst({
    where: { toAddress: person.account.email, subject: { contains: "code" } },
    orderBy: { id: "desc" },
  });
  const code = /\d{4} \d{4}/.exec(mail?.text ?? "")?.[0];
  if (!code) throw new Error("a code was mailed");
  return code;
}

const signs = (wish: Awaited<ReturnType<typeof shown>>, code: string, given: { person?: Person; now?: Date } = {}) =>
  asParent(
    given.person ?? camille,
    (context, scope) => sign(context, { ...wish, code: code.replace(" ", "") }, scope),
    {
      now: given.now ?? NOW,
    },
  );

const other = (code: string) => code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));

async function ready() {
  await proposed();
  const wish = await shown();
  await ask(wish);
  return { wish, code: await mailedCode() };
}

describe("a proposal", () => {
  it("is signed with the code of the mail: decided, hash and signer kept, one line in the journal", async () => {
    const { wish, code } = await ready();
    expect(await signs(wish, code)).toEqual({ ok: true });
    const request = await asParent(camille, ({ tx }, scope) => ownWorkRequest(tx, scope, requestId));
    expect(request).toMatchObject({ state: "decided", outcome: "accepted" });
    expect(request?.proposals).toMatchObject([
      { state: "signed", signer: "Camille Durand", answererId: camille.account.id },
    ]);
    const types = (await journalOf(db())).map(({ type }) => type);
    expect(types.slice(-3)).toEqual(["request.proposed", "request.code-sent", "request.signed"]);
  });

  it("keeps no code that can be read, and its code serves once", async () => {
    const { wish, code } = await ready();
    const kept = JSON.stringify(await db().signingCode.findMany());
    expect(kept).not.toContain(code.replace(" ", ""));
    expect(await signs(wish, code)).toEqual({ ok: true });
    expect(await signs(wish, code)).toEqual({ ok: false, reason: "not-open" });
  });

  it("is signed once when the same signature is sent twice at the same moment", async () => {
    const { wish, code } = await ready();
    const both = await Promise.all([signs(wish, code), signs(wish, code)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(
      (await journalOf(db())).filter(({ type, object }) => type === "request.signed" && object.endsWith(requestId)),
    ).toHaveLength(1);
  });

  it("that was changed is not signed by who read the one before, nor with its code", async () => {
    const { wish, code } = await ready();
    await proposed(`${TEXT} Et des frais de 10 €.`);
    expect(await signs(wish, code)).toEqual({ ok: false, reason: "not-open" });
    const fresh = await shown();
    expect(await signs({ ...fresh, sha256: wish.sha256 }, code)).toEqual({ ok: false, reason: "changed" });
    expect(await signs(fresh, code)).toEqual({ ok: false, reason: "no-code" });
  });

  it("whose words were changed behind the journal's back is not signed", async () => {
    const { wish, code } = await ready();
    await db().requestProposal.update({ where: { id: wish.proposalId }, data: { text: "Autre chose, tout autre." } });
    expect(await signs(wish, code)).toEqual({ ok: false, reason: "changed" });
  });

  it("is signed until the last millisecond of the fifteenth minute", async () => {
    const { wish, code } = await ready();
    expect(await signs(wish, code, { now: new Date(at(15).getTime() + 1) })).toEqual({ ok: false, reason: "expired" });
    expect(await signs(wish, code, { now: at(15) })).toEqual({ ok: true });
  });

  it("bears five wrong codes, also when all come at once, and then no right one", async () => {
    const { wish, code } = await ready();
    const wrong = await Promise.all(Array.from({ length: 7 }, () => signs(wish, other(code))));
    expect(wrong.every(({ ok }) => !ok)).toBe(true);
    expect(await db().signingCode.findFirstOrThrow({ where: { proposalId: wish.proposalId } })).toMatchObject({
      tries: 5,
    });
    expect(await signs(wish, code)).toEqual({ ok: false, reason: "too-many-tries" });
    await ask(wish, camille, at(1));
    expect(await signs(wish, await mailedCode(), { now: at(2) })).toEqual({ ok: true });
  });

  it("gives five codes an hour, the last one only is good", async () => {
    const { wish, code } = await ready();
    for (let more = 1; more < 5; more++) expect(await ask(wish, camille, at(more))).toEqual({ ok: true });
    expect(await ask(wish, camille, at(6))).toEqual({ ok: false, reason: "too-many-codes" });
    const last = await mailedCode();
    if (last !== code) expect(await signs(wish, code, { now: at(7) })).toMatchObject({ ok: false });
    expect(await signs(wish, last, { now: at(7) })).toEqual({ ok: true });
    expect(await ask(wish, camille, at(61))).toEqual({ ok: false, reason: "not-open" });
  });

  it("is refused with a reason, and studied again; a signature comes too late", async () => {
    const { wish, code } = await ready();
    const no = { ...wish, motive: "Trois fois, c’est trop peu." };
    expect(await asParent(camille, (context, scope) => decline(context, no, scope))).toEqual({ ok: true });
    expect(await db().familyRequest.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({
      state: "in_study",
    });
    expect(await signs(wish, code)).toEqual({ ok: false, reason: "not-open" });
  });

  it("that the office takes back can no longer be signed", async () => {
    const { wish, code } = await ready();
    await asStaff(head(), (context, scope) => takeStep(context, { requestId, step: "study" }, scope));
    expect(await signs(wish, code)).toEqual({ ok: false, reason: "not-open" });
  });
});

describe("somebody else", () => {
  it("neither asks for a code nor signs: another family, and the other adult of the household", async () => {
    const { wish, code } = await ready();
    const stranger = await family(place, "Noé");
    const partner = { ...camille, ...(await aParent(db(), camille.household.id, { firstName: "Sacha" })) };
    for (const person of [stranger, partner]) {
      await expect(ask(wish, person)).rejects.toThrow();
      await expect(signs(wish, code, { person })).rejects.toThrow();
    }
  });

  it("does not propose for a family outside of the scope", async () => {
    const agent = await db().account.create({
      data: {
        id: crypto.randomUUID(),
        email: `a${Math.random()}@example.org`,
        role: "agent",
        firstName: "A",
        lastName: "B",
        createdAt: NOW,
      },
    });
    const elsewhere = { id: agent.id, role: "agent" as const };
    const wish = { requestId, kind: "proposal" as const, text: TEXT };
    await expect(asStaff(elsewhere, (context, scope) => propose(context, wish, scope))).rejects.toThrow();
  });
});
