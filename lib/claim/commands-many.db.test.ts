/** A long role on a real database: a thousand invoices, made by the worker in one go, once however often it is asked to begin again. */
import { expect, it } from "vitest";
import { now } from "@/lib/server/clock";
import { db, transaction } from "@/lib/server/db";
import { type LeasedJob, lease } from "@/lib/server/work/jobs";
import { contextFor } from "@/prisma/fixtures";
import { aCrowd, aTown, booksOf, type Town } from "@/prisma/testing/claims";
import { handOverInTurn, handOverShown, lotOfJob } from "./commands-turn";
import { underWayOf } from "./queries-turn";
import { AT_ONCE } from "./schema";

const DUE = 9482;
const MANY = 1000;

function ask(town: Town, invoiceIds: string[]) {
  const slip = { kind: "role" as const, subject: "Périscolaire", bordereau: null, firstPiece: null, noticeOn: null };
  const shown = { scope: "ticked" as const, filter: "all" as const, count: 0, cents: 0 };
  return transaction((tx) =>
    handOverShown(contextFor(tx, town.regisseur, now()), { regieId: town.regie.id, invoiceIds, ...slip, ...shown }),
  );
}

async function leased(): Promise<LeasedJob> {
  const job = await lease(db(), "w1", now());
  if (job?.kind !== "claim.hand-over") throw new Error("a hand-over expected");
  return job;
}

const stateOf = async ({ regie }: Town) => (await underWayOf(db(), regie.id))?.state ?? null;

it("a thousand invoices go over in one role, once, though a second worker begins after the first was killed", async () => {
  const town = await aTown();
  const invoiceIds = await aCrowd(town, MANY);
  expect(await ask(town, invoiceIds)).toMatchObject({ ok: true, lotId: null, pieces: MANY });
  expect(await ask(town, invoiceIds)).toMatchObject({ ok: false, reason: "under-way" });
  expect(await stateOf(town)).toBe("working");
  const job = await leased();
  await Promise.all([handOverInTurn(db(), job), handOverInTurn(db(), job)]);
  await handOverInTurn(db(), job);
  expect(await db().treasuryLot.findMany({ where: { regieId: town.regie.id } })).toMatchObject([
    { id: lotOfJob(job.id), receipts: MANY, totalCents: MANY * DUE, createdById: town.regisseur.id },
  ]);
  expect(await booksOf(town)).toMatchObject({ receivable: 0, claim: MANY * DUE });
  expect(await db().treasuryClaim.count({ where: { invoiceId: { in: invoiceIds } } })).toBe(MANY);
  await db().job.update({ where: { id: job.id }, data: { state: "done" } });
  expect(await stateOf(town)).toBe("made");
}, 240_000);

it("as many as a page may wait for go over at once, one more waits for the worker", async () => {
  const town = await aTown();
  const ids = await aCrowd(town, 2 * AT_ONCE + 1);
  expect(await ask(town, ids.slice(0, AT_ONCE))).toMatchObject({ ok: true, lotId: expect.any(String) });
  expect(await ask(town, ids.slice(AT_ONCE))).toMatchObject({ ok: true, lotId: null });
  await db().job.updateMany({ where: { kind: "claim.hand-over" }, data: { state: "done" } });
}, 120_000);

it("what changed before the worker came is refused as a whole, and the page says why", async () => {
  const town = await aTown();
  const ids = await aCrowd(town, AT_ONCE + 1);
  expect(await ask(town, ids)).toMatchObject({ ok: true, lotId: null });
  await db().regie.update({ where: { id: town.regie.id }, data: { settings: {} } });
  const job = await leased();
  await handOverInTurn(db(), job);
  expect(await underWayOf(db(), town.regie.id)).toMatchObject({
    ...{ state: "refused", invoices: AT_ONCE + 1 },
    refused: { reason: "settings" },
  });
  expect(await booksOf(town)).toMatchObject({ receivable: (AT_ONCE + 1) * DUE, claim: 0 });
}, 120_000);
