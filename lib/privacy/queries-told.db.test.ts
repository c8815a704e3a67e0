/** The files of a copy are those that the family's own pages give, and nobody else's. */
import { beforeAll, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { post } from "@/lib/ledger/commands";
import { paymentLines } from "@/lib/ledger/rules";
import { db } from "@/lib/server/db";
import { NOW, TODAY } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { act, family, issue, town } from "@/prisma/fixtures/month";
import { type Home, type TwoHomes, twoHomes } from "@/prisma/testing/families/two-homes";
import { paperFiles } from "./queries-told";

let world: TwoHomes;
beforeAll(async () => {
  world = await twoHomes(db());
});

/** A question with a letter and a signed conclusion; an unsigned proposal is no paper. */
async function asked(reference: string, home: Home, isPrivate = false) {
  const [id, at] = [newId(), { at: NOW }];
  await db().familyRequest.create({
    data: {
      ...{ id, reference, kind: "question", state: "decided", receivedAt: NOW, isPrivate, childId: world.childId },
      ...{ householdId: home.householdId, accountId: home.accountId },
      entries: {
        create: [
          { id: newId(), kind: "message", side: "family", text: "Bonjour", authorId: home.accountId, ...at },
          { id: newId(), kind: "letter", side: "office", title: "Réponse", text: "Madame,", ...at },
          { id: newId(), kind: "note", side: "office", text: "Note interne", ...at },
        ],
      },
    },
  });
  const proposal = { requestId: id, text: "Nous proposons.", sha256: "a".repeat(64), madeAt: NOW };
  const signed = { state: "signed", answeredAt: NOW, answererId: home.accountId, signer: "Camille" };
  await db().requestProposal.create({
    data: { id: newId(), ...proposal, version: 1, kind: "proposal", state: "open" },
  });
  await db().requestProposal.create({ data: { id: newId(), ...proposal, version: 2, kind: "conclusion", ...signed } });
}

async function namesOf(home: Home): Promise<string[]> {
  const scope = await mintFamilyScope(db(), home.accountId, TODAY);
  if (!scope) throw new Error("no scope");
  const files = await paperFiles(db(), { scope, locale: "fr", now: NOW });
  for (const { name, bytes } of files) expect(Buffer.from(bytes).subarray(0, 5).toString(), name).toBe("%PDF-");
  return files.map(({ name }) => name);
}

it("holds the receipt, the letters and the signed agreements of one's own requests, and none of the other parent's", async () => {
  await asked("D-CAMILLE", world.camille);
  await asked("D-SACHA", world.sacha);
  const own = ["recepisse", "lettre-1", "accord-2"].map((paper) => `demandes/D-CAMILLE-${paper}.pdf`);
  const names = await namesOf(world.camille);
  expect(names.filter((name) => name.includes("/D-CAMILLE"))).toEqual(own);
  expect(names.join()).not.toContain("D-SACHA");
  expect((await namesOf(world.sacha)).join()).not.toContain("D-CAMILLE");
});

it("holds the certificate of each year in which care was paid", async () => {
  const place = await town();
  const { account, household, child, payer } = await family(place);
  await db().child.update({ where: { id: child.id }, data: { birthDate: toColumn("2021-05-04") } });
  const [day] = place.days;
  await aBooking(place.tx, { childId: child.id, activityDayId: day?.id ?? "", householdId: household.id });
  const { runId } = await issue(place);
  const { id: invoiceId } = await db().invoice.findFirstOrThrow({ where: { runId } });
  const scope = await mintFamilyScope(db(), account.id, TODAY);
  if (!scope) throw new Error("no scope");
  const certificates = async () => (await paperFiles(db(), { scope, locale: "fr", now: NOW })).map(({ name }) => name);
  expect(await certificates()).toEqual([]);
  const lines = paymentLines({ invoiceId, householdId: household.id, payerId: payer.id }, "card", 200);
  const entry = { regieId: place.regie.id, kind: "payment.received" as const, sourceId: newId(), day: TODAY, lines };
  await act(place, (context) => post(context, [entry]));
  expect(await certificates()).toEqual([`attestations/${TODAY.slice(0, 4)}-1.pdf`]);
});
