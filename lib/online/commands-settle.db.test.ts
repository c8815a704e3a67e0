/** What becomes of a payment, against the real double over HTTP: settled once, or never, or set aside. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/server/db";
import {
  aDebt,
  attempt,
  begin,
  DAY,
  due,
  type Letter,
  later,
  mailsTo,
  open,
  receipts,
  started,
  startTreasury,
  told,
} from "@/prisma/testing/payments";
import { pollOpen, settle, settleIdop } from "./commands-settle";
import { openPayment } from "./commands-start";

let treasury: Awaited<ReturnType<typeof startTreasury>>;

beforeAll(async () => {
  treasury = await startTreasury({ PORTAIL_DEMO: "1" });
});
afterAll(() => treasury.close());
beforeEach(() => treasury.behaveWell());

describe("a payment by card", () => {
  it("settles the invoice once: receipt, books, journal and mail", async () => {
    const debt = await aDebt();
    const { id, idop, url } = await open(debt);
    expect(url).toBe(`${treasury.url}/tpa/paiementws.web?idop=${idop}`);
    expect(await settle(id, later(1))).toBe("pending");
    await treasury.press(idop, "P");
    expect(await settle(id, later(2))).toBe("paid_card");
    expect(await due(debt)).toBe(0);
    expect(await receipts(debt)).toMatchObject([{ attemptId: id, means: "card", amountCents: 9482, number: 1 }]);
    expect(await told(id)).toEqual([
      "payment.started",
      "payment.asked",
      "payment.state-changed",
      "payment.asked",
      "payment.asked",
      "payment.confirmed",
    ]);
    const [mail] = await db().mailOutbox.findMany({ where: { householdId: debt.household.id } });
    expect(mail).toMatchObject({ toAddress: debt.account.email });
    expect(`${mail?.subject}\n${mail?.text}`).toContain("94,82\u00a0€");
    expect(mail?.text).not.toMatch(/\{\w+\}/);
  });

  it("settles once when notification, return, job and command line all come at the same moment", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "P");
    const states = await Promise.all([1, 2, 3, 4, 5].map(() => settleIdop(idop, later(2))));
    expect(states).toEqual(Array(5).fill("paid_card"));
    expect(await receipts(debt)).toHaveLength(1);
    expect(await due(debt)).toBe(0);
    expect((await told(id)).filter((type) => type === "payment.confirmed")).toHaveLength(1);
  });
});

describe("a payment that PayFiP does not confirm at once", () => {
  it("by direct debit is paid, and says so", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "V");
    expect(await settle(id, later(2))).toBe("paid_debit");
    expect(await receipts(debt)).toMatchObject([{ means: "debit", amountCents: 9482 }]);
  });

  it("by a direct debit that bounces takes the receipt back, and the family owes again", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "V");
    await settle(id, later(2));
    await treasury.control("POST", "result", { idop, resultrans: "Z" });
    expect(await settle(id, later(3 * DAY))).toBe("rejected_later");
    expect(await due(debt)).toBe(9482);
    expect((await receipts(debt)).map((receipt) => receipt.amountCents).sort()).toEqual([-9482, 9482]);
    expect(await mailsTo(debt)).toEqual([expect.stringContaining("Paiement reçu"), expect.stringContaining("rejeté")]);
    expect(await settle(id, later(4 * DAY))).toBe("rejected_later");
    expect(await receipts(debt)).toHaveLength(2);
  });

  it("is refused by the bank: nothing is paid, and the family may start again", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "R");
    expect(await settle(id, later(2))).toBe("refused");
    expect(await due(debt)).toBe(9482);
    const second = await open(debt, later(5));
    await treasury.press(second.idop, "P");
    expect(await settle(second.id, later(6))).toBe("paid_card");
    expect(await due(debt)).toBe(0);
  });

  it("is given up: still waiting under 20 minutes, cancelled from 20 on, and paid all the same if the payer came back", async () => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "A");
    expect(await settle(id, later(19))).toBe("pending");
    expect(await settle(id, later(20))).toBe("cancelled");
    await treasury.control("POST", "result", { idop, resultrans: "P" });
    expect(await settle(id, later(61))).toBe("paid_card");
    expect(await receipts(debt)).toHaveLength(1);
  });

  it("without any result expires after 20 minutes, and only because PayFiP was asked", async () => {
    const debt = await aDebt();
    const { id } = await open(debt);
    expect(await settle(id, later(19))).toBe("pending");
    await treasury.behave({ answerHtml: true });
    expect(await settle(id, later(30))).toBe("pending");
    await treasury.behaveWell();
    expect(await settle(id, later(31))).toBe("expired");
  });

  it("is settled by the first question that is answered, when the notification never comes and answers get lost", async () => {
    const debt = await aDebt();
    await treasury.behave({ notifyNever: true });
    const { id, idop } = await open(debt);
    await treasury.press(idop, "P");
    await treasury.behave({ truncateAnswers: true });
    expect(await settle(id, later(1))).toBe("pending");
    expect(await settle(id, later(3))).toBe("pending");
    await treasury.behave({ truncateAnswers: false });
    expect((await pollOpen(later(10))).find((polled) => polled.id === id)).toMatchObject({ after: "paid_card" });
    const kept = await db().paymentAnswer.findMany({ where: { attemptId: id }, orderBy: { askedAt: "asc" } });
    expect(kept.map((answer) => answer.outcome)).toEqual(["opened", "transport", "transport", "paid"]);
  });

  it.each([
    ["another amount", { montant: "1" }, "amount_differs"],
    ["another reference", { refdet: "PER2026999999" }, "suspect"],
    ["another mode", { saisie: "W" }, "suspect"],
  ] as const)("with %s is never paid, and waits for a person", async (_, overrideFields, state) => {
    const debt = await aDebt();
    const { id, idop } = await open(debt);
    await treasury.press(idop, "P");
    await treasury.behave({ overrideFields });
    expect(await settle(id, later(2))).toBe(state);
    expect(await due(debt)).toBe(9482);
    expect(await receipts(debt)).toEqual([]);
  });
});

it("says nothing of an operation it does not know, and makes no call for it", async () => {
  expect(await settleIdop("00000000-0000-4000-8000-000000000000", started)).toBeNull();
});

it("leaves nothing unknown when a third of the answers and every notification are lost", async () => {
  await treasury.behave({ loseAnswers: 0.3, notifyNever: true });
  const letters: Letter[] = ["P", "V", "R", "A", "P"];
  const ids: string[] = [];
  for (const letter of letters) {
    const id = await begin(await aDebt());
    ids.push(id);
    await openPayment(id, started);
    const { idop } = await attempt(id);
    if (idop) await treasury.press(idop, letter);
  }
  for (const minutes of [1, 3, 10, 20, 60, DAY, DAY + 600]) {
    for (const id of ids) await settle(id, later(minutes));
  }
  const states = await Promise.all(ids.map(async (id) => (await attempt(id)).state));
  for (const state of states) expect(["paid_card", "paid_debit", "refused", "cancelled", "expired"]).toContain(state);
  const settled = await db().paymentAttempt.findMany({
    where: { id: { in: ids }, state: { in: ["paid_card", "paid_debit"] } },
  });
  expect(await db().receipt.count({ where: { attemptId: { in: ids } } })).toBe(settled.length);
});
