/** A contested line as its family follows it: the line, what was written on both sides, and the answer. */
import { getLocale, getTranslations } from "next-intl/server";
import { ContestedLine, ContestStory, contestTones, lineName } from "@/components/contest/contest-parts";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Leaf, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Label, Reference } from "@/components/ui/label";
import { Line } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import type { Contest } from "@/lib/contest/queries";
import { isOpen } from "@/lib/contest/rules";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { onceKey, wordsOf } from "../../form-words";
import { reply } from "../actions";

export async function ContestLeaf({ contest, sent }: { contest: Contest; sent: boolean }) {
  const [t, requests, words, locale] = await Promise.all([
    getTranslations("contest"),
    getTranslations("requests"),
    wordsOf("contest"),
    getLocale(),
  ]);
  const { about, step, entries } = contest;
  const told = entries.map((entry) => ({ ...entry, who: t(entry.side === "family" ? "page.you" : "page.office") }));
  return (
    <Leaf
      title={t("title", { label: lineName(about, locale) })}
      lead={requests("sent", { day: wordDate(locale, parisOf(contest.receivedAt).day) })}
      back={{ href: "/demandes", label: requests("back") }}
      notice={
        sent && step === "received" ? (
          <Notice tone="ok" live title={t("page.sentTitle")}>
            {t("page.sentText")}
          </Notice>
        ) : null
      }
    >
      <Line as="div" quiet>
        <Label title={t("page.reference")}>
          <Reference>{about.reference}</Reference>
        </Label>
      </Line>
      <Section title={requests("detail.answer")}>
        <Line as="div" icon="info">
          <Answer contest={contest} />
        </Line>
      </Section>
      <Section title={t("page.about")}>
        <Line
          as="div"
          icon="invoice"
          actions={
            <LinkButton kind="quiet" href={`/factures/${about.invoiceId}`}>
              {t("page.invoice")}
            </LinkButton>
          }
        >
          <ContestedLine about={about} words={words.line} locale={locale} />
        </Line>
      </Section>
      <Section title={t("page.story")}>
        <Line as="div" icon="message">
          <ContestStory entries={told} locale={locale} />
          {isOpen(step) ? <Reply requestId={contest.id} /> : null}
        </Line>
      </Section>
    </Leaf>
  );
}

async function Answer({ contest }: { contest: Contest }) {
  const [t, locale] = await Promise.all([getTranslations("contest"), getLocale()]);
  const { step, decidedAt, creditNoteId } = contest;
  const day = decidedAt ? wordDate(locale, parisOf(decidedAt).day) : "";
  const said = {
    received: t("page.waiting"),
    in_study: t("page.study"),
    accepted: t("page.acceptedText", { day }),
    refused: t("page.refusedText", { day }),
  }[step];
  return (
    <>
      <p>
        <Tag tone={contestTones[step]}>{t(`states.${step}`)}</Tag>
      </p>
      <p>{said}</p>
      {step === "refused" ? <p className="small soft">{t("page.again")}</p> : null}
      {creditNoteId ? (
        <p className="mt-3">
          <LinkButton kind="line" href={`/factures/${creditNoteId}`}>
            {t("page.creditNote")}
          </LinkButton>
        </p>
      ) : null}
    </>
  );
}

async function Reply({ requestId }: { requestId: string }) {
  const [t, form] = await Promise.all([getTranslations("contest.page"), getTranslations("ui.form")]);
  return (
    <div className="mt-6 no-print">
      <ActionForm
        action={reply}
        texts={formTexts(form)}
        labels={{ text: t("reply") }}
        hidden={{ requestId, ...onceKey() }}
      >
        <TextArea name="text" label={t("reply")} rows={3} required maxLength={2000} />
        <SubmitButton kind="line">{t("send")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
