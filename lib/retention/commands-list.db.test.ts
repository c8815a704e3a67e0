/** The list of what is due is drawn up by the worker, whoever asks for it: a person, or the night. */
import { beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { now } from "@/lib/server/clock";
import { db, transaction } from "@/lib/server/db";
import { healthOf, signOfLife } from "@/lib/server/work/health";
import { lease } from "@/lib/server/work/jobs";
import { aHousehold, anAccount, contextFor } from "@/prisma/fixtures";
import { as } from "@/prisma/testing";
import { askForList, chooseVisa, countersign } from "./commands";
import { drawUpList, retentionRound, runRetention } from "./commands-run";
import { listInHand, openRun } from "./queries";
import { steps } from "./rules-plan";

beforeEach(async () => {
  await as("owner", (sql) => sql.query("DELETE FROM setting WHERE section LIKE 'retention%'"));
  await as("owner", (sql) => sql.query("DELETE FROM retention_run"));
  await as("owner", (sql) => sql.query("DELETE FROM job"));
});

const jobs = () => db().job.findMany({ where: { kind: "retention.propose" } });

async function work(at = now()): Promise<number[]> {
  const job = await lease(db(), newId(), at);
  if (!job) throw new Error("No work");
  const seen: number[] = [];
  const watch = setInterval(() => void listInHand(db()).then((state) => seen.push(state?.done ?? -1)), 5);
  await drawUpList(db(), job);
  clearInterval(watch);
  await db().job.update({ where: { id: job.id }, data: { state: "done" } });
  return seen;
}

it("is asked for once, shows how far it is, and stands under the name of who asked", async () => {
  const { id } = await anAccount(db(), { role: "responsable" });
  await db().household.update({
    where: { id: (await aHousehold(db())).id },
    data: { createdAt: new Date("2020-01-01T00:00:00Z") },
  });
  const by = { id, role: "responsable" as const };
  const ask = () => transaction((tx) => askForList(contextFor(tx, by, now())));
  await transaction((tx) => chooseVisa(contextFor(tx, by, now()), { visa: true }));
  expect(await ask()).toMatchObject({ ok: true });
  expect(await listInHand(db())).toEqual({ done: 0, total: steps.length });
  expect(await ask()).toEqual({ ok: false, reason: "already-proposed" });
  const seen = await work();
  expect(seen.some((done) => done > 0 && done < steps.length)).toBe(true);
  expect(await listInHand(db())).toBeNull();
  const run = await openRun(db());
  expect(run?.createdById).toBe(id);
  expect(await ask()).toEqual({ ok: false, reason: "already-proposed" });
  const signed = await transaction((tx) => countersign(contextFor(tx, by, now()), { runId: run?.id ?? "" }));
  expect(signed).toEqual({ ok: false, reason: "same-person" });
});

it("is asked for by the night once a day, however many workers there are", async () => {
  const night = new Date("2026-11-24T03:00:00.000Z");
  await Promise.all([retentionRound(db(), night), retentionRound(db(), night)]);
  await retentionRound(db(), new Date("2026-11-24T12:00:00.000Z"));
  expect(await jobs()).toHaveLength(1);
  await work(new Date("2026-11-24T12:00:00.000Z"));
  await retentionRound(db(), new Date("2026-11-25T03:00:00.000Z"));
  expect((await openRun(db())) ? 1 : 2).toBe((await jobs()).length);
});

it("lets the worker count as alive while the list and its destruction last, both longer than its silence may", async () => {
  const tooLong = new Date(now().getTime() - 10 * 60_000);
  const worker = async () => (await healthOf(db(), now())).worker;
  const { id } = await aHousehold(db());
  await db().household.update({ where: { id }, data: { createdAt: new Date("2020-01-01T00:00:00Z") } });
  await transaction((tx) => askForList(contextFor(tx, null, now())));
  await signOfLife(db(), tooLong);
  expect(await worker()).toBe("down");
  await work();
  expect(await worker()).toBe("ok");
  const job = await lease(db(), newId(), now());
  expect(job?.kind).toBe("retention.run");
  await signOfLife(db(), tooLong);
  if (job) await runRetention(db(), job);
  expect(await worker()).toBe("ok");
});
