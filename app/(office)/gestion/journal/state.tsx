/** State of sealing and of what outside parties sign, for the head. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { wordMoment } from "@/lib/i18n/dates";
import type { Duty, JournalState } from "@/lib/journal/queries-state";

export async function SealingState({ state }: { state: JournalState }) {
  const [t, locale] = await Promise.all([getTranslations("trace.state"), getLocale()]);
  const at = (moment: string | null) => (moment ? wordMoment(locale, moment) : t("never"));
  const worded = ({ failing }: Duty, last: string | null) =>
    failing ? t("failing", { moment: wordMoment(locale, failing.since), attempts: failing.attempts }) : at(last);
  const { duties, anchors, isLate } = state;
  const isTrouble = isLate || duties.seal.failing !== null;
  return (
    <Section title={t("title")}>
      <Lines label={t("title")}>
        <Line icon={isTrouble ? "alert" : "seal"} due={isTrouble} title={t("sealedAt")}>
          <p>{duties.seal.failing ? t("stopped") : isLate ? t("late") : t("ok")}</p>
          <p>{worded(duties.seal, state.sealedAt)}</p>
          {state.size && state.log ? <p>{t("sizeValue", { size: state.size, log: state.log })}</p> : <p>{t("none")}</p>}
        </Line>
        <Line icon="eye" due={duties.witness.failing !== null} title={t("witness")}>
          <p>{worded(duties.witness, anchors.witness)}</p>
        </Line>
        <Line icon="clock" due={duties.timestamp.failing !== null} title={t("timestamp")}>
          <p>{worded(duties.timestamp, anchors.timestamp)}</p>
        </Line>
        <Line icon="mail" due={duties.mail.failing !== null} title={t("mail")}>
          <p>{worded(duties.mail, duties.mail.doneAt)}</p>
        </Line>
      </Lines>
      <p>
        <TextLink href="/journal/checkpoint" plain className="link">
          {t("public")}
        </TextLink>
      </p>
    </Section>
  );
}
