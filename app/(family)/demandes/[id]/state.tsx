/** How far a request is: the step, the last day of the answer, what the decision did, and the ways to withdraw or to come back to it. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { workTone } from "@/components/request/work-words";
import { LinkButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Line } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { OwnRequest } from "@/lib/casework/queries";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { isOutcome } from "@/lib/request/rules";
import { onceKey } from "../../form-words";
import { reopen, withdraw, withdrawChange } from "../actions";

type Props = { request: OwnRequest; today: CivilDate };

export async function StateSection({ request, today }: Props) {
  const [t, words] = await Promise.all([getTranslations("casework.page"), getTranslations("casework")]);
  const { state, outcome, isOpen, isPrivate } = request;
  const said = !isOpen && isOutcome(outcome) ? words(`outcomes.${outcome}`) : words(`states.${state}`);
  return (
    <Section title={t("state")}>
      <Line as="div" icon="info" due={state === "waiting_family" || state === "proposal"}>
        <p>
          <Tag tone={workTone(request)}>{said}</Tag>
        </p>
        <When request={request} today={today} />
        <Effect request={request} />
        {isPrivate ? <p className="small soft">{t("private")}</p> : null}
        {isOpen ? <Withdraw request={request} /> : null}
        {request.mayReopen && request.kind !== "change" ? <Reopen requestId={request.id} /> : null}
      </Line>
    </Section>
  );
}

async function When({ request, today }: Props) {
  const [t, locale] = await Promise.all([getTranslations("casework.page"), getLocale()]);
  const { state, dueOn, isOpen, decidedAt, outcome } = request;
  if (!isOpen && decidedAt) {
    const day = wordDate(locale, parisOf(decidedAt).day);
    return <p>{t(outcome === "withdrawn" ? "closedOn" : "decidedOn", { day })}</p>;
  }
  if (state === "waiting_family") return <p>{t("waiting")}</p>;
  if (!dueOn || !isOpen) return null;
  return <p>{t(today > dueOn ? "late" : "due", { day: wordDate(locale, dueOn) })}</p>;
}

/** What the decision did, and where to see it. */
async function Effect({ request: { effectKind, effectId } }: { request: OwnRequest }) {
  const t = await getTranslations("casework.page.effects");
  const places: Record<string, string> = {
    "credit-note": `/factures/${effectId}`,
    booking: "/reservations",
    plan: "/factures",
  };
  if (effectKind === "credit-note" || effectKind === "booking" || effectKind === "plan") {
    return (
      <p className="mt-3">
        <LinkButton kind="line" href={places[effectKind] ?? "/accueil"}>
          {t(effectKind)}
        </LinkButton>
      </p>
    );
  }
  if (effectKind === "suspension" || effectKind === "attendance" || effectKind === "change")
    return <p>{t(effectKind)}</p>;
  return null;
}

async function Withdraw({ request: { id, kind } }: { request: OwnRequest }) {
  const [t, form] = await Promise.all([getTranslations("casework.page"), getTranslations("ui.form")]);
  return (
    <div className="mt-3 no-print">
      <ActionForm
        action={kind === "change" ? withdrawChange : withdraw}
        texts={formTexts(form)}
        label={t("withdraw")}
        prefix="withdraw"
        hidden={{ requestId: id, ...onceKey() }}
      >
        <ConfirmButton label={t("withdraw")} question={t("withdrawQuestion")} confirm={t("withdrawConfirm")} />
      </ActionForm>
    </div>
  );
}

async function Reopen({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("casework.page"), getTranslations("ui.form")]);
  return (
    <div className="mt-3 no-print">
      <Disclosure summary={t("reopen")}>
        <p>{t("reopenText")}</p>
        <ActionForm
          action={reopen}
          texts={formTexts(form)}
          label={t("reopen")}
          labels={{ text: t("reopenLabel") }}
          prefix="reopen"
          hidden={{ requestId, ...onceKey() }}
        >
          <TextArea name="text" label={t("reopenLabel")} rows={4} required maxLength={4000} />
          <SubmitButton kind="line">{t("reopenSubmit")}</SubmitButton>
        </ActionForm>
      </Disclosure>
    </div>
  );
}
