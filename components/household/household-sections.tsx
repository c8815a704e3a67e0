/** One household as its family reads it, section by section, each with the way to change it. */
import { useTranslations } from "next-intl";
import { Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { ChildGlance, HouseholdGlance } from "@/lib/household/rules-views";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { Adults } from "./adults";

type Props = {
  household: HouseholdGlance;
  locale: Locale;
  heading: string | null;
  /** Whether the CAF and the MSA can be asked for the quotient. */
  asksQuotient: boolean;
};

export function HouseholdSections({ household, locale, heading, asksQuotient }: Props) {
  const t = useTranslations("household");
  return (
    <>
      {heading ? <h2>{heading}</h2> : null}
      <Section title={t("children.title")}>
        <Lines>
          {household.children.map((child) => (
            <ChildLine key={child.id} child={child} locale={locale} />
          ))}
        </Lines>
      </Section>
      <Section title={t("adults.title")}>
        <Adults members={household.members} />
      </Section>
      <Section title={t("address.title")}>
        <AddressLines household={household} locale={locale} />
      </Section>
      <Section title={t("quotient.title")}>
        <QuotientLine household={household} locale={locale} asks={asksQuotient} />
      </Section>
      <Section title={t("payers.title")}>
        <Lines>
          {household.payers.length === 0 ? <Line icon="invoice">{t("payers.none")}</Line> : null}
          {household.payers.map(({ name, sharePercent }) => (
            <Line key={name} icon="invoice">
              {sharePercent === 100 ? t("payers.whole", { name }) : t("payers.share", { name, percent: sharePercent })}
            </Line>
          ))}
        </Lines>
      </Section>
    </>
  );
}

function ChildLine({ child, locale }: { child: ChildGlance; locale: Locale }) {
  const t = useTranslations("household.children");
  const { firstName, lastName, school } = child;
  const open = t("open", { name: firstName });
  return (
    <Line
      icon="user"
      title={`${firstName} ${lastName}`}
      actions={
        <TextLink href={`/enfants/${child.id}`} className="link">
          {open}
        </TextLink>
      }
    >
      <p>{school ? t("at", { grade: school.grade, school: school.siteName }) : t("noSchool")}</p>
      <p className="small soft">{t("born", { day: wordDate(locale, child.birthDate) })}</p>
    </Line>
  );
}

function AddressLines({ household, locale }: { household: HouseholdGlance; locale: Locale }) {
  const t = useTranslations("household.address");
  const { address, comingAddresses, isAddressProtected } = household;
  const now = isAddressProtected ? t("protected") : address ? inWords(address) : t("none");
  return (
    <Lines>
      <Line
        icon={isAddressProtected ? "shield" : "home"}
        actions={
          <LinkButton kind="line" small href={`/foyer/adresse?foyer=${household.id}`}>
            {t("change")}
          </LinkButton>
        }
      >
        {now}
      </Line>
      {comingAddresses.map((coming) => (
        <Line key={coming.since} icon="calendar">
          {t("coming", { day: wordDate(locale, coming.since), address: inWords(coming) })}
        </Line>
      ))}
    </Lines>
  );
}

function inWords({ line, more, postalCode, city }: NonNullable<HouseholdGlance["address"]>): string {
  return [line, more, `${postalCode} ${city}`].filter(Boolean).join(", ");
}

function QuotientLine({ household, locale, asks }: { household: HouseholdGlance; locale: Locale; asks: boolean }) {
  const t = useTranslations("household.quotient");
  const sources = useTranslations("household.sources");
  const ask = useTranslations("outside.quotient");
  const { quotient } = household;
  return (
    <Lines>
      <Line
        icon="calculator"
        actions={
          <>
            {asks ? (
              <LinkButton kind="line" small href={`/foyer/quotient?foyer=${household.id}`}>
                {ask("link")}
              </LinkButton>
            ) : null}
            <LinkButton kind="line" small href={`/demandes/nouvelle?objet=quotient&foyer=${household.id}`}>
              {t("change")}
            </LinkButton>
          </>
        }
      >
        {quotient ? (
          <>
            <p>
              {t("now", {
                value: wordAmount(locale, quotient.valueCents),
                since: wordDate(locale, quotient.since),
              })}
            </p>
            <p className="small soft">{t("source", { source: sources(quotient.source) })}</p>
          </>
        ) : (
          t("none")
        )}
      </Line>
    </Lines>
  );
}
