import { describe, expect, it } from "vitest";
import { type FamilyScope, mintFamilyScope, mintOfficeScope } from "@/lib/access/gate";
import type { Role } from "@/lib/access/permissions";
import { writeToOffice } from "@/lib/casework/commands";
import { decideRequest, writeToFamily } from "@/lib/casework/commands-office";
import { ownWork, ownWorkRequest } from "@/lib/casework/queries";
import { officeRequest, requestsOfOffice } from "@/lib/casework/queries-office";
import { decrypt } from "@/lib/evidence/vault";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { aParent, aStaffAccount, contextFor, NOW, TODAY } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { family, issue, town } from "@/prisma/fixtures/month";
import { enterContest, fileContest } from "./commands";
import { creditContest } from "./commands-decide";
import { contestsOfInvoice } from "./queries";
import type { PaperInput } from "./schema";

/** One family with an issued invoice of one line of two days, and another family. */
async function billed() {
  const place = await town();
  const camille = await family(place);
  const stranger = await family(place, "Noé");
  for (const day of place.days.slice(0, 2))
    await aBooking(place.tx, { childId: camille.child.id, activityDayId: day.id, householdId: camille.household.id });
  const { runId } = await issue(place);
  const invoice = await place.tx.invoice.findFirstOrThrow({ where: { runId }, include: { lines: true } });
  const [line] = invoice.lines;
  if (!line) throw new Error("an invoice has a line");
  return { place, camille, stranger, invoice, line };
}
type Given = Awaited<ReturnType<typeof billed>>;
type Person = Given["camille"];

const TEXT = "Léa était malade le 2 novembre, l’école était prévenue.";

async function asParent<Value>(person: Person, work: (context: Context, scope: FamilyScope) => Promise<Value>) {
  return transaction(async (tx) => {
    const scope = await mintFamilyScope(tx, person.account.id, TODAY);
    if (!scope) throw new Error("a parent has a scope");
    return work(contextFor(tx, { id: person.account.id, role: "parent" }), scope);
  });
}

const fileIt = (given: Given, person = given.camille) =>
  asParent(person, (context, scope) => fileContest(context, { lineId: given.line.id, text: TEXT }, scope));

async function filed(given: Given) {
  const outcome = await fileIt(given);
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.requestId;
}

async function asStaff<Value>(
  { id, role }: { id: string; role: Role },
  work: (context: Context, scope: Awaited<ReturnType<typeof mintOfficeScope>>) => Promise<Value>,
) {
  return transaction(async (tx) =>
    work(contextFor(tx, { id, role }), await mintOfficeScope(tx, { accountId: id, role }, TODAY)),
  );
}

async function agentOf({ place }: Given) {
  return { id: (await aStaffAccount(place.tx, "agent", [place.site.id])).id, role: "agent" as const };
}

const mailsTo = (given: Given) =>
  given.place.tx.mailOutbox.findMany({
    where: { toAddress: given.camille.account.email },
    orderBy: { id: "asc" },
    select: { subject: true, text: true },
  });

describe("a family that contests a line", () => {
  it("files a request that carries the line as it stood, is told by mail, and follows it", async () => {
    const given = await billed();
    const requestId = await filed(given);
    const own = await asParent(given.camille, ({ tx }, scope) => ownWorkRequest(tx, scope, requestId));
    expect(own).toMatchObject({
      ...{ id: requestId, kind: "invoice-line", state: "received", objectId: given.line.id },
      rawAbout: { invoiceId: given.invoice.id, days: ["2026-11-02", "2026-11-03"], amountCents: 400, quantity: 2 },
      entries: [{ side: "family", text: TEXT }],
    });
    const list = await asParent(given.camille, ({ tx }, scope) => ownWork(tx, scope, { state: "open", page: 1 }));
    expect(list.rows.map(({ id }) => id)).toEqual([requestId]);
    const events = await given.place.tx.auditEvent.count({ where: { type: "request.filed" } });
    expect(events).toBeGreaterThan(0);
    const mails = await mailsTo(given);
    expect(mails.at(-1)?.subject).toBe(`Votre demande ${own?.reference} est enregistrée`);
  });

  it("has one open request a line, also when it sends two at once", async () => {
    const given = await billed();
    const answers = await Promise.all([fileIt(given), fileIt(given)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: "already-open" });
    expect(await given.place.tx.familyRequest.count({ where: { objectId: given.line.id } })).toBe(1);
  });

  it("counts its contests among the ten requests of a day", async () => {
    const given = await billed();
    const { household, account } = given.camille;
    const rows = (count: number) =>
      Array.from({ length: count }, () => ({
        ...{ id: newId(), reference: newReference("DEM"), kind: "question", householdId: household.id },
        ...{ accountId: account.id, state: "decided" as const, receivedAt: NOW },
      }));
    await given.place.tx.familyRequest.createMany({ data: rows(10) });
    expect(await fileIt(given)).toEqual({ ok: false, reason: "too-many" });
    const [one] = await given.place.tx.familyRequest.findMany({ where: { accountId: account.id } });
    await given.place.tx.familyRequest.update({
      where: { id: one?.id ?? "" },
      data: { receivedAt: new Date("2026-11-22T22:59:00Z") },
    });
    expect(await fileIt(given)).toMatchObject({ ok: true });
  });

  it("contests and follows nothing of another family, nor a draft", async () => {
    const given = await billed();
    await expect(fileIt(given, given.stranger)).rejects.toThrow();
    const requestId = await filed(given);
    expect(await asParent(given.stranger, ({ tx }, scope) => ownWorkRequest(tx, scope, requestId))).toBeNull();
    const more = { requestId, text: "Bonjour" };
    await expect(asParent(given.stranger, (context, scope) => writeToOffice(context, more, scope))).rejects.toThrow();
    const draft = await given.place.tx.invoice.create({
      data: {
        ...{ id: newId(), regieId: given.place.regie.id, kind: "invoice", state: "draft", month: "2026-12" },
        ...{ householdId: given.camille.household.id, payerId: given.camille.payer.id, recipient: {}, totalCents: 1 },
        createdAt: NOW,
        lines: {
          create: {
            ...{ id: newId(), position: 0, productCode: "GS", labelFr: "x", labelEn: "x", detail: {} },
            ...{ quantity: 1, unitCents: 1, amountCents: 1 },
          },
        },
      },
      include: { lines: true },
    });
    const lineId = draft.lines[0]?.id ?? "";
    await expect(
      asParent(given.camille, (context, scope) => fileContest(context, { lineId, text: TEXT }, scope)),
    ).rejects.toThrow();
  });
});

