/** Cases of money: one thing is one case, somebody is in charge, and it ends the way its kind may end. Unknown money waits in one. */
import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { openCredits, totalsByAccount } from "@/lib/ledger/queries";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import {
  aHousehold,
  anAccount,
  anIssuedInvoice,
  aPayer,
  aRegie,
  contextFor,
  journalOf,
  TODAY,
} from "@/prisma/fixtures";
import { assignCase, closeCase, openCase } from "./commands-case";
import { type Classification, classifyPayment, openUnknownPayment, sendOn } from "./commands-unknown";
import { caseById, openCaseCount, openCases } from "./queries-case";
import { caseKinds, caseOf, closingsOf, mayEndAs, type Resolution, resolutions } from "./rules-case";

let desk: Awaited<ReturnType<typeof anAccount>>;
beforeAll(async () => {
  desk = await anAccount(db(), { role: "regie", firstName: "Ada", lastName: "Caisse" });
});

const act = <Value>(work: (context: Context) => Promise<Value>) => transaction((tx) => work(contextFor(tx, desk)));
const opened = async () => {
  const regie = await aRegie(db());
  const { caseId } = await act((context) =>
    openCase(context, { kind: "paid-twice", sourceKey: newId(), regieId: regie.id, amountCents: 500 }),
  );
  return { regie, caseId };
};
const close = (caseId: string, resolution: Resolution) =>
  act((context) => closeCase(context, { caseId, resolution, reason: "Vu avec la famille" }));

describe("a case", () => {
  it("is opened once for one thing, even by two at the same moment", async () => {
    const regie = await aRegie(db());
    const wish = { kind: "suspect", sourceKey: newId(), regieId: regie.id, amountCents: 500 } as const;
    const found = await Promise.all([1, 2, 3].map(() => act((context) => openCase(context, wish))));
    expect(new Set(found.map(({ caseId }) => caseId)).size).toBe(1);
    expect(found.filter(({ isNew }) => isNew)).toHaveLength(1);
    const told = (await journalOf(db())).filter(({ object }) => object === `case/${found[0]?.caseId}`);
    expect(told.map(({ type }) => type)).toEqual(["case.opened"]);
    expect(await openCaseCount(db(), regie.id)).toMatchObject({ count: 1 });
  });

  it("goes to the first active person of the régie, to another one, or back to whoever takes it", async () => {
    const { caseId } = await opened();
    expect((await caseById(db(), caseId))?.inCharge).toEqual({ id: desk.id, name: "Ada Caisse" });
    const [other, parent] = [await anAccount(db(), { role: "regie" }), await anAccount(db())];
    const give = (accountId: string | null) => act((context) => assignCase(context, { caseId, accountId }));
    expect(await give(other.id)).toMatchObject({ ok: true });
    expect(await give(parent.id)).toEqual({ ok: false, reason: "no-such-person" });
    expect((await caseById(db(), caseId))?.inCharge?.id).toBe(other.id);
    expect(await give(null)).toMatchObject({ ok: true });
    expect((await caseById(db(), caseId))?.inCharge).toBeNull();
  });

  it("is closed once, in a way its kind may end, with a reason", async () => {
    const { caseId, regie } = await opened();
    for (const other of ["classified", "refunded"] as const) {
      expect(await close(caseId, other)).toEqual({ ok: false, reason: "not-this-way" });
    }
    const twice = await Promise.all([close(caseId, "kept-as-credit"), close(caseId, "kept-as-credit")]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await caseById(db(), caseId))?.closing).toMatchObject({ reason: "Vu avec la famille" });
    expect(await openCases(db(), { regieId: regie.id })).toEqual([]);
    await expect(close(newId(), "refunded")).rejects.toThrow(NotFound);
  });

  it("that only a decision about its money closes cannot be closed with a note", () => {
    for (const kind of ["suspect", "amount-differs", "unknown-payment"] as const) expect(closingsOf(kind)).toEqual([]);
    for (const kind of caseKinds) {
      expect(resolutions.some((resolution) => mayEndAs(kind, resolution))).toBe(true);
      for (const resolution of closingsOf(kind)) expect(mayEndAs(kind, resolution)).toBe(true);
    }
    expect(mayEndAs("paid-twice", "bounced")).toBe(true);
    for (const kind of ["paid-twice", "settled-after-hand-over"] as const) {
      expect(closingsOf(kind)).toEqual(["kept-as-credit"]);
      expect(mayEndAs(kind, "refunded")).toBe(true);
    }
    expect(caseOf("paid_card")).toBeNull();
  });
});

