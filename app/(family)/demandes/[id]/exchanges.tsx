/** What was written on both sides, and the way to write more while the request is open. Agents are the office, never a name. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { RequestStory, type ToldStep } from "@/components/request/request-story";
import { Line } from "@/components/ui/line";
import type { OwnEntry, OwnRequest } from "@/lib/casework/queries";
import { formTexts } from "@/lib/i18n/form-texts";
import { onceKey } from "../../form-words";
import { reply } from "../actions";

export async function Exchanges({ request }: { request: OwnRequest }) {
  const [t, locale] = await Promise.all([getTranslations("casework.page"), getLocale()]);
  const steps = await Promise.all(request.entries.map((entry) => told(entry, request.id)));
  return (
    <Section title={t("story")} id="echanges">
      <Line as="div" icon="message">
        <RequestStory steps={steps} locale={locale} />
        {request.isOpen && request.kind !== "change" ? <Reply requestId={request.id} /> : null}
      </Line>
    </Section>
  );
}

async function told({ id, side, kind, isOwn, title, text, state, at }: OwnEntry, requestId: string): Promise<ToldStep> {
  const [t, states] = await Promise.all([getTranslations("casework.page"), getTranslations("casework.states")]);
  const who = side === "office" ? t("office") : t(isOwn ? "you" : "other");
  const isLetter = kind === "letter";
  const step = kind === "step" && state ? t("stepTaken", { state: states(state) }) : null;
  return {
    ...{ id, who, at },
    title: isLetter ? t("letter", { title: title ?? "" }) : step,
    text: isLetter ? null : text,
    link: isLetter ? { href: `/api/demandes/${requestId}/lettres/${id}`, label: t("letterPdf") } : null,
  };
}

async function Reply({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("casework.page"), getTranslations("ui.form")]);
  return (
    <div className="mt-6 no-print">
      <ActionForm
        action={reply}
        texts={formTexts(form)}
        labels={{ text: t("reply") }}
        prefix="reply"
        hidden={{ requestId, ...onceKey() }}
      >
        <TextArea name="text" label={t("reply")} rows={4} required maxLength={4000} />
        <SubmitButton kind="line">{t("send")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