describe("a contest that comes by letter or telephone", () => {
  const enter = (given: Given, who: { id: string; role: Role }, more: Partial<PaperInput> = {}) =>
    asStaff(who, (context, scope) =>
      enterContest(
        context,
        {
          ...{ lineId: given.line.id, householdId: given.camille.household.id, accountId: given.camille.account.id },
          ...{ channel: "phone", receivedOn: TODAY, text: TEXT, ...more },
        },
        scope,
      ),
    );

  it("stands in the line's place like any other, with its channel", async () => {
    const given = await billed();
    const agent = await agentOf(given);
    const outcome = await enter(given, agent);
    if (!outcome.ok) throw new Error(outcome.reason);
    const where = { id: outcome.requestId };
    const request = await given.place.tx.familyRequest.findUniqueOrThrow({ where });
    expect(request).toMatchObject({ kind: "invoice-line", channel: "phone", objectId: given.line.id });
    expect((await mailsTo(given)).at(-1)?.subject).toContain(outcome.reference);
    expect(await enter(given, agent)).toEqual({ ok: false, reason: "already-open" });
    expect(await fileIt(given)).toEqual({ ok: false, reason: "already-open" });
  });

  it.each([
    ["the first day charged", "2026-11-02", true],
    ["the day after it", "2026-11-03", false],
  ] as const)("is written down for an adult who may read the bill: one who came on %s", async (_when, since, may) => {
    const given = await billed();
    const partner = await aParent(given.place.tx, given.camille.household.id);
    await given.place.tx.householdMember.update({
      where: {
        householdId_guardianId: { householdId: given.camille.household.id, guardianId: partner.guardian.id },
      },
      data: { since: toColumn(since) },
    });
    const agent = await agentOf(given);
    const entered = enter(given, agent, { accountId: partner.account.id });
    if (may) await expect(entered).resolves.toMatchObject({ ok: true });
    else await expect(entered).rejects.toThrow(NotFound);
    const mails = await given.place.tx.mailOutbox.count({ where: { toAddress: partner.account.email } });
    expect(mails > 0).toBe(may);
  });

  it("is written down only by who sees the child, for an adult of the household, on a day that was", async () => {
    const given = await billed();
    const agent = await agentOf(given);
    const elsewhere = { id: (await aStaffAccount(given.place.tx, "agent", [])).id, role: "agent" as const };
    await expect(enter(given, elsewhere)).rejects.toThrow(NotFound);
    const stranger = await family(given.place, "Noé");
    await expect(enter(given, agent, { accountId: stranger.account.id })).rejects.toThrow(NotFound);
    await expect(enter(given, agent, { householdId: stranger.household.id })).rejects.toThrow(NotFound);
    expect(await enter(given, agent, { receivedOn: "2026-11-24" })).toEqual({ ok: false, reason: "future" });
    expect(await enter(given, agent, { receivedOn: "2025-11-21" })).toEqual({ ok: false, reason: "past" });
    expect(await given.place.tx.familyRequest.count({ where: { objectId: given.line.id } })).toBe(0);
    expect(await enter(given, agent, { receivedOn: "2025-11-22", accountId: null })).toMatchObject({ ok: true });
  });
});

