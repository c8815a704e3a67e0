/** How requests are handled: the time by kind, the steps that mail, the teams, and the criteria by which a request is given to somebody. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { colleagues, type Handling, handlingOf } from "@/lib/casework/queries-settings";
import { mailedSteps } from "@/lib/casework/schema-settings";
import { schools } from "@/lib/household/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { isDataRight, requestKinds } from "@/lib/request/rules";
import { officePage } from "@/lib/server/page";
import { delays, mails } from "./actions";
import { CertificatesSection } from "./certificates";
import { CriteriaSection } from "./criteria";
import { TeamsSection } from "./teams";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.settings"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string }> };

export default async function HandlingPage({ searchParams }: Props) {
  const { fait } = await searchParams;
  const { tx, today } = await officePage("settings.write", "/gestion/reglages/demandes");
  const [t, settings, handling, staff, sites] = await Promise.all([
    getTranslations("casework.settings"),
    getTranslations("settings"),
    handlingOf(tx, today),
    colleagues(tx),
    schools(tx),
  ]);
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/reglages", label: settings("title") }}
      notice={fait === "oui" ? <Notice tone="ok" live title={t("saved")} /> : null}
    >
      <Delays handling={handling} />
      <Mails handling={handling} />
      <CertificatesSection handling={handling} tx={tx} />
      <TeamsSection teams={handling.teams} staff={staff} />
      <CriteriaSection handling={handling} staff={staff} sites={sites} />
    </Desk>
  );
}

async function Delays({ handling }: { handling: Handling }) {
  const [t, words, form] = await Promise.all([
    getTranslations("casework.settings"),
    getTranslations("casework.kinds"),
    getTranslations("ui.form"),
  ]);
  return (
    <Section title={t("delays")}>
      <p>{t("delaysText")}</p>
      <ActionForm
        action={delays}
        texts={formTexts(form)}
        label={t("delays")}
        prefix="delays"
        hidden={{ _key: newSecret() }}
      >
        {requestKinds.map((kind) => (
          <fieldset key={kind} className="field-row">
            <legend className="soft">{words(kind)}</legend>
            {isDataRight(kind) ? (
              <input type="hidden" name={`delays.${kind}.days`} value={handling.delays[kind].days} />
            ) : (
              <TextInput
                short
                name={`delays.${kind}.days`}
                label={t("days")}
                inputMode="numeric"
                defaultValue={String(handling.delays[kind].days)}
              />
            )}
            <TextInput
              short
              name={`delays.${kind}.remind`}
              label={t("remind")}
              inputMode="numeric"
              defaultValue={String(handling.delays[kind].remind)}
            />
          </fieldset>
        ))}
        <SubmitButton kind="line">{t("save")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

async function Mails({ handling }: { handling: Handling }) {
  const [t, form] = await Promise.all([getTranslations("casework.settings"), getTranslations("ui.form")]);
  return (
    <Section title={t("mails")}>
      <ActionForm
        action={mails}
        texts={formTexts(form)}
        label={t("mails")}
        prefix="mails"
        hidden={{ _key: newSecret() }}
      >
        <CheckboxGroup
          name="mails[]"
          legend={t("mails")}
          defaultValues={handling.mails}
          choices={mailedSteps.map((step) => ({ value: step, label: t(`steps.${step}`) }))}
        />
        <SubmitButton kind="line">{t("save")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
