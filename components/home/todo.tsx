/** What waits for the family, each with the way to settle it; the first thing to pay has the page's one filled button. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { Requirement } from "@/lib/document/rules";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, untilMoment, wordDateInYear, wordDayInYear, wordDistance, wordLimit } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, mondayOf } from "@/lib/kernel/civil-date";
import type { ChildChoices, Offer, Owed } from "@/lib/report/rules-home";
import { activityIcon } from "./activity-icon";

/** A change for which the other parent waits for an answer, until and including a day. */
export type Asked = { id: string; childId: string; firstName: string; until: CivilDate };
type Shown = { today: CivilDate; locale: Locale };
type Props = Shown & {
  owed: readonly Owed[];
  offers: readonly Offer[];
  choices: readonly ChildChoices[];
  /** School years for which a household has yet to say that its file is right. */
  toConfirm: readonly string[];
  asked: readonly Asked[];
  /** Documents to give, to renew or to give again. */
  missing: readonly Requirement[];
  /** When nothing waits. */
  quiet: ReactNode;
};

export function Todo({ owed, offers, choices, toConfirm, asked, missing, quiet, ...shown }: Props) {
  const first = owed.find((one) => !one.checking);
  return (
    <Lines>
      {owed.map((one) => (
        <OwedLine key={one.invoiceId} owed={one} filled={one === first} {...shown} />
      ))}
      {offers.map((offer) => (
        <OfferLine key={`${offer.childId}${offer.day}${offer.nameFr}`} offer={offer} {...shown} />
      ))}
      {asked.map((one) => (
        <AskedLine key={one.id} asked={one} locale={shown.locale} />
      ))}
      {choices.map((choice) => (
        <ChoiceLine key={choice.childId} choice={choice} {...shown} />
      ))}
      {toConfirm.map((year) => (
        <ConfirmLine key={year} year={year} />
      ))}
      <MissingLine missing={missing} />
      {first || offers.length + choices.length + asked.length + toConfirm.length + missing.length > 0 ? null : quiet}
    </Lines>
  );
}

function AskedLine({ asked: { childId, firstName, until }, locale }: { asked: Asked; locale: Locale }) {
  const t = useTranslations("home.todo");
  return (
    <Line
      due
      icon="people"
      title={t("asked", { child: firstName })}
      actions={
        <LinkButton kind="line" href={`/enfants/${childId}#accords`}>
          {t("askedButton")}
        </LinkButton>
      }
    >
      {t("askedText", { day: wordDayInYear(locale, until) })}
    </Line>
  );
}

function ConfirmLine({ year }: { year: string }) {
  const t = useTranslations("rollover.confirm");
  return (
    <Line
      due
      icon="document"
      title={t("todo", { year })}
      actions={
        <LinkButton kind="line" href="/foyer#confirmer">
          {t("todoButton")}
        </LinkButton>
      }
    >
      {t("todoText")}
    </Line>
  );
}

function OwedLine({ owed, filled, today, locale }: Shown & { owed: Owed; filled: boolean }) {
  const t = useTranslations("home.todo");
  const month = ofMonth(locale, owed.month, { year: owed.month.slice(0, 4) !== today.slice(0, 4) });
  const amount = wordAmount(locale, owed.cents);
  if (owed.checking) {
    return (
      <Line icon="clock" title={t("checking", { month })}>
        {t("checkingText")}
      </Line>
    );
  }
  return (
    <Line
      due
      icon="invoice"
      title={t("pay", { month })}
      actions={
        <>
          <LinkButton kind={filled ? "due" : "line"} href={`/factures/${owed.invoiceId}`}>
            {t("payButton", { amount })}
          </LinkButton>
          <TextLink href={`/factures/${owed.invoiceId}`} className="link" label={t("detailLabel", { month })}>
            {t("detail")}
          </TextLink>
        </>
      }
    >
      {dueWords(t, { owed, amount, today, locale })}
    </Line>
  );
}

type DueFacts = Shown & { owed: Owed; amount: string };

function dueWords(t: ReturnType<typeof useTranslations<"home.todo">>, { owed, amount, today, locale }: DueFacts) {
  const day = wordDayInYear(locale, owed.dueOn);
  if (owed.dueOn < today) return t("payLate", { amount, day });
  return t("payBefore", { amount, day, distance: wordDistance(locale, owed.dueOn, today) });
}

function OfferLine({ offer, locale }: Shown & { offer: Offer }) {
  const t = useTranslations("home.todo");
  return (
    <Line
      due
      icon={activityIcon(offer.kind)}
      title={t("offer", { name: offer.firstName })}
      actions={
        <LinkButton kind="line" href={`/reservations?semaine=${mondayOf(offer.day)}`}>
          {t("offerButton")}
        </LinkButton>
      }
    >
      {t("offerText", {
        activity: locale === "fr" ? offer.nameFr : offer.nameEn,
        day: wordDayInYear(locale, offer.day),
        until: wordLimit(locale, offer.endsAt),
      })}
    </Line>
  );
}

/** One line for all: the page of documents says which, for whom and why. */
function MissingLine({ missing }: { missing: readonly Requirement[] }) {
  const t = useTranslations("home.todo");
  if (missing.length === 0) return null;
  const names = [
    ...new Set(missing.map(({ kind, child }) => (child ? `${kind.name} (${child.firstName})` : kind.name))),
  ];
  return (
    <Line
      due
      icon="document"
      title={t("documents", { count: names.length })}
      actions={
        <LinkButton kind="line" href="/documents">
          {t("documentsButton")}
        </LinkButton>
      }
    >
      {names.join(", ")}
    </Line>
  );
}

function ChoiceLine({ choice, locale }: Shown & { choice: ChildChoices }) {
  const t = useTranslations("home.todo");
  const words = { name: choice.firstName, day: wordDateInYear(locale, choice.monday) };
  return (
    <Line
      due
      icon="calendar"
      title={t("choose", words)}
      actions={
        <LinkButton kind="line" href={`/reservations?semaine=${choice.monday}`} label={t("chooseLabel", words)}>
          {t("chooseButton")}
        </LinkButton>
      }
    >
      {choice.activities
        .map((one) =>
          t("chooseLine", {
            activity: locale === "fr" ? one.nameFr : one.nameEn,
            until: untilMoment(locale, one.closesAt),
          }),
        )
        .join(" ")}
    </Line>
  );
}
