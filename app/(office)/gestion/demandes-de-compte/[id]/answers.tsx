/** The three answers to a request: into a file that exists, a new file, or no with its motive. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Match } from "@/lib/request/queries-account-request";
import { acceptAsNew, acceptIntoFile, refuseAccount } from "../actions";

export async function Answers({ requestId, matches }: { requestId: string; matches: readonly Match[] }) {
  const [t, ui] = await Promise.all([getTranslations("agents.requests"), getTranslations("ui.form")]);
  const texts = formTexts(ui);
  const hidden = { requestId };
  return (
    <>
      {matches.length > 0 ? <Merge requestId={requestId} matches={matches} /> : null}
      <Section title={t("accept")}>
        <p className="my-3">{t("acceptWhy")}</p>
        <ActionForm action={acceptAsNew} texts={texts} hidden={hidden} label={t("accept")}>
          <SubmitButton kind={matches.length > 0 ? "line" : "primary"}>{t("acceptSubmit")}</SubmitButton>
        </ActionForm>
      </Section>
      <Section title={t("refuse")}>
        <div className="mt-3">
          <ActionForm
            action={refuseAccount}
            texts={texts}
            hidden={hidden}
            prefix="refuse"
            label={t("refuse")}
            labels={{ motive: t("motive") }}
          >
            <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={3} />
            <ConfirmButton label={t("refuseSubmit")} question={t("refuseAsk")} confirm={t("refuseYes")} />
          </ActionForm>
        </div>
      </Section>
    </>
  );
}

async function Merge({ requestId, matches }: { requestId: string; matches: readonly Match[] }) {
  const [t, ui] = await Promise.all([getTranslations("agents.requests"), getTranslations("ui.form")]);
  const choices = matches.flatMap(({ householdId, householdName: household, adults }) => [
    ...adults.map(({ guardianId, name, hasAccount }) => ({
      value: `${householdId}:${guardianId}`,
      label: t(hasAccount ? "samePersonKnown" : "samePerson", { name, household }),
    })),
    { value: `${householdId}:new`, label: t("newAdult", { household }) },
  ]);
  return (
    <Section title={t("merge")}>
      <p className="my-3">{t("mergeWhy")}</p>
      <ActionForm
        action={acceptIntoFile}
        texts={formTexts(ui)}
        hidden={{ requestId }}
        label={t("merge")}
        labels={{ who: t("merge") }}
      >
        <RadioGroup name="who" legend={t("merge")} choices={choices} />
        <SubmitButton>{t("mergeSubmit")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
