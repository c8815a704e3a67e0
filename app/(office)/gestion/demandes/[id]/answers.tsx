/** Moving a request on and writing to the family about it; once it is ended, opening it again. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Button, LinkButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import type { Model } from "@/lib/letter/queries";
import { fillBody, type Values } from "@/lib/letter/rules";
import { afterStep, isOpenState } from "@/lib/request/rules";
import { reopen, step, write } from "../actions";

type Modelled = { models: readonly Model[]; chosen: string; values: Values };
type Props = Modelled & { request: OfficeRequest };

export async function AnswerSections({ request, ...modelled }: Props) {
  const isOpen = isOpenState(request.state);
  if (!isOpen) return <Ended request={request} />;
  if (request.kind === "change") return null;
  return (
    <>
      {request.state === "proposal" ? null : <Message requestId={request.id} {...modelled} />}
      <Steps request={request} />
    </>
  );
}

const hidden = (requestId: string) => ({ requestId, _key: newSecret() });

async function Message({ requestId, models, chosen, values }: Modelled & { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  const model = models.find(({ id }) => id === chosen);
  return (
    <Section title={t("message")} id="message">
      <ModelChoice requestId={requestId} models={models} chosen={chosen} />
      <ActionForm
        key={chosen}
        action={write}
        texts={formTexts(form)}
        label={t("message")}
        labels={{ text: t("messageLabel") }}
        hidden={{ ...hidden(requestId), templateId: model?.id ?? "" }}
        prefix="write"
      >
        <TextArea
          name="text"
          label={t("messageLabel")}
          rows={model ? 10 : 5}
          maxLength={4000}
          defaultValue={model ? fillBody(model.body, values) : undefined}
        />
        <Checkbox name="waits" label={t("waits")} detail={t("waitsDetail")} />
        <SubmitButton kind="line">{t("send")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

/** Asks for the same page again, with the words of a model in the field. */
async function ModelChoice({ requestId, models, chosen }: Omit<Modelled, "values"> & { requestId: string }) {
  if (models.length === 0) return null;
  const t = await getTranslations("casework.office");
  return (
    <form
      method="get"
      action={`/gestion/demandes/${requestId}#message`}
      className="field-bar mt-3 mb-3"
      aria-label={t("model")}
    >
      <Select
        name="modele"
        label={t("model")}
        defaultValue={chosen}
        options={[{ value: "", label: t("noModel") }, ...models.map(({ id, title }) => ({ value: id, label: title }))]}
      />
      <Button type="submit" kind="quiet">
        {t("modelUse")}
      </Button>
    </form>
  );
}

async function Steps({ request }: { request: OfficeRequest }) {
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  const possible = (["acknowledge", "study"] as const).filter((one) => afterStep(request.state, one, "office"));
  return (
    <Section title={t("steps")}>
      <div className="form-actions mt-3">
        <LinkButton kind="line" href={`/gestion/demandes/${request.id}/courrier`}>
          {t("letter")}
        </LinkButton>
        {possible.map((one) => (
          <ActionForm
            key={one}
            action={step}
            texts={formTexts(form)}
            label={t(one)}
            prefix={one}
            hidden={{ ...hidden(request.id), step: one }}
          >
            <SubmitButton kind="line">{t(one)}</SubmitButton>
          </ActionForm>
        ))}
      </div>
    </Section>
  );
}

async function Ended({ request: { id, kind, state } }: { request: OfficeRequest }) {
  if (kind === "change") return null;
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  return (
    <Section title={t("steps")}>
      {state === "decided" ? (
        <ActionForm
          action={step}
          texts={formTexts(form)}
          label={t("close")}
          prefix="close"
          hidden={{ ...hidden(id), step: "close" }}
        >
          <SubmitButton kind="quiet">{t("close")}</SubmitButton>
        </ActionForm>
      ) : null}
      <Disclosure summary={t("reopen")}>
        <ActionForm
          action={reopen}
          texts={formTexts(form)}
          label={t("reopen")}
          labels={{ text: t("reopenLabel") }}
          prefix="reopen"
          hidden={hidden(id)}
        >
          <TextArea name="text" label={t("reopenLabel")} rows={3} maxLength={4000} />
          <SubmitButton kind="line">{t("reopenSubmit")}</SubmitButton>
        </ActionForm>
      </Disclosure>
    </Section>
  );
}
