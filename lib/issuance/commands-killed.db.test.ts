import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { checkRun } from "@/lib/invoice/commands-drafts";
import { db } from "@/lib/server/db";
import { crowd } from "@/prisma/fixtures/crowd";
import { act, prepare, town } from "@/prisma/fixtures/month";
import { askIssue } from "./commands";

const FAMILIES = 300;
const KILLS = 10;

function startWorker(): ChildProcess {
  const args = ["--import", "tsx", "scripts/process/issue-alone.ts"];
  return spawn(process.execPath, args, { env: process.env, stdio: ["ignore", "pipe", "inherit"] });
}

async function untilItWorks(child: ChildProcess): Promise<void> {
  await Promise.race([once(child.stdout ?? child, "data"), once(child, "exit")]);
}

async function untilMore(runId: string, before: number): Promise<void> {
  for (let look = 0; look < 300; look += 1) {
    const count = await db().invoice.count({ where: { runId, state: "issued" } });
    if (count > before || count === FAMILIES) return;
    await pause(20);
  }
}

it("a worker killed at any moment leaves no hole, no double and no half of a part in a month of 300 invoices", async () => {
  const place = await town();
  await crowd(place, FAMILIES);
  const { runId } = await prepare(place);
  await act(place, (context) => checkRun(context, { runId }));
  await act(place, (context) => askIssue(context, { runId }));
  // The town lives on another day than the clock of the worker.
  await db().job.updateMany({ where: { kind: "invoice.issue" }, data: { runAt: new Date(0) } });
  const seen: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const child = startWorker();
    await untilItWorks(child);
    // Every second one has got further before: whatever the pace of the machine, some are killed in the middle.
    if (kill % 2 === 1) await untilMore(runId, seen.at(-1) ?? 0);
    await pause(Math.random() * 150);
    child.kill("SIGKILL");
    if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    seen.push(await place.tx.invoice.count({ where: { runId, state: "issued" } }));
    // The turn of the killed one runs out, as it does when a worker is started again.
    await db().job.updateMany({
      where: { kind: "invoice.issue", state: "running" },
      data: { leaseUntil: new Date(0) },
    });
  }
  const last = startWorker();
  await once(last, "exit");
  const rows = await place.tx.invoice.findMany({ where: { runId }, orderBy: { number: "asc" } });
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: FAMILIES }, (_, index) => index + 1));
  expect(new Set(rows.map(({ refdet }) => refdet)).size).toBe(FAMILIES);
  const ids = rows.map(({ id }) => id);
  const entries = await place.tx.ledgerEntry.findMany({ where: { kind: "invoice.issued", sourceId: { in: ids } } });
  expect(new Set(entries.map(({ sourceId }) => sourceId)).size).toBe(FAMILIES);
  expect(entries).toHaveLength(FAMILIES);
  expect(await place.tx.auditEvent.count({ where: { type: "invoice.issued" } })).toBe(FAMILIES);
  expect(await place.tx.numberSequence.findFirstOrThrow({ where: { regieId: place.regie.id } })).toMatchObject({
    lastNumber: FAMILIES,
  });
  expect((await place.tx.invoiceRun.findUniqueOrThrow({ where: { id: runId } })).issuedAt).not.toBeNull();
  expect(
    seen.some((count) => count > 0 && count < FAMILIES),
    `killed at ${seen.join(", ")}`,
  ).toBe(true);
}, 180_000);
