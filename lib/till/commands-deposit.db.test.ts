/** Slips, remittances and handovers on a real database: no cheque on two slips, no euro paid over twice, and both names on a handover. */
import { describe, expect, it } from "vitest";
import { db, transaction } from "@/lib/server/db";
import { anAccount, contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import { aTill, books, type Till, taken } from "@/prisma/testing/till";
import { makeRemittance } from "./commands";
import { makeDeposit } from "./commands-deposit";
import { acceptTill, handTillOver } from "./commands-handover";
import { reverseByHand } from "./commands-reverse";
import { tillOf } from "./queries";
import { papersInHand, printedRemittance, printedSlip } from "./queries-papers";
import { receiptList } from "./queries-receipts";
import { handoverSchema, remittanceSchema } from "./schema";

type Person = { id: string; role: "regie" };
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

function deposit(till: Till, receipts: string[], by: Partial<{ means: "cheque" | "cesu"; depositedOn: string }> = {}) {
  const wish = { regieId: till.regie.id, means: "cheque" as const, depositedOn: TODAY, receipts, ...by };
  return transaction((tx) => makeDeposit(contextFor(tx, till.regisseur), wish));
}

function remit(till: Till, amounts: Record<string, string>, given: { on?: string; now?: Date } = {}) {
  const { on = TODAY, now = NOW } = given;
  const wish = remittanceSchema.parse({ regieId: till.regie.id, remittedOn: on, amounts });
  return transaction((tx) => makeRemittance(contextFor(tx, till.regisseur, now), wish));
}

async function cheques(till: Till, count: number): Promise<string[]> {
  const { id } = await till.invoice();
  const ids: string[] = [];
  for (let one = 0; one < count; one += 1) ids.push(await taken(till, id, { means: "cheque", amount: 1000 + one }));
  return ids;
}

describe("a deposit slip", () => {
  it("holds the chosen cheques under a number, with their list and total", async () => {
    const till = await aTill();
    const [first = "", second = "", third = ""] = await cheques(till, 3);
    const slip = await deposit(till, [first, second]);
    expect(slip).toMatchObject({ ok: true, year: 2026, number: 1 });
    const printed = await printedSlip(db(), slip.ok ? slip.slipId : "");
    expect(printed).toMatchObject({ receipts: 2, totalCents: 2001, by: "Camille Durand", day: TODAY });
    expect(printed?.papers.map((paper) => [paper.id, paper.chequeNumber])).toEqual([
      [first, "1234567"],
      [second, "1234567"],
    ]);
    expect((await papersInHand(db(), till.regie.id)).map((paper) => paper.id)).toEqual([third]);
    const till2 = await tillOf(db(), till.regie.id, TODAY);
    expect(till2.lines).toEqual([{ means: "cheque", inHandCents: 3003, sinceCents: 3003, depositedCents: 2001 }]);
  });

  it("shares no cheque with another made at the same time, and the numbers have no hole", async () => {
    const till = await aTill();
    const ids = await cheques(till, 4);
    const slips = await Promise.all([
      deposit(till, ids.slice(0, 3)),
      deposit(till, ids.slice(1, 4)),
      deposit(till, ids),
      deposit(till, ids.slice(3)),
    ]);
    const made = slips.filter((slip) => slip.ok);
    expect(slips.filter((slip) => !slip.ok).every((slip) => !slip.ok && slip.reason === "not-in-hand")).toBe(true);
    const rows = await db().depositSlip.findMany({ where: { regieId: till.regie.id }, orderBy: { number: "asc" } });
    expect(rows.map((row) => row.number)).toEqual(made.map((_, index) => index + 1));
    const held = await db().receipt.groupBy({
      by: ["depositId"],
      where: { id: { in: ids }, depositId: { not: null } },
      _count: true,
      _sum: { amountCents: true },
    });
    for (const row of rows) {
      const own = held.find((one) => one.depositId === row.id);
      expect([own?._count, own?._sum.amountCents]).toEqual([row.receipts, row.totalCents]);
    }
  });

  it("takes no cheque taken back, of another means, of another régie, before it came, or tomorrow", async () => {
    const till = await aTill();
    const [first = "", second = ""] = await cheques(till, 2);
    await transaction((tx) =>
      reverseByHand(contextFor(tx, till.regisseur), { receiptId: first, kind: "mistake", motive: "Erreur" }),
    );
    expect(await deposit(till, [first])).toMatchObject({ reason: "not-in-hand" });
    expect(await deposit(till, [second], { means: "cesu" })).toMatchObject({ reason: "not-in-hand" });
    expect(await deposit(await aTill(), [second])).toMatchObject({ reason: "not-in-hand" });
    expect(await deposit(till, [second], { depositedOn: "2026-11-22" })).toMatchObject({ reason: "before-receipt" });
    expect(await deposit(till, [second], { depositedOn: "2026-11-24" })).toMatchObject({ reason: "future" });
    expect(await deposit(till, [second])).toMatchObject({ ok: true, number: 1 });
  });
});

describe("a remittance", () => {
  it("takes what is in hand out of the till, under a number, and into what was handed over", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    await taken(till, id, { means: "cash", amount: 5000 });
    await taken(till, id, { means: "cheque", amount: 1000 });
    const made = await remit(till, { cash: "40", cheque: "10" });
    expect(made).toMatchObject({ ok: true, number: 1 });
    expect(await books(till)).toMatchObject({ cash: 1000, cheque: 0, handed_over: 5000 });
    expect(await printedRemittance(db(), made.ok ? made.remittanceId : "")).toMatchObject({
      ...{ totalCents: 5000, amounts: { cash: 4000, cheque: 1000 } },
    });
    const state = await tillOf(db(), till.regie.id, TODAY);
    expect(state).toMatchObject({ inHandCents: 1000, sinceCents: 0, lastRemittance: { number: 1, day: TODAY } });
    expect(state.due).toEqual({ dueOn: "2026-12-23", isOverdue: false });
  });

  it("pays each euro over once when four are made at once", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    await taken(till, id, { means: "cash", amount: 5000 });
    const made = await Promise.all(Array.from({ length: 4 }, () => remit(till, { cash: "50" })));
    expect(made.filter((one) => one.ok)).toHaveLength(1);
    expect(await books(till)).toMatchObject({ cash: 0, handed_over: 5000 });
    expect((await journalOf(db())).filter((event) => event.type === "till.refused").length).toBeGreaterThanOrEqual(3);
  });

  it("is refused for nothing, for more than is in hand, and for tomorrow", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    await taken(till, id, { means: "cash", amount: 5000 });
    expect(await remit(till, {})).toMatchObject({ reason: "nothing" });
    expect(await remit(till, { cash: "50,01" })).toMatchObject({ reason: "more-than-in-hand" });
    expect(await remit(till, { cash: "1" }, { on: "2026-11-24" })).toMatchObject({ reason: "future" });
    expect(await db().remittance.count({ where: { regieId: till.regie.id } })).toBe(0);
  });

  it("is due thirty days after the first receipt since the last one that emptied the till", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    await taken(till, id, { means: "cash", amount: 5000, receivedOn: "2026-11-10" });
    expect((await tillOf(db(), till.regie.id, "2026-12-10")).due).toEqual({ dueOn: "2026-12-10", isOverdue: false });
    expect((await tillOf(db(), till.regie.id, "2026-12-11")).due).toMatchObject({ isOverdue: true });
    await remit(till, { cash: "50" }, { now: later(5) });
    expect((await tillOf(db(), till.regie.id, "2027-06-01")).due).toBeNull();
  });
});

