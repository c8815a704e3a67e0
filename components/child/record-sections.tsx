/** A child's record as its parent reads it: identity, school, days at home, meals and health. */
import { useLocale, useTranslations } from "next-intl";
import { CustodyText } from "@/components/household/custody-text";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { Line, Lines } from "@/components/ui/line";
import type { ChildView } from "@/lib/household/rules-views";
import { diets } from "@/lib/household/schema";
import { wordDate } from "@/lib/i18n/dates";
import { ageOn, type CivilDate } from "@/lib/kernel/civil-date";

type Props = { child: ChildView; today: CivilDate };

export function IdentitySection({ child, today }: Props) {
  const t = useTranslations("household.child.identity");
  const locale = useLocale();
  const { firstName, lastName, birthDate } = child;
  return (
    <Section title={t("title")}>
      <Line
        as="div"
        icon="user"
        actions={
          <LinkButton kind="line" small href={`/demandes/nouvelle?objet=identite&enfant=${child.id}`}>
            {t("change")}
          </LinkButton>
        }
      >
        <DefinitionList
          items={[
            { term: t("name"), value: `${firstName} ${lastName}` },
            {
              term: t("birth"),
              value: t("age", { day: wordDate(locale, birthDate), age: Math.max(0, ageOn(birthDate, today)) }),
            },
          ]}
        />
      </Line>
    </Section>
  );
}

export function SchoolSection({ child }: Pick<Props, "child">) {
  const t = useTranslations("household.child.school");
  const locale = useLocale();
  const { school } = child;
  return (
    <Section title={t("title")}>
      <Line
        as="div"
        icon="building"
        actions={
          <LinkButton kind="line" small href={`/demandes/nouvelle?objet=ecole&enfant=${child.id}`}>
            {t("change")}
          </LinkButton>
        }
      >
        {school ? (
          <DefinitionList
            items={[
              { term: t("site"), value: school.siteName },
              { term: t("grade"), value: school.grade },
              { term: t("from"), value: wordDate(locale, school.since) },
            ]}
          />
        ) : (
          t("none")
        )}
      </Line>
    </Section>
  );
}

export function CustodySection({ child }: Pick<Props, "child">) {
  const t = useTranslations("household.custody");
  return (
    <Section title={t("title")}>
      <Lines>
        {child.homes.map((home) => (
          <Line
            key={home.householdId}
            icon="calendar"
            actions={
              <LinkButton
                kind="line"
                small
                href={`/demandes/nouvelle?objet=garde&enfant=${child.id}&foyer=${home.householdId}`}
              >
                {t("change")}
              </LinkButton>
            }
          >
            <p>
              <CustodyText custody={home.custody} />
            </p>
            {child.sharesTime ? <p className="small soft">{t("shared", { name: child.firstName })}</p> : null}
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

export function HealthSection({ child }: Pick<Props, "child">) {
  const t = useTranslations("household.child.health");
  const words = useTranslations("household.diets");
  const locale = useLocale();
  const { health, paiUntil } = child;
  const diet = diets.find((known) => known === health.diet) ?? "standard";
  const pai = !health.hasPai ? t("paiNo") : paiUntil ? t("paiUntil", { day: wordDate(locale, paiUntil) }) : t("paiYes");
  return (
    <Section title={t("title")}>
      <Line
        as="div"
        icon="meal"
        actions={
          <LinkButton kind="line" small href={`/enfants/${child.id}/sante`}>
            {t("change")}
          </LinkButton>
        }
      >
        <DefinitionList
          items={[
            { term: t("diet"), value: words(diet) },
            { term: t("allergies"), value: health.allergies ?? t("noAllergy") },
            { term: t("pai"), value: pai },
          ]}
        />
        <p className="small soft">{t("paiHow")}</p>
      </Line>
    </Section>
  );
}
