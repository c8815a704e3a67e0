/** Services, prices and limits in plain words, generated from the rules in force; « ?le= » reads those of a day to come. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Padded, Section, Spread } from "@/components/layout/leaf";
import { OfferCard } from "@/components/public/offer-card";
import { SchoolYearLines } from "@/components/public/school-year-lines";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { wordDate, wordDay } from "@/lib/i18n/dates";
import { type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";
import { publicRules } from "@/lib/report/queries-offer";
import { servicesOf } from "@/lib/report/rules-offer";
import { besideOf, schoolYearOf } from "@/lib/report/rules-offer-beside";
import type { Rules } from "@/lib/rulebook/rules-history";
import { openPage } from "@/lib/server/page";
import type { Reader } from "@/lib/wording/rules-phrases";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.services"))("title") };
}

type Props = { searchParams: Promise<{ le?: string }> };

export default async function ServicesPage({ searchParams }: Props) {
  const [visit, { le }] = await Promise.all([openPage(), searchParams]);
  const day = le && isCivilDate(le) && le > visit.today ? le : visit.today;
  const [t, locale, { rules, next }, { name: town }] = await Promise.all([
    getTranslations("public.services"),
    getLocale(),
    publicRules(visit.tx, day),
    communeIdentity(),
  ]);
  if (!rules) {
    return (
      <Leaf title={t("title")}>
        <EmptyState icon="calendar" title={t("title")}>
          {t("none")}
        </EmptyState>
      </Leaf>
    );
  }
  const reader = { locale, file: rules.file };
  return (
    <Leaf
      title={t("title")}
      lead={t("lead", { town, day: wordDay(locale, day), since: wordDate(locale, rules.since) })}
      notice={await versionNotice({ day, today: visit.today, next })}
    >
      <Spread aside={<Column reader={reader} day={day} />}>
        <Services reader={reader} day={day} />
        <Beside reader={reader} day={day} rules={rules} />
      </Spread>
    </Leaf>
  );
}

type Days = { day: CivilDate; today: CivilDate; next: CivilDate | null };

/** What changes on a day to come, or the way back to today. */
async function versionNotice({ day, today, next }: Days) {
  const [t, locale] = await Promise.all([getTranslations("public.services"), getLocale()]);
  if (day !== today) return <TextLink href="/tarifs">{t("today")}</TextLink>;
  if (next === null) return null;
  return (
    <Notice tone="info" title={t("next", { day: wordDate(locale, next) })}>
      <TextLink href={`/tarifs?le=${next}`}>{t("nextLink")}</TextLink>
    </Notice>
  );
}

type Part = { reader: Reader; day: CivilDate };

async function Services({ reader, day }: Part) {
  const t = await getTranslations("public.services");
  const texts = {
    ...{ prices: t("prices"), limits: t("limits"), noLimits: t("noLimits"), price: t("bracketPrice") },
    priceLabel: t("priceLabel"),
  };
  return servicesOf(reader, day).map((service) => <OfferCard key={service.id} service={service} texts={texts} />);
}

async function Beside({ reader, day, rules }: Part & { rules: Rules }) {
  const t = await getTranslations("public.services");
  return (
    <>
      {besideOf(reader, day).map(({ slug, rules: told }) => (
        <Section key={slug} id={slug} title={t(`beside.${slug}`)}>
          {told.map(({ title, details }) => (
            <Line as="div" quiet key={`${title}${details[0]}`} title={title}>
              {details.map((detail) => (
                <p className="soft small" key={detail}>
                  {detail}
                </p>
              ))}
            </Line>
          ))}
        </Section>
      ))}
      <Padded>
        <p className="soft small mt-4">
          {t("source")}
          {reader.locale === "fr" ? "\u00a0: " : ": "}
          {rules.label}
        </p>
      </Padded>
    </>
  );
}

async function Column({ reader, day }: Part) {
  const t = await getTranslations("public.services");
  const year = schoolYearOf(reader, day);
  return (
    <>
      <Section title={t("ours")}>
        <Line as="div" quiet>
          <p className="mb-3">{t("oursText")}</p>
          <LinkButton href="/combien-pour-nous" icon="calculator">
            {t("oursLink")}
          </LinkButton>
        </Line>
      </Section>
      {year ? (
        <Section title={t("calendar")}>
          <SchoolYearLines year={year} locale={reader.locale} />
        </Section>
      ) : null}
    </>
  );
}
