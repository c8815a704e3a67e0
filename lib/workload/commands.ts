/** A report that leaves the portal as a file: who made which, in the office's journal. */
import { record } from "@/lib/evidence/record";
import type { Context } from "@/lib/server/context";
import { type NamedReport, reportOn } from "./queries";
import type { Period } from "./rules";

export async function makeReport(context: Context, period: Period, format: "pdf" | "xlsx"): Promise<NamedReport> {
  const report = await reportOn(context.tx, period);
  const { year, half } = period;
  await record(context, {
    type: "request.reported",
    subject: null,
    object: { kind: "report", id: `requests-${year}-${half ?? "year"}` },
    body: { year, half, format, total: report.total },
  });
  return report;
}
