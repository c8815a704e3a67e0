/** The commune's front page: what it offers, where, when, at what price and until when, as the rules in force say; news; contact; the way in. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Padded, Section, Spread } from "@/components/layout/leaf";
import { OfferLine } from "@/components/public/offer-line";
import { OfficeDetails } from "@/components/public/prose";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { homeOf } from "@/lib/account/rules";
import { newsOn, settingsOf } from "@/lib/commune/queries";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { publicOffer, publicRules } from "@/lib/report/queries-offer";
import { priceSpanOf } from "@/lib/report/rules-offer-prices";
import { openPage } from "@/lib/server/page";
import { sayDeadlines } from "@/lib/wording/rules-deadlines";
import type { Reader } from "@/lib/wording/rules-phrases";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("public.home"))("title") };
}

export default async function FrontPage() {
  const visit = await openPage();
  const [t, locale] = await Promise.all([getTranslations("public"), getLocale()]);
  const [sites, { rules }, { identity }] = await Promise.all([
    publicOffer(visit.tx),
    publicRules(visit.tx, visit.today),
    settingsOf(visit.tx, ["identity"]),
  ]);
  const reader = rules && { locale, file: rules.file };
  const offered = sites.filter((site) => site.activities.length > 0);
  const home = visit.passport ? homeOf(visit.passport.role) : null;
  return (
    <Leaf
      title={t("home.heading")}
      lead={t("home.lead", { town: identity.name })}
      tools={
        <div className="form-actions">
          <LinkButton href={home ?? "/connexion"} icon={home ? "home" : "key"}>
            {home ? t("home.space") : t("home.signIn")}
          </LinkButton>
          {home ? null : <TextLink href="/activation">{t("home.activate")}</TextLink>}
          {home ? null : <TextLink href="/demande-de-compte">{t("home.ask")}</TextLink>}
        </div>
      }
    >
      <Spread aside={<Column visit={visit} locale={locale} />}>
        {offered.map((site) => (
          <Section key={site.id} title={site.name}>
            <Padded>
              <p className="soft small pt-2">{[site.address, site.phone].filter(Boolean).join(" · ")}</p>
            </Padded>
            <Lines label={t("home.offer")}>
              {site.activities.map((activity) => (
                <OfferLine
                  key={activity.id}
                  activity={activity}
                  locale={locale}
                  {...said(reader, activity.ruleCode, visit.today)}
                />
              ))}
            </Lines>
          </Section>
        ))}
        {offered.length > 0 ? (
          <Padded>
            <p className="form-actions mt-4">
              <TextLink href="/tarifs">{t("offer.allLimits")}</TextLink>
              <TextLink href="/combien-pour-nous">{t("offer.ours")}</TextLink>
            </p>
          </Padded>
        ) : null}
        {offered.length === 0 ? (
          <Padded>
            <EmptyState icon="calendar" title={t("home.offer")} level={2}>
              {t("home.none")}
            </EmptyState>
          </Padded>
        ) : null}
      </Spread>
    </Leaf>
  );
}

/** Nothing is said of an activity that the rules in force do not know. */
function said(reader: Reader | null, ruleCode: string, day: CivilDate) {
  const activity = reader?.file.activities.find(({ id }) => id === ruleCode);
  if (!reader || !activity) return { price: "", limits: [] };
  return {
    price: priceSpanOf(reader, activity, day),
    limits: sayDeadlines(reader, { activity: ruleCode, day }),
  };
}

type Visit = Awaited<ReturnType<typeof openPage>>;

async function Column({ visit: { tx, today }, locale }: { visit: Visit; locale: Locale }) {
  const [t, news, { contacts }] = await Promise.all([
    getTranslations("public"),
    newsOn(tx, today, locale),
    settingsOf(tx, ["contacts"]),
  ]);
  const { office, address, email, phone, hoursFr, hoursEn } = contacts;
  const hours = (locale === "en" && hoursEn) || hoursFr;
  return (
    <>
      <Section title={t("home.news")}>
        {news.map(({ id, title, body }) => (
          <Line as="div" quiet key={id}>
            <p>
              <strong>{title}</strong> {body}
            </p>
          </Line>
        ))}
        {news.length === 0 ? (
          <Line as="div" quiet>
            {t("home.noNews")}
          </Line>
        ) : null}
      </Section>
      <Section title={t("home.how")}>
        <Line as="div" quiet>
          <p>{t("home.howSteps")}</p>
          <p>
            <TextLink href="/aide">{t("home.help")}</TextLink>
          </p>
        </Line>
      </Section>
      <Section title={t("home.contact")} link={{ href: "/contact", label: t("home.contactMore") }}>
        <Line as="div" quiet>
          <OfficeDetails office={{ name: office, address, email, phone, hours }} missing={t("contact.missing")} />
        </Line>
      </Section>
    </>
  );
}
