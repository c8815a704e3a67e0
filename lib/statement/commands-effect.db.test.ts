/** What the treasury says of a whole role: an answer moves each claim by its own part; a sum is nobody's, and enters nothing. */
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
  const answer = (said: Pick<HeldLine, "kind" | "amountCents" | "detail">) => {
    const line: HeldLine = { id: newId(), regieId: town.regie.id, day: TODAY, reference: "", ...said };
    const target = { kind: "bordereau", id: lotId } as const;
    const outcome = transaction((tx) => applyMatch(contextFor(tx, null), line, target));
    return outcome.then((result) => ({ result, lineId: line.id }));
  };
  const states = async () => (await Promise.all(families.map(claimOf))).map(({ state }) => state);
  return { town, lotId, claimId, answer, states };
}

it("refused as a whole, each claim goes back with what is left of it, and the split is shown", async () => {
  const { town, lotId, claimId, answer, states } = await aRole();
  const { result, lineId } = await answer({ kind: "pes-state", amountCents: 0, detail: { state: "04" } });
  expect(result).toEqual({ ok: true });
  expect(await states()).toEqual(["refused", "refused", "refused"]);
  expect(await totalsByAccount(db(), town.regie.id)).toMatchObject({ claim: 0, treasury_collected: 1000 });
  const split = await movedBy(db(), lineId, { lotId });
  expect(split.map(({ cents }) => cents).sort((a, b) => a - b)).toEqual([WHOLE - 1000, WHOLE, WHOLE]);
  expect(new Set(split.map(({ what }) => what))).toEqual(new Set(["claim.returned"]));
  expect(await movedBy(db(), lineId, { id: claimId })).toMatchObject([{ cents: WHOLE - 1000 }]);
});

it.each([
  ["all that is left of it", 3 * WHOLE - 1000, "02"],
  ["what one claim was", WHOLE, "02"],
  ["an origin that nobody knows", 3 * WHOLE - 1000, "99"],
])("a sum for the role, %s, is refused, and enters nothing", async (_name, amountCents, origin) => {
  const { town, answer, states } = await aRole();
  const { result } = await answer({ kind: "pes-money", amountCents, detail: { origin } });
  expect(result).toEqual({ ok: false, reason: "unclear" });
  expect((await states()).filter((state) => state === "settled")).toEqual([]);
  expect(await totalsByAccount(db(), town.regie.id)).toMatchObject({ treasury_collected: 1000 });
});
