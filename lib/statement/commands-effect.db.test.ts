/** An answer of the treasury about several claims: one that refuses it, here for more than is left, waits and stops none of the others. */
import { expect, it } from "vitest";
import { takeClaimAnswer } from "@/lib/claim/commands-answer";
import { newId } from "@/lib/kernel/ids";
import { transaction } from "@/lib/server/db";
import { contextFor, TODAY } from "@/prisma/fixtures";
import { aTown, claimOf, handed } from "@/prisma/testing/claims";
import { applyMatch, type HeldLine } from "./commands-effect";

it("goes on past a claim that refuses, and says how many wait", async () => {
  const town = await aTown();
  const families = [await town.family(), await town.family(), await town.family()];
  await handed(town, families);
  const [first] = await Promise.all(families.map(claimOf));
  const { id: claimId = "", lotId: id = "" } = first ?? {};
  const said = { kind: "money", origin: "02", amountCents: 1000 } as const;
  const collected = { claimId, lineId: newId(), day: TODAY, said };
  expect(await transaction((tx) => takeClaimAnswer(contextFor(tx, null), collected))).toMatchObject({ ok: true });
  const line: HeldLine = {
    ...{ id: newId(), regieId: town.regie.id, kind: "pes-money", day: TODAY, amountCents: 9482, reference: "" },
    detail: { origin: "02" },
  };
  const answer = () => transaction((tx) => applyMatch(contextFor(tx, null), line, { kind: "bordereau", id }));
  expect(await answer()).toEqual({ ok: false, reason: "some-wait", facts: { waiting: 1, answered: 2 } });
  const states = (await Promise.all(families.map(claimOf))).map(({ state }) => state);
  expect(states.filter((state) => state === "settled")).toHaveLength(2);
  expect(await answer()).toEqual({ ok: false, reason: "some-wait", facts: { waiting: 1, answered: 0 } });
});
