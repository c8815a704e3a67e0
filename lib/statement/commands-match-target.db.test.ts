/** What a browser posts as the target of a line is held against its régie and its amount. */
import { describe, expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { NOW } from "@/prisma/fixtures";
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
});
