/** Ending a request: a change of record is made or refused, the rest is decided in words. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { effectKinds, isDataRight, isOpenState } from "@/lib/request/rules";
import { accept, decide, extend, refuse } from "../actions";

type Props = { request: OfficeRequest };

export async function DecideSection({ request }: Props) {
  if (!isOpenState(request.state)) return null;
  const t = await getTranslations("casework.office");
  return (
    <Section title={t("decide")}>
      <div className="mt-3 grid gap-6">
        {request.kind === "change" ? <ChangeForms requestId={request.id} /> : <DecideForm request={request} />}
        {isDataRight(request.kind) && !request.extended ? <ExtendForm requestId={request.id} /> : null}
      </div>
    </Section>
  );
}

const hidden = (requestId: string) => ({ requestId, _key: newSecret() });

async function DecideForm({ request }: { request: OfficeRequest }) {
  const [t, words, form] = await Promise.all([
    getTranslations("casework.office"),
    getTranslations("casework.outcomes"),
    getTranslations("ui.form"),
  ]);
  const all = ["accepted", "partly", "refused", "answered"] as const;
  // Where accepting does something, it has its own button.
  const choices = all.filter((one) => one !== "accepted" || !effectKinds.includes(request.kind));
  return (
    <ActionForm
      action={decide}
      texts={formTexts(form)}
      label={t("decide")}
      labels={{ outcome: t("outcome"), motive: t("motive") }}
      hidden={hidden(request.id)}
      prefix="decide"
    >
      <Select
        name="outcome"
        label={t("outcome")}
        placeholder={form("choose")}
        options={choices.map((one) => ({ value: one, label: words(one) }))}
      />
      <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={5} maxLength={4000} />
      <SubmitButton>{t("decideSubmit")}</SubmitButton>
    </ActionForm>
  );
}

async function ChangeForms({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("requests.office"), getTranslations("ui.form")]);
  const texts = formTexts(form);
  return (
    <>
      <ActionForm action={accept} texts={texts} label={t("accept")} hidden={hidden(requestId)} prefix="accept">
        <SubmitButton icon="check">{t("accept")}</SubmitButton>
      </ActionForm>
      <ActionForm
        action={refuse}
        texts={texts}
        label={t("refuse")}
        labels={{ motive: t("motive") }}
        hidden={hidden(requestId)}
        prefix="refuse"
      >
        <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={4} />
        <SubmitButton kind="line">{t("refuseSubmit")}</SubmitButton>
      </ActionForm>
    </>
  );
}

async function ExtendForm({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  return (
    <Disclosure summary={t("extend")}>
      <p>{t("extendText")}</p>
      <ActionForm
        action={extend}
        texts={formTexts(form)}
        label={t("extend")}
        labels={{ motive: t("motive") }}
        hidden={hidden(requestId)}
        prefix="extend"
      >
        <TextArea name="motive" label={t("motive")} rows={3} maxLength={4000} />
        <SubmitButton kind="line">{t("extendSubmit")}</SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
