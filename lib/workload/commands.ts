/** A report that leaves the portal as a file: who took which, in the office's journal. */
import { record } from "@/lib/evidence/record";
import type { Locale } from "@/lib/i18n/locale";
import type { Context } from "@/lib/server/context";
import { reportFile, versionsOf } from "./queries";
import { codeOf, type Period } from "./rules";
import type { Format } from "./schema";

type Asked = { period: Period; version: number | null; format: Format; locale: Locale };

/** The latest version where none is named; null where it was not made, or has nothing to publish. */
export async function takeReport(context: Context, { period, version, format, locale }: Asked) {
  const versions = await versionsOf(context.tx, period);
  const report = version === null ? versions[0] : versions.find((one) => one.version === version);
  const file = report && (await reportFile(context.tx, report.id, { format, locale }));
  if (!report || !file) return null;
  await record(context, {
    type: "request.reported",
    subject: null,
    object: { kind: "request-report", id: report.id },
    body: { period: codeOf(period), version: report.version, format, total: report.total },
  });
  return { bytes: file.bytes, version: report.version };
}
