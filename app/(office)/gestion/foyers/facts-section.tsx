/** What the commune's rules ask of a household or a child: the answers in force, and the form that notes a new one. */
import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import type { FactValue } from "@/lib/clause/rules-conditions";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";
import type { DeclaredAnswer } from "@/lib/profile/queries";
import type { AskedFact } from "@/lib/profile/rules-facts";
import { Editing } from "./editing";

type Props = {
  asked: readonly AskedFact[];
  declared: readonly DeclaredAnswer[];
  action: FormAction;
  hidden: Record<string, string>;
  today: CivilDate;
};

export async function FactsSection({ asked, declared, action, hidden, today }: Props) {
  if (asked.length === 0) return null;
  const [t, of, locale] = await Promise.all([
    getTranslations("household.office.facts"),
    getTranslations("household.office.file"),
    getLocale(),
  ]);
  const say = (value: FactValue) =>
    value === undefined || value === null
      ? t("unknown")
      : value === true
        ? t("yes")
        : value === false
          ? t("no")
          : String(value);
  const labels = { fact: t("fact"), value: t("value"), since: of("since") };
  return (
    <Section title={t("title")}>
      <p className="small soft mb-2">{t("lead")}</p>
      <Lines>
        {asked.map(({ id, label, otherwise }) => {
          const answer = declared.find((one) => one.fact === id && one.since <= today);
          return (
            <Line key={id} icon="list" title={label}>
              {answer
                ? t("answer", { value: say(answer.value), day: wordDate(locale, answer.since) })
                : t("nothing", { value: say(otherwise) })}
            </Line>
          );
        })}
      </Lines>
      <Editing title={t("edit")} prefix="fact" action={action} hidden={hidden} labels={labels}>
        <Select name="fact" label={labels.fact} options={asked.map(({ id, label }) => ({ value: id, label }))} />
        <TextInput name="value" label={labels.value} hint={t("valueHint")} short />
        <DateField name="since" label={labels.since} defaultValue={today} />
        <SubmitButton small>{of("save")}</SubmitButton>
      </Editing>
    </Section>
  );
}
