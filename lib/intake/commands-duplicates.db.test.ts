import { expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, aStaffAccount, contextFor, journalOf, NOW } from "@/prisma/fixtures";
import { decideDifferent } from "./commands-duplicates";

it("a possible duplicate that is none leaves both files as they are, and the question is closed", async () => {
  const [first, second, head] = [
    await aHousehold(db()),
    await aHousehold(db()),
    await aStaffAccount(db(), "responsable"),
  ];
  const [id, kind, state] = [newId(), "household", "open" as const];
  const pair = { kind, firstId: first.id, secondId: second.id, reason: "same-email" };
  await db().possibleDuplicate.create({ data: { id, ...pair, state, createdAt: NOW } });
  const decide = () =>
    transaction((tx) => decideDifferent(contextFor(tx, { id: head.id, role: "responsable" }), { duplicateId: id }));
  expect(await decide()).toMatchObject({ ok: true });
  expect(await decide()).toEqual({ ok: false, reason: "already-decided" });
  const files = { id: { in: [first.id, second.id] }, closedAt: null };
  expect(await db().household.count({ where: files })).toBe(2);
  expect((await journalOf(db())).at(-1)).toEqual({ type: "duplicate.decided", object: `possible-duplicate/${id}` });
});
