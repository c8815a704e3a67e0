/** What the treasury says of a whole role: an answer moves each claim by its own part; a sum is nobody's, and enters nothing. */
import { expect, it } from "vitest";
import { handOver } from "@/lib/claim/commands";
import { takeClaimAnswer } from "@/lib/claim/commands-answer";
import { movedBy } from "@/lib/claim/queries-moved";
import { newId } from "@/lib/kernel/ids";
import { totalsByAccount } from "@/lib/ledger/queries";
import { db, transaction } from "@/lib/server/db";
import { contextFor, TODAY } from "@/prisma/fixtures";
import { aCrowd, aTown, claimOf, handed } from "@/prisma/testing/claims";
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
  expect(split).toMatchObject({ count: 3, totalCents: 3 * WHOLE - 1000 });
  expect(split.shown.map(({ cents }) => cents).sort((a, b) => a - b)).toEqual([WHOLE - 1000, WHOLE, WHOLE]);
  expect(new Set(split.shown.map(({ what }) => what))).toEqual(new Set(["claim.returned"]));
  const numbers = split.shown.map(({ number }) => number);
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  const own = await movedBy(db(), lineId, { id: claimId });
  expect(own).toMatchObject({ shown: [{ cents: WHOLE - 1000 }], count: 1, totalCents: WHOLE - 1000 });
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

it("of a long role shows the first hundred claims, and counts them all", async () => {
  const town = await aTown();
  const invoiceIds = await aCrowd(town, 101);
  const slip = { kind: "role" as const, subject: "Périscolaire", bordereau: null, firstPiece: null, noticeOn: null };
  const wish = { regieId: town.regie.id, invoiceIds, ...slip };
  expect(await transaction((tx) => handOver(contextFor(tx, town.regisseur), wish))).toMatchObject({ ok: true });
  const { lotId } = await db().treasuryClaim.findFirstOrThrow({ where: { invoiceId: { in: invoiceIds } } });
  const line: HeldLine = {
    ...{ id: newId(), regieId: town.regie.id, kind: "pes-state", day: TODAY, amountCents: 0, reference: "" },
    detail: { state: "04" },
  };
  const target = { kind: "bordereau", id: lotId } as const;
  expect(await transaction((tx) => applyMatch(contextFor(tx, null), line, target))).toEqual({ ok: true });
  const { shown, count, totalCents } = await movedBy(db(), line.id, { lotId });
  expect([shown.length, count, totalCents]).toEqual([100, 101, 101 * WHOLE]);
}, 120_000);
