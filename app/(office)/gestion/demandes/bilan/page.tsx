/** The report of requests by half-year or year, drawn and in figures, for the head and the steering body: no family is recognised in it. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { Desk, Section } from "@/components/layout/leaf";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { BarTable } from "@/components/ui/progress";
import { allows } from "@/lib/access/permissions";
import { officePage } from "@/lib/server/page";
import { reportOn } from "@/lib/workload/queries";
import { type Period, periodsUntil } from "@/lib/workload/rules";
import { codeOf, readPeriod } from "./asked";
import { type SaidList, saidReport } from "./words";

const PATH = "/gestion/demandes/bilan";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("workload"))("title") };
}

type Props = { searchParams: Promise<{ periode?: string }> };

export default async function ReportPage({ searchParams }: Props) {
  const { periode } = await searchParams;
  const { tx, today, passport } = await officePage("statistics.read", PATH);
  const period = readPeriod(periode, today);
  const [t, locale] = await Promise.all([getTranslations("workload"), getLocale()]);
  const back = allows(passport.role, "request.handle") ? { back: { href: "/gestion/demandes", label: t("back") } } : {};
  if (!period) {
    return (
      <Desk title={t("title")} lead={t("lead")} {...back}>
        <EmptyState icon="chart" level={2} title={t("none")}>
          {t("lead")}
        </EmptyState>
      </Desk>
    );
  }
  const report = await reportOn(tx, period);
  return (
    <Desk title={t("title")} lead={t("lead")} {...back} tools={<PeriodForm chosen={period} today={today} />}>
      {report.total === null ? (
        <EmptyState icon="chart" level={2} title={t("few")}>
          {t("fewText")}
        </EmptyState>
      ) : (
        <Lists lists={saidReport(report, locale)} total={report.total} period={period} />
      )}
    </Desk>
  );
}

async function PeriodForm({ chosen, today }: { chosen: Period; today: string }) {
  const t = await getTranslations("workload");
  const said = ({ year, half }: Period) =>
    half ? t("half", { half: String(half), year: String(year) }) : t("year", { year: String(year) });
  return (
    <form method="get" action={PATH} className="field-bar" aria-label={t("period")}>
      <Select
        name="periode"
        label={t("period")}
        defaultValue={codeOf(chosen)}
        options={periodsUntil(today).map((period) => ({ value: codeOf(period), label: said(period) }))}
      />
      <Button type="submit" kind="line">
        {t("show")}
      </Button>
    </form>
  );
}

async function Lists({ lists, total, period }: { lists: SaidList[]; total: number; period: Period }) {
  const t = await getTranslations("workload");
  const code = codeOf(period);
  return (
    <>
      <p className="mt-3">
        {t("total")} <strong>{total}</strong>
      </p>
      <div className="form-actions mt-3">
        <LinkButton kind="line" icon="download" href={`/api/demandes/bilan?periode=${code}&format=pdf`} plain>
          {t("pdf")}
        </LinkButton>
        <LinkButton kind="line" icon="download" href={`/api/demandes/bilan?periode=${code}&format=xlsx`} plain>
          {t("xlsx")}
        </LinkButton>
      </div>
      {lists.map(({ list, title, lines }) => (
        <Section key={list} title={title}>
          <BarTable
            caption={title}
            hideCaption
            nameHeader={t("name")}
            valueHeader={t("count")}
            bars={lines.map(({ key, name, count }) => ({ key, name, value: count, text: count ?? t("hidden") }))}
          />
        </Section>
      ))}
      {lists.some(({ lines }) => lines.some(({ count }) => count === null)) ? (
        <Notice inset icon="eye" title={t("why")}>
          {t("whyText")}
        </Notice>
      ) : null}
    </>
  );
}
