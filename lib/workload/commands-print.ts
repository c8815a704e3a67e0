/** The four files of a frozen report, made once in the worker from its counts: the bytes are kept, with their SHA-256 in the journal. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { renderPaper } from "@/lib/certificate/pdf";
import { record } from "@/lib/evidence/record";
import { LOCALES, type Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { parisOf } from "@/lib/kernel/civil-date";
import { senderOf } from "@/lib/letter/queries";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { type Database, isDuplicate, transaction } from "@/lib/server/db";
import type { LeasedJob } from "@/lib/server/work/jobs";
import { periodOf } from "./rules";
import { type Edition, reportPaper, reportRows, wordEdition } from "./rules-words";
import { type FrozenReport, frozenSchema } from "./schema";
import { writeReport } from "./xlsx";

const payloadSchema = z.object({ reportId: z.uuid("generic") });

/** Handler of `report.print`. */
export async function printReport(database: Database, job: Pick<LeasedJob, "payload">): Promise<null> {
  const { reportId } = payloadSchema.parse(job.payload);
  const row = await database.requestReport.findUniqueOrThrow({ where: { id: reportId }, include: { files: true } });
  const period = periodOf(row.period);
  if (row.files.length > 0 || !period) return null;
  const edition = { period, version: row.version, madeAt: row.madeAt, reason: row.reason };
  const files = await filesOf(database, frozenSchema.parse(row.content), edition);
  await keep(database, { id: reportId, period: row.period, version: row.version }, files);
  return null;
}

type Kept = { name: string; bytes: Uint8Array<ArrayBuffer>; sha256: string };

async function keep(
  database: Database,
  { id, ...said }: { id: string; period: string; version: number },
  files: Kept[],
): Promise<void> {
  const hashes = Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]));
  try {
    await transaction(async (tx) => {
      await tx.requestReportFile.createMany({ data: files.map((file) => ({ reportId: id, ...file })) });
      const object = { kind: "request-report", id };
      const body = { ...said, hashes };
      await record(systemContext(tx, now()), { type: "request.report-printed", subject: null, object, body });
    }, database);
  } catch (error) {
    // Another worker kept them in the meantime.
    if (!isDuplicate(error)) throw error;
  }
}

async function filesOf(database: Database, report: FrozenReport, edition: Edition): Promise<Kept[]> {
  const sender = await senderOf(database);
  const today = parisOf(edition.madeAt).day;
  const ofLocale = async (locale: Locale) => {
    const words = catalogues[locale].workload;
    const heads = [words.list, words.name, words.count];
    const notes = wordEdition(report, edition, locale);
    const sheet = await writeReport(reportRows(report, locale), { sheet: words.sheet, heads, notes });
    const paper = await renderPaper(reportPaper(report, { locale, edition, sender, today }), edition.madeAt);
    return [named(`pdf-${locale}`, paper), named(`xlsx-${locale}`, sheet)];
  };
  return (await Promise.all(LOCALES.map(ofLocale))).flat();
}

function named(name: string, made: Uint8Array): Kept {
  const bytes = new Uint8Array(made);
  return { name, bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
}
