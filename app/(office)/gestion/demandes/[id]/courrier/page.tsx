/** A letter about a request: a model filled with this request's values, corrected by the agent, kept word by word once it is sent. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { valuesOf } from "@/lib/agreement/queries";
import { consultedRequest } from "@/lib/casework/queries-office";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { type Model, modelsOf } from "@/lib/letter/queries";
import { fillBody, fillLine } from "@/lib/letter/rules";
import { officePage, tracedRead } from "@/lib/server/page";
import { send } from "../../actions-agreement";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("letter.write"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ modele?: string }> };

export default async function LetterPage({ params, searchParams }: Props) {
  const [{ id }, { modele }] = await Promise.all([params, searchParams]);
  const path = `/gestion/demandes/${encodeURIComponent(id)}/courrier`;
  const visit = await officePage("request.handle", path);
  const request = isId(id) ? await tracedRead(visit, (context) => consultedRequest(context, visit.scope, id)) : null;
  if (!request) notFound();
  const [t, locale, models] = await Promise.all([
    getTranslations("letter.write"),
    getLocale(),
    modelsOf(visit.tx, { use: "letter" }),
  ]);
  const model = models.find((one) => one.id === modele) ?? null;
  const values = await valuesOf(visit.tx, request, { locale: model?.locale ?? locale, today: visit.today });
  return (
    <Desk
      title={t("title")}
      lead={`${request.reference}. ${t("lead")}`}
      back={{ href: `/gestion/demandes/${id}`, label: t("back") }}
    >
      <ModelForm path={`/gestion/demandes/${id}/courrier`} models={models} chosen={model} />
      <SendForm
        requestId={id}
        templateId={model?.id ?? ""}
        subject={model ? fillLine(model.subject, values) : ""}
        body={model ? fillBody(model.body, values) : ""}
      />
    </Desk>
  );
}

async function ModelForm({ path, models, chosen }: { path: string; models: Model[]; chosen: Model | null }) {
  const [t, languages] = await Promise.all([getTranslations("letter.write"), getTranslations("letter.models")]);
  if (models.length === 0) return null;
  return (
    <form method="get" action={path} className="field-bar mt-6 mb-6" aria-label={t("model")}>
      <Select
        name="modele"
        label={t("model")}
        defaultValue={chosen?.id ?? ""}
        options={[
          { value: "", label: t("none") },
          ...models.map((one) => ({ value: one.id, label: `${one.title}, ${languages(`languages.${one.locale}`)}` })),
        ]}
      />
      <Button type="submit" kind="line">
        {t("use")}
      </Button>
    </form>
  );
}

type SendProps = { requestId: string; templateId: string; subject: string; body: string };

async function SendForm({ requestId, templateId, subject, body }: SendProps) {
  const [t, form] = await Promise.all([getTranslations("letter.write"), getTranslations("ui.form")]);
  return (
    <ActionForm
      key={templateId}
      action={send}
      texts={formTexts(form)}
      label={t("title")}
      labels={{ title: t("subject"), text: t("body") }}
      hidden={{ requestId, templateId, _key: newSecret() }}
    >
      <TextInput name="title" label={t("subject")} defaultValue={subject} maxLength={200} />
      <TextArea name="text" label={t("body")} defaultValue={body} rows={14} maxLength={8000} />
      <SubmitButton>{t("send")}</SubmitButton>
    </ActionForm>
  );
}
