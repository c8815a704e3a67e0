/** Aggregates for the head and the steering body: one list at a time, drawn and in figures; small counts and what would give them away are hidden. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { cellWords, nameWords } from "@/components/desk/cell-words";
import { QuestionForm } from "@/components/desk/question-form";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { type Bar, BarTable } from "@/components/ui/progress";
import { opening, wordDate, wordMonth } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { officePage } from "@/lib/server/page";
import { answerOf, type MonthFigure, monthlyBookings } from "@/lib/statistics/queries";
import { type Question, queryOf, readQuestion } from "@/lib/statistics/schema";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statistics"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function StatisticsPage({ searchParams }: Props) {
  const { tx, today } = await officePage("statistics.read", "/gestion/statistiques");
  const question = readQuestion(await searchParams, today);
  const [t, locale, answer, months] = await Promise.all([
    getTranslations("statistics"),
    getLocale(),
    answerOf(tx, question),
    monthlyBookings(tx, question, today),
  ]);
  const bars = answer.cells.map((cell): Bar => {
    const name = nameWords(t, answer.names.get(cell.key), locale);
    return { key: cell.key, name, value: cell.shown, text: cellWords(t, cell) };
  });
  return (
    <Desk
      dateline={t("dateline", { day: wordDate(locale, answer.day) })}
      title={t("title")}
      lead={t("lead")}
      action={
        <LinkButton kind="line" icon="download" href={`/api/statistiques?${queryOf(question)}`} plain>
          {t("export")}
        </LinkButton>
      }
      tools={<QuestionForm question={question} today={today} locale={locale} />}
    >
      {bars.length === 0 ? (
        <EmptyState icon="chart" title={t("empty")} level={2}>
          {t("emptyText")}
        </EmptyState>
      ) : (
        <Chart question={question} bars={bars} total={answer.total} locale={locale} />
      )}
      {bars.some((bar) => bar.value === null) ? (
        <Notice inset icon="eye" title={t("why")}>
          {t("whyText")}
        </Notice>
      ) : null}
      <div className="mt-4">
        <Notice inset icon="calendar" title={t("whyDay")}>
          {t("whyDayText")}
        </Notice>
      </div>
      {months.length > 0 ? <Months question={question} months={months} locale={locale} /> : null}
    </Desk>
  );
}

type ChartProps = { question: Question; bars: readonly Bar[]; total: number | null; locale: Locale };

async function Chart({ question, bars, total, locale }: ChartProps) {
  const t = await getTranslations("statistics");
  const { measure, kind, by, month } = question;
  const first = [...bars].sort((a, b) => (b.value ?? -1) - (a.value ?? -1))[0];
  const name = String(first?.name ?? "");
  const value = t(`units.${measure}`, { count: first?.value ?? 0 });
  const headline = () => {
    if (!first || first.value === null) return t("allHidden");
    return total === null ? t("mostAlone", { name, value }) : t("most", { name, value, total: String(total) });
  };
  return (
    <Section title={headline()}>
      <BarTable
        caption={t(`captions.${measure}`, {
          activity: t(`kinds.${kind}`),
          month: wordMonth(locale, month),
          by: t(`by.${by}`),
        })}
        nameHeader={t(`headers.${by}`)}
        valueHeader={t(`headers.${measure}`)}
        bars={bars}
        total={{ name: t("total"), text: total === null ? t("masked") : t(`units.${measure}`, { count: total }) }}
      />
    </Section>
  );
}

type MonthsProps = { question: Question; months: readonly MonthFigure[]; locale: Locale };

async function Months({ question, months, locale }: MonthsProps) {
  const t = await getTranslations("statistics");
  return (
    <Section title={t("months.title")}>
      <BarTable
        caption={t("months.caption", { activity: t(`kinds.${question.kind}`) })}
        hideCaption
        nameHeader={t("months.month")}
        valueHeader={t("headers.bookings")}
        bars={months.map(({ month, bookings }) => ({
          key: month,
          name: opening(wordMonth(locale, month)),
          value: bookings,
          text: bookings === null ? t("small") : String(bookings),
        }))}
      />
    </Section>
  );
}
