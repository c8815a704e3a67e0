/** The family says that its file is right, for a school year; the last day it said so stays in sight. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { Line } from "@/components/ui/line";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Locale } from "@/lib/i18n/locale";
import { newSecret } from "@/lib/kernel/ids";
import type { Confirmation } from "@/lib/rollover/queries-confirm";
import { confirmHousehold } from "./actions-confirm";

export async function Confirm({ confirmation, locale }: { confirmation: Confirmation; locale: Locale }) {
  const [t, form] = await Promise.all([getTranslations("rollover.confirm"), getTranslations("ui.form")]);
  const { householdId, yearLabel: year, isAsked, confirmedOn } = confirmation;
  return (
    <Section title={t("title", { year })} id="confirmer">
      <Line
        as="div"
        icon={confirmedOn ? "check" : "document"}
        due={isAsked}
        title={confirmedOn ? t("done", { year, date: wordDate(locale, confirmedOn) }) : t("ask", { year })}
        actions={
          <ActionForm
            action={confirmHousehold}
            texts={formTexts(form)}
            prefix={householdId}
            label={t("button")}
            hidden={{ householdId, _key: newSecret() }}
          >
            <SubmitButton kind={isAsked ? "due" : "line"}>{t(confirmedOn ? "again" : "button")}</SubmitButton>
          </ActionForm>
        }
      >
        {t("askText")}
      </Line>
    </Section>
  );
}
