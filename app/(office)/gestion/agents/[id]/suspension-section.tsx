/** The suspensions of an account, and the form that makes or lifts one. For staff and, from the household, for parents. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { DateField, TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";

type Suspension = {
  id: string;
  motive: string;
  startsAt: CivilDateTime;
  endsAt: CivilDateTime | null;
  liftedAt: CivilDateTime | null;
};

type Props = {
  hidden: Record<string, string>;
  list: readonly Suspension[];
  isSuspended: boolean;
  today: CivilDate;
  suspend: FormAction;
  lift: FormAction;
};

export async function SuspensionSection({ hidden, list, isSuspended, today, suspend, lift }: Props) {
  const [t, ui, locale] = await Promise.all([getTranslations("agents.one"), getTranslations("ui.form"), getLocale()]);
  const dates = (one: Suspension) =>
    [
      t("suspendedSince", { moment: wordMoment(locale, one.startsAt) }),
      one.endsAt ? t("suspendedUntil", { moment: wordMoment(locale, one.endsAt) }) : "",
      one.liftedAt ? t("liftedAt", { moment: wordMoment(locale, one.liftedAt) }) : "",
    ].filter(Boolean);
  return (
    <Section title={t("suspension")}>
      {list.length === 0 ? <p className="soft my-3">{t("noSuspension")}</p> : null}
      <Lines>
        {list.map((one) => (
          <Line key={one.id} icon="closed" title={one.motive}>
            <p className="small soft">{dates(one).join(" · ")}</p>
          </Line>
        ))}
      </Lines>
      <div className="mt-4">
        {isSuspended ? (
          <ActionForm action={lift} texts={formTexts(ui)} hidden={hidden} label={t("lift")}>
            <SubmitButton kind="line">{t("lift")}</SubmitButton>
          </ActionForm>
        ) : (
          <ActionForm
            action={suspend}
            texts={formTexts(ui)}
            prefix="suspend"
            hidden={hidden}
            label={t("suspend")}
            labels={{ motive: t("motive"), appeal: t("appeal"), until: t("suspendUntil") }}
          >
            <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={3} />
            <TextArea name="appeal" label={t("appeal")} defaultValue={t("appealDefault")} rows={3} />
            <DateField name="until" label={t("suspendUntil")} hint={t("untilHint")} min={today} />
            <ConfirmButton label={t("suspend")} question={t("suspendAsk")} confirm={t("suspendYes")} />
          </ActionForm>
        )}
      </div>
    </Section>
  );
}
