/** The text that waits for a signature: to read, to sign with a code that comes by mail, or to refuse; and what was signed before. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea, TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Line } from "@/components/ui/line";
import type { OwnRequest } from "@/lib/casework/queries";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { onceKey } from "../../form-words";
import { askCode, decline, sign } from "../actions-signature";

type Proposal = OwnRequest["proposals"][number];
type Props = { request: OwnRequest; accountId: string };

export async function SignatureSection({ request, accountId }: Props) {
  const proposal = request.proposals.at(-1);
  if (!proposal || (proposal.state !== "open" && proposal.state !== "signed")) return null;
  const [t, locale] = await Promise.all([getTranslations("letter.sign"), getLocale()]);
  const isSigned = proposal.state === "signed";
  const mayAnswer = !isSigned && request.state === "proposal";
  const isAsker = request.accountId === null || request.accountId === accountId;
  return (
    <Section title={t("title")} id="signature">
      <Line as="div" icon="document" due={mayAnswer}>
        {mayAnswer ? <p>{t("lead")}</p> : null}
        <p className="prose whitespace-pre-line mt-3">{proposal.text}</p>
        <p className="small soft wrap-anywhere">{t("hash", { hash: proposal.sha256 })}</p>
        {isSigned && proposal.answeredAt ? (
          <>
            <p>{t("signed", { moment: wordMoment(locale, parisOf(proposal.answeredAt).moment) })}</p>
            <LinkButton kind="line" href={`/api/demandes/${request.id}/accords/${proposal.version}`} plain>
              {t("pdf")}
            </LinkButton>
          </>
        ) : null}
        {mayAnswer && !isAsker ? <p>{t("notYours")}</p> : null}
        {mayAnswer && isAsker ? <Answers requestId={request.id} proposal={proposal} /> : null}
      </Line>
    </Section>
  );
}

async function Answers({ requestId, proposal }: { requestId: string; proposal: Proposal }) {
  const [t, form] = await Promise.all([getTranslations("letter.sign"), getTranslations("ui.form")]);
  const texts = formTexts(form);
  const ids = () => ({ requestId, proposalId: proposal.id, ...onceKey() });
  return (
    <div className="grid gap-6 mt-6 no-print">
      <ActionForm action={askCode} texts={texts} label={t("code")} prefix="code" hidden={ids()}>
        <SubmitButton kind="line">{t("code")}</SubmitButton>
      </ActionForm>
      <ActionForm
        action={sign}
        texts={texts}
        label={t("sign")}
        labels={{ code: t("codeLabel") }}
        prefix="sign"
        hidden={{ ...ids(), sha256: proposal.sha256 }}
      >
        <TextInput
          name="code"
          label={t("codeLabel")}
          hint={t("codeHint")}
          inputMode="numeric"
          autoComplete="one-time-code"
          short
        />
        <SubmitButton kind="due">{t("sign")}</SubmitButton>
      </ActionForm>
      <Disclosure summary={t("decline")}>
        <ActionForm
          action={decline}
          texts={texts}
          label={t("decline")}
          labels={{ motive: t("declineLabel") }}
          prefix="decline"
          hidden={ids()}
        >
          <TextArea name="motive" label={t("declineLabel")} rows={3} maxLength={2000} />
          <SubmitButton kind="line">{t("declineSubmit")}</SubmitButton>
        </ActionForm>
      </Disclosure>
    </div>
  );
}
