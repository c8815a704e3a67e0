/** One month: what to see before issuing, the next step, how far the worker is, and every invoice. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { lastChargedDay } from "@/lib/charge/rules";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordDate, wordMoment } from "@/lib/i18n/dates";
import { type Run, runOf } from "@/lib/invoice/queries-runs";
import { progressOf } from "@/lib/issuance/queries";
import { lastDayOf, parisOf } from "@/lib/kernel/civil-date";
import { isId } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { Findings } from "./findings";
import { RunList } from "./list";
import { Steps } from "./steps";
import { Work } from "./work";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.office"))("title") };
}

type Search = Promise<{ page?: string | string[]; q?: string | string[] }>;
type Props = { params: Promise<{ run: string }>; searchParams: Search };

export default async function RunPage({ params, searchParams }: Props) {
  const [{ run: id }, { page, q }] = await Promise.all([params, searchParams]);
  const visit = await officePage("billing.consult", `/gestion/facturation/${encodeURIComponent(id)}`);
  const { tx, passport } = visit;
  const run = isId(id) ? await runOf(tx, id) : null;
  if (!run) notFound();
  const [locale, t, work] = await Promise.all([
    getLocale(),
    getTranslations("invoice.office.run"),
    progressOf(tx, run, visit.now),
  ]);
  const asked = {
    page: Math.max(1, Number.parseInt(typeof page === "string" ? page : "1", 10) || 1),
    text: typeof q === "string" ? q.trim().slice(0, 80) : "",
  };
  const mayRun = allows(passport.role, "billing.run");
  const isOpen = run.state === "draft" || run.state === "checked";
  return (
    <Desk
      title={t("title", { ofMonth: ofMonth(locale, run.month) })}
      dateline={run.regie?.name}
      back={{ href: "/gestion/facturation", label: t("back") }}
      lead={t("summary", { count: run.invoices, total: wordAmount(locale, run.totalCents) })}
    >
      <Dates run={run} />
      <DeskColumns aside={isOpen ? <Steps run={run} mayRun={mayRun} /> : null}>
        {work ? <Work run={run} work={work} mayRun={mayRun} /> : null}
        {isOpen ? (
          <Section title={t("findings")}>
            <Findings tx={tx} findings={run.findings} mayOpen={passport.role === "responsable"} />
          </Section>
        ) : null}
        <RunList visit={visit} run={run} asked={asked} />
      </DeskColumns>
    </Desk>
  );
}

async function Dates({ run }: { run: Run }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.office.run")]);
  if (run.issuedAt)
    return <p className="soft">{t("issuedLead", { moment: wordMoment(locale, parisOf(run.issuedAt).moment) })}</p>;
  const last = lastDayOf(run.month);
  const { day: prepared, moment } = run.preparedAt;
  const day = wordDate(locale, lastChargedDay(run.month, prepared));
  return (
    <>
      <p className="soft">{t("draftLead", { moment: wordMoment(locale, moment), day })}</p>
      {prepared < last ? (
        <div className="mt-3">
          <Notice tone="warn" inset>
            {t("running", { day })}
          </Notice>
        </div>
      ) : null}
    </>
  );
}
