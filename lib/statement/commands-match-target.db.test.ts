/** What a browser posts as the target of a line is held against its régie and its amount. */
import { describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { NOW } from "@/prisma/fixtures";
import { aDebitRegie, aDebtor, atBank, IBAN, sign } from "@/prisma/fixtures/debit";
import { bring, match, only, wish } from "@/prisma/testing/matching";
import { aDebt, type Debt } from "@/prisma/testing/payments";
import { aCamt } from "@/prisma/testing/statements";

describe("a target that a browser posted", () => {
  const aRemittance = async (regieId: string) => {
    const id = newId();
    const day = toColumn("2026-11-06");
    const data = { id, regieId, year: 2026, number: 1, remittedOn: day, amounts: {}, totalCents: 5000, createdAt: NOW };
    await db().remittance.create({ data });
    return id;
  };
  const aBatch = async (regieId: string) => {
    const id = newId();
    const file = { version: "x", debits: 0, sha256: "0".repeat(64), bytes: new Uint8Array(1) };
    const data = { id, regieId, year: 2026, number: 1, collectOn: toColumn("2026-11-06"), totalCents: 5000, ...file };
    await db().debitBatch.create({ data: { ...data, createdAt: NOW } });
    return id;
  };
  const aMovement = async (debt: Debt, cents: number) => {
    await bring(debt.regie.id, aCamt([{ day: "2026-11-06", cents, label: "X" }]));
    return (await only(debt.regie.id)).id;
  };

  it.each(["receipt", "remittance", "deposit", "payout", "batch", "debit", "claim", "bordereau", "case"] as const)(
    "and that is no %s of the régie is refused",
    async (kind) => {
      const lineId = await aMovement(await aDebt(), 5000);
      const outcome = await match(wish(lineId, { target: { kind, id: newId() } }));
      expect(outcome).toEqual({ ok: false, reason: "other-regie" });
    },
  );

  it("and that is another régie's is refused", async () => {
    const [debt, other] = [await aDebt(), await aDebt()];
    const lineId = await aMovement(debt, -5000);
    const targets = [
      { kind: "remittance" as const, id: await aRemittance(other.regie.id) },
      { kind: "batch" as const, id: await aBatch(other.regie.id) },
    ];
    for (const target of targets) {
      expect(await match(wish(lineId, { target }))).toEqual({ ok: false, reason: "other-regie" });
    }
  });

  it.each([
    [-5000, { ok: true }],
    [-4999, { ok: false, reason: "other-amount" }],
    [5000, { ok: false, reason: "other-amount" }],
  ])("and that is a remittance of 50 € against a movement of %d cents", async (cents, expected) => {
    const debt = await aDebt();
    const lineId = await aMovement(debt, cents);
    const target = { kind: "remittance" as const, id: await aRemittance(debt.regie.id) };
    expect(await match(wish(lineId, { target }))).toMatchObject(expected);
  });

  it.each([
    ["the whole file, on a day that has not come", 3998, "not-open"],
    ["a cent more", 3999, "other-amount"],
    ["one debit of two", 1999, "other-amount"],
  ])("and that is a file of two debits against %s is refused for that", async (_name, cents, reason) => {
    const place = await aDebitRegie();
    for (const debtor of [await aDebtor(place), await aDebtor(place)]) await sign(place, debtor);
    const { batchId } = await atBank(place);
    await bring(place.regie.id, aCamt([{ day: "2026-12-07", cents, label: "X" }], { iban: IBAN }));
    const { id: lineId } = await only(place.regie.id);
    const target = { kind: "batch" as const, id: batchId };
    expect(await match(wish(lineId, { target }))).toEqual({ ok: false, reason });
    expect(await db().debitItem.count({ where: { batchId, state: "sent" } })).toBe(2);
  });

  it("and that is a debit that came back for another amount is refused", async () => {
    const place = await aDebitRegie();
    await sign(place, await aDebtor(place));
    const { batchId } = await atBank(place);
    const item = await db().debitItem.findFirstOrThrow({ where: { batchId } });
    await bring(place.regie.id, aCamt([{ day: "2026-12-08", cents: -1998, label: "X" }], { iban: IBAN }));
    const { id: lineId } = await only(place.regie.id);
    const target = { kind: "debit" as const, id: item.id };
    expect(await match(wish(lineId, { target }))).toEqual({ ok: false, reason: "other-amount" });
    expect((await db().debitItem.findUniqueOrThrow({ where: { id: item.id } })).state).toBe("sent");
  });
});
