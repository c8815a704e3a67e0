import { createHash } from "node:crypto";
import { beforeEach, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aHousehold } from "@/prisma/fixtures";
import { town } from "@/prisma/fixtures/month";
import { asStaff } from "@/prisma/testing/requests/people";
import { takeReport } from "./commands";
import { correctReport, freezeOver } from "./commands-freeze";
import { printReport } from "./commands-print";
import { versionsOf } from "./queries";

const OVER = new Date("2025-07-01T05:00:00Z");
const NEXT = new Date("2026-01-01T05:00:00Z");
const first = { year: 2025, half: 1 } as const;

let place: Awaited<ReturnType<typeof town>>;
let householdId: string;
beforeEach(async () => {
  place = await town();
  householdId = (await aHousehold(db())).id;
});

const received = (count: number, on: string) =>
  db().familyRequest.createMany({
    data: Array.from({ length: count }, () => ({
      ...{ id: newId(), reference: `DEM-${newId().slice(-8)}`, kind: "question", householdId, siteId: place.site.id },
      ...{ state: "decided" as const, outcome: "answered", receivedAt: new Date(`${on}T09:00:00Z`) },
      ...{ decidedAt: new Date(`${on}T11:00:00Z`), dueOn: new Date(on) },
    })),
  });
const head = () => ({ id: place.head.id, role: "responsable" as const });
const take = (version: number | null, format: "pdf" | "xlsx" = "pdf") =>
  asStaff(head(), (context) => takeReport(context, { period: first, version, format, locale: "fr" }));
const correct = (reason = "Des demandes de papier manquaient") =>
  asStaff(head(), (context) => correctReport(context, { period: "2025-s1", reason }), { now: NEXT });
/** As the worker does with each job of this kind. */
const printed = async () => {
  const jobs = await db().job.findMany({ where: { kind: "report.print" } });
  for (const job of jobs) await printReport(db(), job);
};
const hash = (bytes: Uint8Array = new Uint8Array()) => createHash("sha256").update(bytes).digest("hex");

it("is made once its period is over, not on its last day, once whoever looks; and is the same file each time", async () => {
  await received(30, "2025-03-04");
  await freezeOver(db(), new Date("2025-06-30T21:30:00Z"));
  expect(await versionsOf(db(), first)).toEqual([]);
  expect(await take(null)).toBeNull();
  await Promise.all([freezeOver(db(), OVER), freezeOver(db(), OVER)]);
  const [report, ...others] = await versionsOf(db(), first);
  expect(others).toEqual([]);
  expect(report).toMatchObject({ version: 1, total: 30, asOf: "2025-07-01", reason: null });
  expect(await take(null)).toBeNull();
  await Promise.all([printed(), printed()]);
  expect(await db().requestReportFile.count({ where: { reportId: report?.id ?? "" } })).toBe(4);
  expect(await freezeOver(db(), NEXT)).toBeGreaterThan(0);
  expect(await freezeOver(db(), NEXT)).toBe(0);
  const [year] = await versionsOf(db(), { year: 2025, half: null });
  // The second half counts nobody: it has no total, and so the year has none.
  expect(year?.total).toBeNull();

  const [pdf, again, sheet] = [await take(null), await take(1), await take(null, "xlsx")];
  expect(
    Buffer.from(pdf?.bytes ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe("%PDF-");
  expect(
    Buffer.from(sheet?.bytes ?? [])
      .subarray(0, 2)
      .toString(),
  ).toBe("PK");
  await received(1, "2025-03-05");
  await db().familyRequest.updateMany({ where: { householdId }, data: { outcome: "refused" } });
  expect(hash((await take(null))?.bytes)).toBe(hash(pdf?.bytes));
  expect(hash(again?.bytes)).toBe(hash(pdf?.bytes));
  const event = await db().auditEvent.count({
    where: { type: "request.reported", object: `request-report/${report?.id}` },
  });
  expect(event).toBe(4);

  await db().familyRequest.updateMany({ where: { householdId }, data: { outcome: "answered" } });
  expect(await correct()).toEqual({ ok: false, reason: "too-small" });
  const stray = { householdId, receivedAt: new Date("2025-03-05T09:00:00Z") };
  await db().familyRequest.updateMany({ where: stray, data: { receivedAt: new Date("2027-03-05T09:00:00Z") } });
  expect(await correct()).toEqual({ ok: false, reason: "unchanged" });
  await received(5, "2025-03-06");
  expect(await correct()).toEqual({ ok: true, version: 2 });
  await printed();
  expect((await versionsOf(db(), first)).map(({ version, total, reason }) => [version, total, reason])).toEqual([
    [2, 35, "Des demandes de papier manquaient"],
    [1, 30, null],
  ]);
  expect(hash((await take(1))?.bytes)).toBe(hash(pdf?.bytes));
  expect(hash((await take(null))?.bytes)).not.toBe(hash(pdf?.bytes));
  expect(await take(3)).toBeNull();
});

it("cannot be changed afterwards by the portal's own account", async () => {
  await expect(db().requestReport.updateMany({ data: { version: 9 } })).rejects.toThrow();
  await expect(db().requestReportFile.deleteMany()).rejects.toThrow();
});
