/** The home page's column: what is owed, what is good to know; and the line that stands when nothing waits. */
import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Figure } from "@/components/ui/label";
import { Line } from "@/components/ui/line";
import { wordAmount } from "@/lib/i18n/amounts";
import { monthName, ofMonth, opening, untilMoment, wordDate, wordDateInYear, wordDayInYear } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, type CivilMonth, mondayOf, monthOf } from "@/lib/kernel/civil-date";
import { type Cents, sum } from "@/lib/kernel/money";
import type { Choice, Closure, Owed } from "@/lib/report/rules-home";

type Shown = { today: CivilDate; locale: Locale };
type Paid = { invoiceId: string; month: CivilMonth; cents: Cents; day: CivilDate };

export function OwedAside({
  owed,
  soFar,
  paid,
  today,
  locale,
}: Shown & { owed: readonly Owed[]; soFar: Cents; paid: Paid | null }) {
  const t = useTranslations("home.owed");
  const only = owed.length === 1 ? owed[0] : undefined;
  return (
    <Section title={t("title")}>
      <Line as="div" quiet>
        <Figure>{wordAmount(locale, sum(owed.map((one) => one.cents)))}</Figure>
        <p>
          {only
            ? oneOwed(t, only, locale)
            : owed.length > 1
              ? t("many", { count: owed.length })
              : paidWords(t, paid, locale)}
        </p>
        <TextLink href={only ? `/factures/${only.invoiceId}` : "/factures"} className="link">
          {only ? t("see") : t("seeAll")}
        </TextLink>
      </Line>
      <Line as="div" quiet>
        <p>
          <strong>
            {t("soFar", { month: opening(monthName(locale, monthOf(today))), amount: wordAmount(locale, soFar) })}
          </strong>
        </p>
        <p>{t("soFarText")}</p>
      </Line>
    </Section>
  );
}

type Words = ReturnType<typeof useTranslations<"home.owed">>;

function oneOwed(t: Words, owed: Owed, locale: Locale): string {
  const month = ofMonth(locale, owed.month, { year: false });
  return t("one", { month, day: wordDayInYear(locale, owed.dueOn) });
}

function paidWords(t: Words, paid: Paid | null, locale: Locale): string {
  if (!paid) return t("nothingYet");
  const month = ofMonth(locale, paid.month, { year: false });
  return t("paid", { month, amount: wordAmount(locale, paid.cents), day: wordDateInYear(locale, paid.day) });
}

type News = { id: string; title: string; body: string };
type Pai = { childId: string; firstName: string; until: CivilDate };

export function GoodToKnow({
  news,
  closures,
  pai,
  locale,
}: Shown & { news: readonly News[]; closures: readonly Closure[]; pai: readonly Pai[] }) {
  const t = useTranslations("home.news");
  return (
    <Section title={t("title")}>
      {pai.map(({ childId, firstName, until }) => (
        <Line as="div" quiet key={childId}>
          <p>
            <strong>{t("pai", { name: firstName, day: wordDate(locale, until) })}</strong> {t("paiText")}
          </p>
        </Line>
      ))}
      {closures.map(({ day, nameFr, nameEn, reasonFr, reasonEn }) => (
        <Line as="div" quiet key={`${day}${nameFr}`}>
          <p>
            <strong>
              {t("closed", {
                activity: (locale === "fr" ? nameFr : nameEn).toLocaleLowerCase(locale),
                day: wordDayInYear(locale, day),
              })}
            </strong>{" "}
            {locale === "en" && reasonEn ? reasonEn : reasonFr}
          </p>
        </Line>
      ))}
      {news.map(({ id, title, body }) => (
        <Line as="div" quiet key={id}>
          <p>
            <strong>{title}</strong> {body}
          </p>
        </Line>
      ))}
      {news.length + closures.length + pai.length === 0 ? (
        <Line as="div" quiet>
          {t("none")}
        </Line>
      ) : null}
    </Section>
  );
}

/** Nothing waits: the next date that counts, and the way to the bookings. */
export function QuietLine({ next, locale }: Shown & { next: Choice | null }) {
  const t = useTranslations("home.todo");
  const monday = next && mondayOf(next.from);
  return (
    <Line
      icon="check"
      title={t("none")}
      actions={
        monday ? (
          <LinkButton href={`/reservations?semaine=${monday}`}>
            {t("bookWeek", { day: wordDateInYear(locale, monday) })}
          </LinkButton>
        ) : (
          <LinkButton href="/reservations">{t("openBookings")}</LinkButton>
        )
      }
    >
      {next && monday
        ? t("nextLimit", {
            activity: (locale === "fr" ? next.activity.nameFr : next.activity.nameEn).toLocaleLowerCase(locale),
            name: next.firstName,
            until: untilMoment(locale, next.closesAt),
            day: wordDateInYear(locale, monday),
          })
        : t("noLimit")}
    </Line>
  );
}
