/** Where the child lives and when: one calendar a household, and days that depart from it. */
import { getLocale, getTranslations } from "next-intl/server";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { CustodyText } from "@/components/household/custody-text";
import { Section } from "@/components/layout/leaf";
import { CustodyFields } from "@/components/request/custody-change-form";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { readCustody } from "@/lib/household/queries-facts";
import type { ChildFile } from "@/lib/household/queries-office";
import { wordDate, wordDay } from "@/lib/i18n/dates";
import { catalogues } from "@/lib/i18n/messages";
import { isoWeekOf } from "@/lib/kernel/civil-date";
import { Editing } from "../../foyers/editing";
import { setCustody, swapDay } from "../actions";

type Props = { file: ChildFile; today: string };
type Home = ChildFile["households"][number];

export async function HomesSection({ file, today }: Props) {
  const [t, locale] = await Promise.all([getTranslations("household.office.child"), getLocale()]);
  const nameOf = (id: string) => file.households.find((home) => home.householdId === id)?.household.name ?? "";
  return (
    <Section title={t("homes")}>
      <Lines>
        {file.households.length === 0 ? <Line>{t("nobody")}</Line> : null}
        {file.households.map((home) => (
          <HomeLine key={home.id} home={home} today={today} />
        ))}
        {file.exceptions.map(({ day, householdId }) => (
          <Line key={day} icon="repeat" quiet>
            {t("swapped", { day: wordDay(locale, day), name: nameOf(householdId) })}
          </Line>
        ))}
      </Lines>
      {file.households.length > 1 ? <SwapForm file={file} today={today} /> : null}
    </Section>
  );
}

async function HomeLine({ home, today }: { home: Home; today: string }) {
  const [t, of, locale] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.office.file"),
    getLocale(),
  ]);
  const { household, householdId, childId } = home;
  const adults = household.members.map(({ guardian }) => `${guardian.firstName} ${guardian.lastName}`).join(", ");
  const words = catalogues[locale];
  const custody = readCustody(home.custody);
  return (
    <Line
      icon="home"
      title={
        <TextLink href={`/gestion/foyers/${householdId}`} className="link">
          {household.name}
        </TextLink>
      }
    >
      <p>{adults}</p>
      <p>
        <CustodyText custody={custody} />
      </p>
      {home.until ? <p className="small soft">{of("until", { day: wordDate(locale, home.until) })}</p> : null}
      <Editing
        title={t("custody")}
        prefix={`custody-${householdId}`}
        action={setCustody}
        hidden={{ childId, householdId }}
      >
        <CustodyFields
          words={words.requests.new.custody}
          weekdays={words.household.weekdays}
          handoverHint={t("week", { week: isoWeekOf(today) })}
          custody={custody}
        />
        <SubmitButton small>{of("save")}</SubmitButton>
      </Editing>
    </Line>
  );
}

async function SwapForm({ file, today }: Props) {
  const [t, of] = await Promise.all([
    getTranslations("household.office.child"),
    getTranslations("household.office.file"),
  ]);
  const options = file.households.map((home) => ({ value: home.householdId, label: home.household.name }));
  const labels = { day: t("swapDay"), householdId: t("swapTo") };
  return (
    <Editing title={t("swap")} prefix="swap" action={swapDay} hidden={{ childId: file.id }} labels={labels}>
      <DateField name="day" label={labels.day} defaultValue={today} />
      <Select name="householdId" label={labels.householdId} options={options} placeholder={of("choose")} />
      <SubmitButton small>{of("save")}</SubmitButton>
    </Editing>
  );
}
