/**
 * A report is made once, by the worker, when its period is over: its counts are kept and never change, and its files are printed from them once. A later correction is a new
 * version that says what it corrects; it is refused where comparing the two would tell of fewer than five requests.
 */
import { record } from "@/lib/evidence/record";
import { parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, isDuplicate, transaction } from "@/lib/server/db";
import { enqueue } from "@/lib/server/work/jobs";
import { countedReport, versionsOf } from "./queries";
import { codeOf, correctionOf, type Period, periodsUntil } from "./rules";
import type { FrozenReport } from "./schema";

/** The day this worker looked last. */
let lookedOn = "";

export async function reportRound(database: Database, now: Date): Promise<number> {
  const { today } = systemContext(database, now);
  if (today === lookedOn) return 0;
  const made = await freezeOver(database, now);
  lookedOn = today;
  return made;
}

/** Every period that is over since the first request, halves before their year. */
export async function freezeOver(database: Database, now: Date): Promise<number> {
  const first = await database.familyRequest.findFirst({
    orderBy: { receivedAt: "asc" },
    select: { receivedAt: true },
  });
  if (!first) return 0;
  const { today } = systemContext(database, now);
  const begun = Number(parisOf(first.receivedAt).day.slice(0, 4));
  const periods = periodsUntil(today).filter(({ year }) => year >= begun);
  let made = 0;
  for (const period of periods.reverse()) if (await freezeOne(database, now, period)) made += 1;
  return made;
}

async function freezeOne(database: Database, now: Date, period: Period): Promise<boolean> {
  if ((await database.requestReport.count({ where: { period: codeOf(period) } })) > 0) return false;
  try {
    return await transaction(async (tx) => {
      const context = systemContext(tx, now);
      const report = await countedReport(tx, period, context.today);
      if (!report) return false;
      await freeze(context, report, { period, version: 1, reason: null });
      return true;
    }, database);
  } catch (error) {
    // Another worker made it in the meantime.
    if (isDuplicate(error)) return false;
    throw error;
  }
}

type Edition = { period: Period; version: number; reason: string | null };

async function freeze(context: Context, report: FrozenReport, edition: Edition): Promise<void> {
  const { tx, now, actor } = context;
  const { version, reason } = edition;
  const [id, period] = [newId(), codeOf(edition.period)];
  const madeById = actor?.accountId ?? null;
  await tx.requestReport.create({ data: { id, period, version, madeAt: now, madeById, reason, content: report } });
  // Where a total would recognise a family there is nothing to publish, and no file.
  if (report.total !== null) await enqueue(context, { kind: "report.print", payload: { reportId: id }, dedupeKey: id });
  await record(context, {
    type: "request.report-frozen",
    subject: null,
    object: { kind: "request-report", id },
    body: { period, version, reason, total: report.total },
  });
}

/** By the head, with the reason that the new version prints. The versions before stay as they are. */
export async function correctReport(
  context: Context,
  { period: code, reason: why }: { period: string; reason: string },
): Promise<Outcome<{ version: number }, "unchanged" | "too-small">> {
  const { tx, today } = context;
  const period = periodsUntil(today).find((one) => codeOf(one) === code);
  await tx.$queryRaw`SELECT id FROM request_report WHERE period = ${code} FOR UPDATE`;
  const versions = period ? await versionsOf(tx, period) : [];
  const [latest] = versions;
  const fresh = period && (await countedReport(tx, period, today));
  if (!period || !latest || !fresh) throw new NotFound();
  // Whoever kept an older version compares with that one too.
  const verdicts = versions.map((one) => correctionOf(one, fresh));
  const verdict = verdicts[0] !== "unchanged" && verdicts.includes("too-small") ? "too-small" : verdicts[0];
  if (verdict === "told") {
    const version = latest.version + 1;
    await freeze(context, fresh, { period, version, reason: why });
    return done({ version });
  }
  const reason = verdict === "too-small" ? verdict : "unchanged";
  const object = { kind: "request-report", id: latest.id };
  await record(context, {
    type: "request.refused",
    subject: null,
    object,
    body: { asked: "correct", period: code, reason },
  });
  return refused(reason);
}
