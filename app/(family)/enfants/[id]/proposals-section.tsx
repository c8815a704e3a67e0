/** What both parents must want: what is proposed, by whom, and the answer of the one who is asked. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { CustodyText } from "@/components/household/custody-text";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { Proposal } from "@/lib/custody/queries";
import { wordDate, wordDay } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { answer, withdraw } from "./actions";

type Swapped = { day: string; here: boolean };
type Props = {
  childId: string;
  proposals: readonly Proposal[];
  swapped: readonly Swapped[];
  schools: ReadonlyMap<string, string>;
};

export async function ProposalsSection({ childId, proposals, swapped, schools }: Props) {
  const [t, swap, locale] = await Promise.all([
    getTranslations("parents.proposals"),
    getTranslations("parents.swap"),
    getLocale(),
  ]);
  return (
    <Section title={t("title")} id="accords">
      <Lines>
        {proposals.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} schools={schools} />
        ))}
        {swapped.map(({ day, here }) => (
          <Line key={day} icon="repeat" quiet>
            {swap(here ? "here" : "there", { day: wordDay(locale, day) })}
          </Line>
        ))}
        <Line
          actions={
            <LinkButton kind="line" small href={`/enfants/${childId}/echanger`}>
              {swap("open")}
            </LinkButton>
          }
        >
          {t("lead")}
        </Line>
      </Lines>
    </Section>
  );
}

const TONES = { proposed: "due", agreed: "ok", refused: "bad", withdrawn: "quiet", expired: "quiet" } as const;

type LineProps = { proposal: Proposal; schools: Props["schools"] };

async function ProposalLine({ proposal, schools }: LineProps) {
  const [t, locale] = await Promise.all([getTranslations("parents.proposals"), getLocale()]);
  const { state, own, kind } = proposal;
  const waits = state === "proposed";
  return (
    <Line
      icon="user-check"
      due={waits && !own}
      title={t(`kinds.${kind}`)}
      actions={waits ? <Answers proposal={proposal} /> : null}
    >
      <p>
        <What proposal={proposal} schools={schools} />
      </p>
      <p className="small soft">{t(own ? "byYou" : "byOther", { day: wordDate(locale, proposal.day) })}</p>
      <p className="small soft">
        <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>{" "}
        {waits ? t("until", { day: wordDate(locale, proposal.until) }) : null}
        {state === "agreed" && kind.startsWith("child_") ? t("office") : null}
      </p>
    </Line>
  );
}

async function What({ proposal, schools }: LineProps) {
  const [t, locale] = await Promise.all([getTranslations("parents.proposals"), getLocale()]);
  const { own } = proposal;
  switch (proposal.kind) {
    case "child_identity": {
      const { birthDate, ...names } = proposal.wish;
      return t("what.child_identity", { ...names, day: wordDate(locale, birthDate) });
    }
    case "child_school": {
      const { siteId, grade, since } = proposal.wish;
      return t("what.child_school", { school: schools.get(siteId) ?? "", grade, day: wordDate(locale, since) });
    }
    case "child_custody":
      return (
        <>
          {t(own ? "custodyOwn" : "custodyOther")} : <CustodyText custody={proposal.wish.custody} />
        </>
      );
    case "image_consent":
      return t("what.image_consent");
    case "custody_day": {
      const here = proposal.wish.toProposer === own;
      return t(here ? "what.dayHere" : "what.dayThere", { day: wordDay(locale, proposal.wish.day) });
    }
  }
}

async function Answers({ proposal: { id, own } }: { proposal: Proposal }) {
  const [t, ui] = await Promise.all([getTranslations("parents.proposals"), getTranslations("ui.form")]);
  const texts = formTexts(ui);
  if (own) {
    return (
      <ActionForm action={withdraw} texts={texts} hidden={{ proposalId: id }} prefix={`w-${id}`}>
        <ConfirmButton label={t("withdraw")} question={t("withdraw")} confirm={t("withdraw")} kind="line" />
      </ActionForm>
    );
  }
  return (
    <>
      <ActionForm action={answer} texts={texts} hidden={{ proposalId: id, answer: "agree" }} prefix={`a-${id}`}>
        <ConfirmButton label={t("agree")} question={t("agreeQuestion")} confirm={t("agree")} kind="due" />
      </ActionForm>
      <ActionForm action={answer} texts={texts} hidden={{ proposalId: id, answer: "refuse" }} prefix={`r-${id}`}>
        <ConfirmButton label={t("refuse")} question={t("refuseQuestion")} confirm={t("refuse")} kind="line" />
      </ActionForm>
    </>
  );
}
