/** The children of a household within the agent's scope, and the household's own state. */
import { getLocale, getTranslations } from "next-intl/server";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { CustodyText } from "@/components/household/custody-text";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { readCustody } from "@/lib/household/queries-facts";
import type { HouseholdFile } from "@/lib/household/queries-office";
import { situations } from "@/lib/household/schema";
import { wordDate } from "@/lib/i18n/dates";
import type { Durations } from "@/lib/retention/rules";
import { closeHousehold, setSituation } from "../actions";
import { Editing } from "../editing";
import { ClosedNote } from "./closed-note";

type Props = { file: HouseholdFile };

export async function KidsSection({ file }: Props) {
  const [t, locale] = await Promise.all([getTranslations("household.office.kids"), getLocale()]);
  return (
    <Section title={t("title")}>
      <Lines>
        {file.children.length === 0 ? <Line>{t("none")}</Line> : null}
        {file.children.map(({ id, child, birthDate, custody }) => (
          <Line key={id} icon="user" title={`${child.firstName} ${child.lastName}`}>
            <p>{wordDate(locale, birthDate)}</p>
            <p className="small soft">
              <CustodyText custody={readCustody(custody)} />
            </p>
            <p>
              <TextLink href={`/gestion/enfants/${child.id}`} className="link">
                {t("open", { name: child.firstName })}
              </TextLink>
            </p>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

export async function StateSection({ file, durations }: Props & { durations: Durations }) {
  const [t, of, words] = await Promise.all([
    getTranslations("household.office.state"),
    getTranslations("household.office.file"),
    getTranslations("household.situations"),
  ]);
  const hidden = { householdId: file.id };
  const known = situations.find((one) => one === file.situation);
  return (
    <Section title={t("title")}>
      <Line as="div" icon="info">
        <p>{known ? words(known) : file.situation}</p>
        {file.closedAt ? <ClosedNote closedAt={file.closedAt} durations={durations} /> : null}
      </Line>
      <Editing title={t("edit")} prefix="situation" action={setSituation} hidden={hidden}>
        <Select
          name="situation"
          label={t("situation")}
          placeholder={of("choose")}
          defaultValue={known ?? ""}
          options={situations.map((value) => ({ value, label: words(value) }))}
        />
        <SubmitButton small>{of("save")}</SubmitButton>
      </Editing>
      {file.closedAt ? null : (
        <Editing
          title={t("close")}
          prefix="close"
          action={closeHousehold}
          hidden={hidden}
          labels={{ motive: t("motive") }}
        >
          <TextInput name="motive" label={t("motive")} />
          <ConfirmButton label={t("close")} question={t("closeQuestion")} confirm={t("closeConfirm")} />
        </Editing>
      )}
    </Section>
  );
}
