/** A text to sign: the ones proposed so far with what became of them, and the next one. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { proposalKinds } from "@/lib/agreement/rules";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { afterStep } from "@/lib/request/rules";
import { propose } from "../actions-agreement";

export async function ProposalSection({ request }: { request: OfficeRequest }) {
  const t = await getTranslations("letter.propose");
  const may = request.kind !== "change" && afterStep(request.state, "propose", "office");
  if (!may && request.proposals.length === 0) return null;
  return (
    <Section title={request.proposals.length > 0 ? t("versions") : t("title")}>
      {request.proposals.map((proposal) => (
        <Version key={proposal.id} requestId={request.id} proposal={proposal} />
      ))}
      {may ? (
        <Disclosure summary={t("title")}>
          <ProposeForm request={request} />
        </Disclosure>
      ) : null}
    </Section>
  );
}

type Proposal = OfficeRequest["proposals"][number];

async function Version({ requestId, proposal }: { requestId: string; proposal: Proposal }) {
  const [t, locale] = await Promise.all([getTranslations("letter.propose"), getLocale()]);
  const { version, kind, state, text, answeredAt, signer, motive, sha256 } = proposal;
  const moment = answeredAt ? wordMoment(locale, parisOf(answeredAt).moment) : "";
  const name = kind === "conclusion" ? t("kinds.conclusion") : t("kinds.proposal");
  const isKnown = state === "signed" || state === "refused" || state === "withdrawn";
  return (
    <div className="mt-3">
      <p>
        <strong>{t("version", { kind: name, version })}</strong>
      </p>
      <p>{t(`states.${isKnown ? state : "open"}`, { moment, signer: signer ?? "" })}</p>
      {motive ? <p>{t("motive", { motive })}</p> : null}
      <Disclosure summary={`${t("hash")} ${sha256.slice(0, 16)}…`}>
        <p className="prose whitespace-pre-line">{text}</p>
      </Disclosure>
      {state === "signed" ? (
        <LinkButton kind="quiet" href={`/api/demandes/${requestId}/accords/${version}`} plain>
          {t("pdf")}
        </LinkButton>
      ) : null}
    </div>
  );
}

async function ProposeForm({ request }: { request: OfficeRequest }) {
  const [t, form] = await Promise.all([getTranslations("letter.propose"), getTranslations("ui.form")]);
  return (
    <ActionForm
      action={propose}
      texts={formTexts(form)}
      label={t("title")}
      labels={{ kind: t("kind"), text: t("text") }}
      prefix="propose"
      hidden={{ requestId: request.id, _key: newSecret() }}
    >
      <Select
        name="kind"
        label={t("kind")}
        options={proposalKinds.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
      />
      <TextArea
        name="text"
        label={t("text")}
        hint={t("textHint")}
        rows={8}
        maxLength={8000}
        defaultValue={request.proposals.at(-1)?.text}
      />
      <SubmitButton kind="line">{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
