/** The report of a period, in which nobody is recognised: counted once, when the period is over; read as it was frozen ever after. */
import { addDays, type CivilDate, fromColumn, instantOf, parisOf } from "@/lib/kernel/civil-date";
import { outcomes, requestKinds } from "@/lib/request/rules";
import type { Tx } from "@/lib/server/db";
import {
  type Counted,
  codeOf,
  type Half,
  halvesOf,
  type Keys,
  type Period,
  punctualities,
  type Report,
  reportOf,
  spanOf,
  times,
  together,
} from "./rules";
import { type Format, type FrozenReport, frozenSchema } from "./schema";

export type Version = FrozenReport & {
  id: string;
  version: number;
  madeAt: Date;
  reason: string | null;
  isPrinted: boolean;
};

/** Every version of a period, the latest first. */
export async function versionsOf(tx: Tx, period: Period): Promise<Version[]> {
  const rows = await tx.requestReport.findMany({
    where: { period: codeOf(period) },
    orderBy: { version: "desc" },
    include: { _count: { select: { files: true } } },
  });
  return rows.map(({ id, version, madeAt, reason, content, _count }) => ({
    ...{ id, version, madeAt, reason, isPrinted: _count.files > 0 },
    ...frozenSchema.parse(content),
  }));
}

/** The bytes that were made with the report: the same at each download. */
export async function reportFile(tx: Tx, reportId: string, { format, locale }: { format: Format; locale: string }) {
  const name = `${format}-${locale}`;
  return tx.requestReportFile.findUnique({ where: { reportId_name: { reportId, name } }, select: { bytes: true } });
}

/** Of the whole commune, as it stands now. A year is the sum of its halves as they were published; null while one of them is not. */
export async function countedReport(tx: Tx, period: Period, today: CivilDate): Promise<FrozenReport | null> {
  const sites = await tx.site.findMany({
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  const report = period.half
    ? await halfReport(tx, { ...period, half: period.half }, sites)
    : await yearReport(tx, period);
  return report && { ...report, sites: Object.fromEntries(sites.map(({ id, name }) => [id, name])), asOf: today };
}

async function halfReport(tx: Tx, half: Half, sites: readonly { id: string }[]): Promise<Report> {
  const keys: Keys = {
    kind: requestKinds,
    site: [...sites.map(({ id }) => id), "none"],
    outcome: [...outcomes, "open"],
    time: times,
    punctuality: punctualities,
  };
  return reportOf(await receivedIn(tx, half), keys);
}

async function yearReport(tx: Tx, period: Period): Promise<Report | null> {
  const halves = await Promise.all(halvesOf(period).map((half) => versionsOf(tx, half)));
  const [first, second] = halves.map(([latest]) => latest);
  return first && second ? together(first, second) : null;
}

async function receivedIn(tx: Tx, half: Half): Promise<Counted[]> {
  const { from, to } = spanOf(half);
  const rows = await tx.familyRequest.findMany({
    where: { receivedAt: { gte: instantOf(`${from}T00:00`), lt: instantOf(`${addDays(to, 1)}T00:00`) } },
    select: { kind: true, siteId: true, outcome: true, receivedAt: true, decidedAt: true, dueOn: true },
  });
  return rows.map(({ receivedAt, decidedAt, dueOn, ...row }) => ({
    ...row,
    receivedOn: parisOf(receivedAt).day,
    decidedOn: decidedAt && parisOf(decidedAt).day,
    dueOn: dueOn && fromColumn(dueOn),
  }));
}