describe("a handover", () => {
  const hand = (till: Till, to: { id: string }, counted: Record<string, string>, note = "") =>
    transaction((tx) =>
      handTillOver(
        contextFor(tx, till.regisseur),
        handoverSchema.parse({ regieId: till.regie.id, toId: to.id, counted, note }),
      ),
    );
  const accept = (handoverId: string, by: Person, now = NOW) =>
    transaction((tx) => acceptTill(contextFor(tx, by, now), { handoverId }));
  const person = ({ id }: { id: string }): Person => ({ id, role: "regie" });

  it("names both, needs a note for a difference, and is accepted by the other alone, once", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    await taken(till, id, { means: "cash", amount: 5000 });
    expect(await hand(till, till.deputy, { cash: "49" })).toMatchObject({ reason: "needs-note" });
    expect(await hand(till, till.regisseur, { cash: "50" })).toMatchObject({ reason: "no-such-person" });
    expect(await hand(till, await anAccount(db()), { cash: "50" })).toMatchObject({ reason: "no-such-person" });
    const made = await hand(till, till.deputy, { cash: "49" }, "Un euro manque, signalé au comptable");
    const handoverId = made.ok ? made.handoverId : "";
    expect(await accept(handoverId, person(till.regisseur))).toMatchObject({ reason: "not-yours" });
    const accepted = await Promise.all([1, 2, 3].map(() => accept(handoverId, person(till.deputy))));
    expect(accepted.filter((one) => one.ok)).toHaveLength(1);
    expect(await db().tillHandover.findUniqueOrThrow({ where: { id: handoverId } })).toMatchObject({
      ...{ fromId: till.regisseur.id, toId: till.deputy.id, acceptedAt: NOW },
      ...{ booked: { cash: 5000 }, counted: { cash: 4900 } },
    });
  });

  it("is not accepted once money moved, nor once another one stands in its place", async () => {
    const till = await aTill();
    const { id } = await till.invoice();
    const first = await hand(till, till.deputy, {});
    await taken(till, id, { means: "cash", amount: 5000 });
    expect(await accept(first.ok ? first.handoverId : "", person(till.deputy))).toMatchObject({ reason: "moved" });
    const second = await hand(till, till.deputy, { cash: "50" });
    expect(await accept(first.ok ? first.handoverId : "", person(till.deputy))).toMatchObject({ reason: "superseded" });
    expect(await accept(second.ok ? second.handoverId : "", person(till.deputy))).toMatchObject({ ok: true });
  });
});

it("lists receipts by day, means and number, with what became of each", async () => {
  const till = await aTill();
  const [first = "", second = ""] = await cheques(till, 2);
  await deposit(till, [first]);
  await transaction((tx) =>
    reverseByHand(contextFor(tx, till.regisseur), { receiptId: second, kind: "mistake", motive: "Erreur" }),
  );
  const days = { regieId: till.regie.id, since: TODAY, until: TODAY };
  const all = await receiptList(db(), days);
  expect(all).toMatchObject({ count: 3, totalCents: 1000 });
  expect(all.rows.map(({ number, slip, reverses }) => [number, slip?.number, reverses?.number])).toEqual([
    [3, undefined, 2],
    [2, undefined, undefined],
    [1, 1, undefined],
  ]);
  expect((await receiptList(db(), { ...days, means: "cash" })).rows).toEqual([]);
  expect((await receiptList(db(), { ...days, number: "2026-000002" })).rows.map((row) => row.id)).toEqual([second]);
  expect((await receiptList(db(), { ...days, number: "2025-000002" })).rows).toEqual([]);
});
