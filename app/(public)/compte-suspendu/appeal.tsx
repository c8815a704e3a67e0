/** An appeal against the suspension, or a right over one's data: the one thing that stays open, with what became of those sent before. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { Padded, Section } from "@/components/layout/leaf";
import { workTone } from "@/components/request/work-words";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { type Appealed, appealsOf } from "@/lib/casework/queries";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { askedWhileSuspended, isOpenState, isOutcome } from "@/lib/request/rules";
import type { Visit } from "@/lib/server/page";
import { appeal } from "../../(family)/demandes/actions";

export async function Appeal({ visit }: { visit: Visit<null> }) {
  const [t, words, form, sent] = await Promise.all([
    getTranslations("casework.appeal"),
    getTranslations("casework.kinds"),
    getTranslations("ui.form"),
    appealsOf(visit.tx, visit.passport.accountId),
  ]);
  return (
    <>
      {sent.length > 0 ? (
        <Section title={t("yours")}>
          <Lines>
            {sent.map((one) => (
              <Sent key={one.id} sent={one} />
            ))}
          </Lines>
        </Section>
      ) : null}
      <Section title={t("title")}>
        <Padded>
          <p>{t("lead")}</p>
          <ActionForm
            action={appeal}
            texts={formTexts(form)}
            label={t("title")}
            labels={{ kind: t("kind"), text: t("text") }}
            hidden={{ _key: newSecret() }}
          >
            <Select
              name="kind"
              label={t("kind")}
              options={askedWhileSuspended.map((kind) => ({ value: kind, label: words(kind) }))}
            />
            <TextArea name="text" label={t("text")} hint={t("textHint")} rows={6} required maxLength={4000} />
            <SubmitButton>{t("submit")}</SubmitButton>
          </ActionForm>
        </Padded>
      </Section>
    </>
  );
}

async function Sent({ sent: { kind, state, outcome, reference, receivedAt, answer } }: { sent: Appealed }) {
  const [t, words, locale] = await Promise.all([
    getTranslations("casework.appeal"),
    getTranslations("casework"),
    getLocale(),
  ]);
  const ended = !isOpenState(state) && isOutcome(outcome);
  return (
    <Line icon="message" title={words(`kinds.${kind}`)}>
      <p>
        <Tag tone={workTone({ state, outcome })}>{ended ? words(`outcomes.${outcome}`) : words(`states.${state}`)}</Tag>
      </p>
      <p className="small soft">
        {reference}, {t("sentOn", { day: wordDate(locale, parisOf(receivedAt).day) })}
      </p>
      {answer ? <p className="whitespace-pre-line">{t("answer", { text: answer })}</p> : null}
    </Line>
  );
}