describe("the office's answer", () => {
  it("may be a question, then a refusal with its motive, and is final", async () => {
    const given = await billed();
    const requestId = await filed(given);
    const head = { id: given.place.head.id, role: "responsable" as const };
    await asStaff(head, (context, scope) =>
      writeToFamily(context, { requestId, text: "Quel jour ?", waits: "on", templateId: null }, scope),
    );
    await asParent(given.camille, (context, scope) => writeToOffice(context, { requestId, text: "Le 2." }, scope));
    const open = await asParent(given.camille, ({ tx }, scope) => ownWorkRequest(tx, scope, requestId));
    expect(open).toMatchObject({ state: "in_study", entries: [{}, { text: "Quel jour ?" }, { text: "Le 2." }] });
    const motive = "La feuille de présence du 2 novembre est signée.";
    const refuse = () =>
      asStaff(head, (context, scope) => decideRequest(context, { requestId, outcome: "refused", motive }, scope));
    const answers = await Promise.all([refuse(), refuse()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const late = { requestId, text: "Mais enfin." };
    expect(await asParent(given.camille, (context, scope) => writeToOffice(context, late, scope))).toEqual({
      ok: false,
      reason: "ended",
    });
    const done = await asParent(given.camille, ({ tx }, scope) => ownWorkRequest(tx, scope, requestId));
    expect(done).toMatchObject({ outcome: "refused", decidedAt: expect.any(Date), effectId: null });
    expect((await mailsTo(given)).at(-1)?.text).toContain(motive);
    expect(await fileIt(given)).toMatchObject({ ok: true });
  });

  it("may be a credit note of that invoice, in the same transaction", async () => {
    const given = await billed();
    const requestId = await filed(given);
    const head = { id: given.place.head.id, role: "responsable" as const };
    const picks = [{ lineId: given.line.id, take: 200, again: null }];
    const note = { invoiceId: given.invoice.id, picks, cents: 200, reason: "Absence excusée" };
    const answer = (id: string) =>
      asStaff(head, (context, scope) => creditContest(context, { ...note, requestId: id }, scope));
    const accepted = await answer(requestId);
    expect(accepted).toMatchObject({ ok: true });
    const contest = await asParent(given.camille, ({ tx }, scope) => ownWorkRequest(tx, scope, requestId));
    const credit = await given.place.tx.invoice.findFirstOrThrow({ where: { correctsId: given.invoice.id } });
    expect(contest).toMatchObject({ outcome: "accepted", effectKind: "credit-note", effectId: credit.id });
    const where = { type: "invoice.credited", object: `invoice/${given.invoice.id}` };
    const event = await given.place.tx.auditEvent.findFirstOrThrow({ where });
    const owner = { pseudonym: event.subject ?? "" };
    const { wrapped } = await given.place.tx.dataKey.findUniqueOrThrow({ where: owner });
    const key = decrypt(Buffer.from(env().PORTAIL_MASTER_KEY, "base64"), wrapped, owner.pseudonym);
    const parts = await given.place.tx.auditPart.findMany({ where: { eventId: event.id } });
    const told = parts.map(({ part, payload }) => decrypt(key, payload, `${event.id}/${part}`).toString());
    expect(told.join()).toContain(requestId);
    expect(await answer(requestId)).toEqual({ ok: false, reason: "decided" });
    expect(await given.place.tx.invoice.count({ where: { correctsId: given.invoice.id } })).toBe(1);
    await expect(answer(await filed(await billed()))).rejects.toThrow();
  });

  it("gives the credit note also after a proposal was signed, once", async () => {
    const given = await billed();
    const requestId = await filed(given);
    const signed = { state: "decided", outcome: "accepted", decidedAt: NOW } as const;
    await given.place.tx.familyRequest.update({ where: { id: requestId }, data: signed });
    const head = { id: given.place.head.id, role: "responsable" as const };
    const picks = [{ lineId: given.line.id, take: 200, again: null }];
    const note = { invoiceId: given.invoice.id, picks, cents: 200, reason: "Accord signé", requestId };
    const answers = await Promise.all(
      [1, 2].map(() => asStaff(head, (context, scope) => creditContest(context, note, scope))),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers).toContainEqual({ ok: false, reason: "decided" });
    expect(await given.place.tx.invoice.count({ where: { correctsId: given.invoice.id } })).toBe(1);
  });

  it("is given by the head, the régie and the agents of the child's school, and seen by nobody else", async () => {
    const given = await billed();
    const requestId = await filed(given);
    const own = await aStaffAccount(given.place.tx, "agent", [given.place.site.id]);
    const elsewhere = await aStaffAccount(given.place.tx, "agent", []);
    const regie = await aStaffAccount(given.place.tx, "regie");
    const sees = (id: string, role: Role) =>
      asStaff({ id, role }, async ({ tx }, scope) => (await officeRequest(tx, scope, requestId)) !== null);
    expect(await sees(given.place.head.id, "responsable")).toBe(true);
    expect(await sees(own.id, "agent")).toBe(true);
    expect(await sees(regie.id, "regie")).toBe(true);
    expect(await sees(elsewhere.id, "agent")).toBe(false);
    const unseen = await asStaff({ id: elsewhere.id, role: "agent" }, async ({ tx }, scope) =>
      tx.familyRequest.count({ where: await requestsOfOffice(tx, scope) }),
    );
    expect(unseen).toBe(0);
    const onInvoice = await contestsOfInvoice(given.place.tx, [given.line.id]);
    expect(onInvoice.get(given.line.id)).toMatchObject({ id: requestId, step: "received" });
  });
});
