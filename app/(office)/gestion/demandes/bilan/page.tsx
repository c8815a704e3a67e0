/** The report of requests by half-year or year as it was frozen, drawn and in figures, for the head and the steering body: no family is recognised in it. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { Desk } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import type { Locale } from "@/lib/i18n/locale";
import { officePage } from "@/lib/server/page";
import { versionsOf } from "@/lib/workload/queries";
import { codeOf, type Period, periodsUntil } from "@/lib/workload/rules";
import { wordPeriod } from "@/lib/workload/rules-words";
import { readPeriod, readVersion } from "./asked";
import { CorrectForm } from "./correct-form";
import { Published } from "./published";

const PATH = "/gestion/demandes/bilan";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workload"))("title") };
}

type Props = { searchParams: Promise<{ periode?: string; version?: string }> };

export default async function ReportPage({ searchParams }: Props) {
  const { periode, version } = await searchParams;
  const { tx, today, passport } = await officePage("statistics.read", PATH);
  const period = readPeriod(periode, today);
  const [t, locale] = await Promise.all([getTranslations("workload"), getLocale()]);
  const back = allows(passport.role, "request.handle") ? { back: { href: "/gestion/demandes", label: t("back") } } : {};
  const frame = { title: t("title"), lead: t("lead"), ...back };
  if (!period) return <Desk {...frame}>{await nothing("none", "lead")}</Desk>;
  const versions = await versionsOf(tx, period);
  const [latest] = versions;
  const report = versions.find((one) => one.version === readVersion(version)) ?? latest;
  const mayCorrect = report !== undefined && report === latest && report.total !== null;
  return (
    <Desk {...frame} tools={<PeriodForm chosen={period} today={today} locale={locale} />}>
      {report ? (
        <Published report={report} versions={versions} period={period} />
      ) : (
        await nothing("pending", "pendingText")
      )}
      {mayCorrect && allows(passport.role, "report.correct") ? <CorrectForm period={codeOf(period)} /> : null}
    </Desk>
  );
}

async function nothing(title: "none" | "pending", text: "lead" | "pendingText") {
  const t = await getTranslations("workload");
  return (
    <EmptyState icon="chart" level={2} title={t(title)}>
      {t(text)}
    </EmptyState>
  );
}

async function PeriodForm({ chosen, today, locale }: { chosen: Period; today: string; locale: Locale }) {
  const t = await getTranslations("workload");
  return (
    <form method="get" action={PATH} className="field-bar" aria-label={t("period")}>
      <Select
        name="periode"
        label={t("period")}
        defaultValue={codeOf(chosen)}
        options={periodsUntil(today).map((period) => ({ value: codeOf(period), label: wordPeriod(period, locale) }))}
      />
      <Button type="submit" kind="line">
        {t("show")}
      </Button>
    </form>
  );
}
