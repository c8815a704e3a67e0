/** Diet and allergies as the family states them; the PAI is the office's word. */
import { getLocale, getTranslations } from "next-intl/server";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import type { ChildFile } from "@/lib/household/queries-office";
import { diets } from "@/lib/household/schema";
import { wordDate } from "@/lib/i18n/dates";
import { fromColumn } from "@/lib/kernel/civil-date";
import { Editing } from "../../foyers/editing";
import { setPai } from "../actions";

export async function HealthSection({ file }: { file: ChildFile }) {
  const [t, of, own, dietWords, locale] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.office.file"),
    getTranslations("household.child.health"),
    getTranslations("household.diets"),
    getLocale(),
  ]);
  const { health } = file;
  const diet = diets.find((one) => one === health?.diet) ?? "standard";
  const until = health?.paiUntil ? fromColumn(health.paiUntil) : null;
  const pai = until ? own("paiUntil", { day: wordDate(locale, until) }) : own("paiYes");
  const allergies = health?.allergies;
  return (
    <Section title={t("health")}>
      <DefinitionList
        items={[
          { term: own("diet"), value: dietWords(diet) },
          {
            term: own("allergies"),
            value: allergies ? (
              <Tag tone="bad" icon="allergy">
                {allergies}
              </Tag>
            ) : (
              own("noAllergy")
            ),
          },
          {
            term: own("pai"),
            value: health?.hasPai ? (
              <Tag tone="bad" icon="alert">
                {pai}
              </Tag>
            ) : (
              own("paiNo")
            ),
          },
        ]}
      />
      <Editing title={t("pai")} prefix="pai" action={setPai} hidden={{ childId: file.id }}>
        <Checkbox name="hasPai" label={t("hasPai")} defaultChecked={health?.hasPai ?? false} />
        <DateField name="paiUntil" label={t("paiUntil")} mark={of("optional")} defaultValue={until ?? ""} />
        <SubmitButton small>{of("save")}</SubmitButton>
      </Editing>
    </Section>
  );
}
