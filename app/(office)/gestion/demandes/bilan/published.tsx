/** One version of a report: its lists as bars with their figures, its files, and the other versions. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { BarTable } from "@/components/ui/progress";
import { wordDate } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Version } from "@/lib/workload/queries";
import { codeOf, type Period } from "@/lib/workload/rules";
import { saidReport, wordEdition } from "@/lib/workload/rules-words";

type Props = { report: Version; versions: readonly Version[]; period: Period };

export async function Published({ report, versions, period }: Props) {
  const [t, locale] = await Promise.all([getTranslations("workload"), getLocale()]);
  const code = codeOf(period);
  const latest = versions[0] ?? report;
  return (
    <>
      {latest.version === report.version ? null : (
        <Notice icon="info" title={t("older", { version: report.version })}>
          <TextLink href={`/gestion/demandes/bilan?periode=${code}`}>{t("latest")}</TextLink>
        </Notice>
      )}
      {wordEdition(report, { ...report, period }, locale).map((text) => (
        <p key={text} className="mt-3">
          {text}
        </p>
      ))}
      {report.total === null ? (
        <EmptyState icon="chart" level={2} title={t("few")}>
          {t("fewText")}
        </EmptyState>
      ) : (
        <Lists report={report} code={code} total={report.total} />
      )}
      {versions.length > 1 ? <Versions versions={versions} code={code} /> : null}
    </>
  );
}

async function Lists({ report, code, total }: { report: Version; code: string; total: number }) {
  const [t, locale] = await Promise.all([getTranslations("workload"), getLocale()]);
  const lists = saidReport(report, locale);
  const href = (format: string) => `/api/demandes/bilan?periode=${code}&format=${format}&version=${report.version}`;
  return (
    <>
      <p className="mt-3">
        {t("total")} <strong>{total}</strong>
      </p>
      {report.isPrinted ? (
        <div className="form-actions mt-3">
          <LinkButton kind="line" icon="download" href={href("pdf")} plain>
            {t("pdf")}
          </LinkButton>
          <LinkButton kind="line" icon="download" href={href("xlsx")} plain>
            {t("xlsx")}
          </LinkButton>
        </div>
      ) : (
        <p className="mt-3">{t("printing")}</p>
      )}
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

async function Versions({ versions, code }: { versions: readonly Version[]; code: string }) {
  const [t, locale] = await Promise.all([getTranslations("workload"), getLocale()]);
  return (
    <Section title={t("versions")}>
      <ul>
        {versions.map(({ id, version, madeAt }) => (
          <li key={id}>
            <TextLink href={`/gestion/demandes/bilan?periode=${code}&version=${version}`}>
              {t("version", { version, day: wordDate(locale, parisOf(madeAt).day) })}
            </TextLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
