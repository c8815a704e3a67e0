/** Money of the treasury for a whole role: each claim gets its own part, and no cent is entered twice. */
import { expect, it } from "vitest";
import { takeClaimAnswer } from "@/lib/claim/commands-answer";
import { movedBy } from "@/lib/claim/queries-moved";
import { newId } from "@/lib/kernel/ids";
import { totalsByAccount } from "@/lib/ledger/queries";
import { db, transaction } from "@/lib/server/db";
import { contextFor, TODAY } from "@/prisma/fixtures";
import { aTown, claimOf, handed } from "@/prisma/testing/claims";
import { applyMatch, type HeldLine } from "./commands-effect";

const WHOLE = 9482;

/** A role of three claims, of which 10 € of the first came in before. */
async function aRole() {
  const town = await aTown();
  const families = [await town.family(), await town.family(), await town.family()];
  await handed(town, families);
  const [first] = await Promise.all(families.map(claimOf));
  const { id: claimId = "", lotId = "" } = first ?? {};
  const said = { kind: "money", origin: "02", amountCents: 1000 } as const;
  const collected = { claimId, lineId: newId(), day: TODAY, said };
  expect(await transaction((tx) => takeClaimAnswer(contextFor(tx, null), collected))).toMatchObject({ ok: true });
  const answer = (amountCents: number, origin = "02") => {
    const line: HeldLine = {
      ...{ id: newId(), regieId: town.regie.id, kind: "pes-money", day: TODAY, amountCents, reference: "" },
      detail: { origin },
    };
    const target = { kind: "bordereau", id: lotId } as const;
    const outcome = transaction((tx) => applyMatch(contextFor(tx, null), line, target));
    return outcome.then((result) => ({ result, lineId: line.id }));
  };
  const states = async () => (await Promise.all(families.map(claimOf))).map(({ state }) => state);
  return { town, lotId, claimId, answer, states };
}

it("settles each claim with what is left of it, and shows the split", async () => {
  const { town, lotId, claimId, answer, states } = await aRole();
  const { result, lineId } = await answer(3 * WHOLE - 1000);
  expect(result).toEqual({ ok: true });
  expect(await states()).toEqual(["settled", "settled", "settled"]);
  expect(await totalsByAccount(db(), town.regie.id)).toMatchObject({ claim: 0, treasury_collected: 3 * WHOLE });
  const split = await movedBy(db(), lineId, { lotId });
  expect(split.map(({ cents }) => cents).sort((a, b) => a - b)).toEqual([WHOLE - 1000, WHOLE, WHOLE]);
  expect(new Set(split.map(({ what }) => what))).toEqual(new Set(["claim.collected"]));
  expect(await movedBy(db(), lineId, { id: claimId })).toMatchObject([{ cents: WHOLE - 1000 }]);
});

it.each([
  ["a cent less than is left", 3 * WHOLE - 1001],
  ["a cent more", 3 * WHOLE - 999],
  ["what one claim was", WHOLE],
])("of %s is refused, and enters nothing", async (_name, cents) => {
  const { town, answer, states } = await aRole();
  expect((await answer(cents)).result).toEqual({ ok: false, reason: "other-amount" });
  expect((await states()).filter((state) => state === "settled")).toEqual([]);
  expect(await totalsByAccount(db(), town.regie.id)).toMatchObject({ treasury_collected: 1000 });
});