describe("a payment that no attempt knows", () => {
  async function unknown(amountCents = 5000) {
    const [regie, household] = [await aRegie(db()), await aHousehold(db())];
    const payer = await aPayer(db(), {});
    const place = { regieId: regie.id, householdId: household.id, payerId: payer.id };
    const invoice = await anIssuedInvoice(db(), { ...place, sales: [{ productCode: "CANT", amountCents: 4200 }] });
    const wish = {
      regieId: regie.id,
      sourceKey: newId(),
      means: "card",
      amountCents,
      receivedOn: "2026-11-20",
    } as const;
    const { caseId } = await act((context) => openUnknownPayment(context, wish));
    return { place, invoice, wish, caseId, books: () => totalsByAccount(db(), regie.id) };
  }
  const classify = (caseId: string, to: Classification["to"]) =>
    act((context) => classifyPayment(context, { caseId, to, reason: "Relevé, ligne 3" }));
  const credits = async ({ place: { regieId, householdId } }: Awaited<ReturnType<typeof unknown>>) =>
    (await openCredits(db(), { regieId, householdIds: [householdId] })).map(({ leftCents }) => leftCents);

  it("is in the books at once, to be classified, under one case however often it is found", async () => {
    const one = await unknown();
    const again = await act((context) => openUnknownPayment(context, one.wish));
    expect(again).toEqual({ caseId: one.caseId, isNew: false });
    expect(await one.books()).toMatchObject({ card: 5000, to_classify: -5000 });
  });

  it("pays the invoice it is found to be for, with a receipt of its own day; what is too much is a credit", async () => {
    const one = await unknown();
    expect(await classify(one.caseId, { invoiceId: one.invoice.id })).toMatchObject({ ok: true });
    expect(await one.books()).toMatchObject({ card: 5000, to_classify: 0, receivable: 0, credit: -800 });
    expect(await credits(one)).toEqual([800]);
    expect(await openCases(db(), { regieId: one.place.regieId })).toMatchObject([
      { kind: "paid-twice", amountCents: 800, invoice: { id: one.invoice.id } },
    ]);
    const [receipt] = await db().receipt.findMany({ where: { invoiceId: one.invoice.id } });
    expect(receipt).toMatchObject({ amountCents: 5000, means: "card", receivedOn: new Date("2026-11-20T00:00:00Z") });
    expect(await classify(one.caseId, { invoiceId: one.invoice.id })).toEqual({ ok: false, reason: "already-closed" });
  });

  it("becomes the credit of the payer it is found to be of", async () => {
    const one = await unknown();
    const { householdId, payerId } = one.place;
    expect(await classify(one.caseId, { householdId, payerId })).toMatchObject({ ok: true });
    expect(await one.books()).toMatchObject({ card: 5000, to_classify: 0, receivable: 4200, credit: -5000 });
    expect(await credits(one)).toEqual([5000]);
  });

  it("never goes to another régie's invoice, nor to somebody who has none, and then stays where it is", async () => {
    const [one, other] = [await unknown(), await unknown()];
    expect(await classify(one.caseId, { invoiceId: other.invoice.id })).toEqual({ ok: false, reason: "no-invoice" });
    const { householdId, payerId } = other.place;
    expect(await classify(one.caseId, { householdId, payerId })).toEqual({ ok: false, reason: "no-payer" });
    expect(await one.books()).toMatchObject({ card: 5000, to_classify: -5000 });
    expect((await caseById(db(), one.caseId))?.state).toBe("open");
  });

  it("is classified once by two at the same moment", async () => {
    const one = await unknown();
    const twice = await Promise.all([1, 2].map(() => classify(one.caseId, { invoiceId: one.invoice.id })));
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().receipt.count({ where: { invoiceId: one.invoice.id } })).toBe(1);
  });

  it.each(["returned", "passed-on"] as const)(
    "is %s on a day it can be, and leaves nothing to classify",
    async (way) => {
      const one = await unknown();
      const send = (day: string) =>
        act((context) =>
          sendOn(context, { caseId: one.caseId, way, day, reference: "VIR 7", reason: "Autre commune" }),
        );
      expect(await send("2026-11-19")).toEqual({ ok: false, reason: "before-day" });
      expect(await send("2026-11-24")).toEqual({ ok: false, reason: "future" });
      const twice = await Promise.all([send("2026-11-20"), send(TODAY)]);
      expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await one.books()).toMatchObject({ card: 0, to_classify: 0 });
      expect(await caseById(db(), one.caseId)).toMatchObject({
        ...{ state: "closed", inCharge: { id: desk.id } },
        closing: { resolution: way, reason: "VIR 7. Autre commune" },
      });
      expect(await classify(one.caseId, { invoiceId: one.invoice.id })).toEqual({
        ok: false,
        reason: "already-closed",
      });
    },
  );

  it("of no money, or of half a cent, is refused before anything is written", async () => {
    const regie = await aRegie(db());
    for (const amountCents of [0, -5, 19.99]) {
      const wish = { regieId: regie.id, sourceKey: newId(), means: "card", amountCents, receivedOn: TODAY } as const;
      await expect(act((context) => openUnknownPayment(context, wish))).rejects.toThrow();
    }
    expect(await openCaseCount(db(), regie.id)).toMatchObject({ count: 0 });
  });
});
