/** Moving a request on and writing to the family about it; once it is ended, opening it again. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import type { OfficeScope } from "@/lib/access/gate";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { afterStep, isOpenState } from "@/lib/request/rules";
import type { Visit } from "@/lib/server/page";
import { reopen, step, write } from "../actions";

type Props = { request: OfficeRequest; visit: Visit<OfficeScope> };

export async function AnswerSections({ request }: Props) {
  const isOpen = isOpenState(request.state);
  if (!isOpen) return <Ended request={request} />;
  if (request.kind === "change") return null;
  return (
    <>
      {request.state === "proposal" ? null : <Message requestId={request.id} />}
      <Steps request={request} />
    </>
  );
}

const hidden = (requestId: string) => ({ requestId, _key: newSecret() });

async function Message({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  return (
    <Section title={t("message")}>
      <ActionForm
        action={write}
        texts={formTexts(form)}
        label={t("message")}
        labels={{ text: t("messageLabel") }}
        hidden={hidden(requestId)}
        prefix="write"
      >
        <TextArea name="text" label={t("messageLabel")} rows={5} maxLength={4000} />
        <Checkbox name="waits" label={t("waits")} detail={t("waitsDetail")} />
        <SubmitButton kind="line">{t("send")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

async function Steps({ request }: { request: OfficeRequest }) {
  const [t, form] = await Promise.all([getTranslations("casework.office"), getTranslations("ui.form")]);
  const possible = (["acknowledge", "study"] as const).filter((one) => afterStep(request.state, one, "office"));
  if (possible.length === 0) return null;
  return (
    <Section title={t("steps")}>
      <div className="form-actions mt-3">
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
