/** Sentences of the journal, each with its hour, its proof and what it leads to. `brief`: the sentence alone, for the home page. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import { HourOf } from "@/components/ui/dates";
import { Icon } from "@/components/ui/icon";
import { Line, Lines } from "@/components/ui/line";
import { opening, wordDayInYear, wordTime } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { Entry } from "@/lib/journal/rules";

type Props = { entries: readonly Entry[]; locale: Locale; brief?: boolean };

export function JournalLines({ entries, locale, brief }: Props) {
  if (entries.length === 0) return null;
  return (
    <Lines>
      {entries.map((entry) => (
        <Line key={entry.id} quiet ink={!brief} margin={<HourOf moment={entry.moment} locale={locale} />}>
          <p>
            {brief ? `${when(entry, locale)}${locale === "fr" ? "\u00a0: " : ": "}` : null}
            <Sentence entry={entry} locale={locale} />
          </p>
          {brief ? null : <Proof entry={entry} />}
        </Line>
      ))}
    </Lines>
  );
}

function when({ moment }: Entry, locale: Locale): string {
  return `${opening(wordDayInYear(locale, moment.slice(0, 10)))}, ${wordTime(locale, moment.slice(11, 16))}`;
}

/** « Vous avez réservé : cantine, Léa, lundi 7 décembre 2026, 2,80 €. » */
function Sentence({ entry, locale }: { entry: Entry; locale: Locale }) {
  const colon = locale === "fr" ? "\u00a0: " : ": ";
  return (
    <>
      <strong>{entry.did}</strong>
      {entry.facts ? `${colon}${entry.facts}.` : "."}
      {entry.notes.map((note) => ` ${note}`)}
    </>
  );
}

function Proof({ entry }: { entry: Entry }) {
  const t = useTranslations("journal");
  return (
    <p className="entry-meta">
      {entry.look ? (
        <span>
          <Icon name="eye" />
          {t("look")}
        </span>
      ) : null}
      {entry.erased ? (
        <span>
          <Icon name="trash" />
          {t("erased")}
        </span>
      ) : null}
      <span>
        <Icon name={entry.sealed ? "seal" : "clock"} />
        {entry.sealed ? t("sealed") : t("pending")}
      </span>
      {entry.reference ? <Link entry={entry} reference={entry.reference} /> : null}
      <Receipts entry={entry} />
    </p>
  );
}

/** One link for one line; an entry that tells several days has a receipt for each. */
function Receipts({ entry }: { entry: Entry }) {
  const t = useTranslations("journal");
  const count = entry.receipts.length;
  return entry.receipts.map((id, index) => {
    const text = count === 1 ? t("receipt") : t("receiptOf", { number: index + 1, count });
    return (
      <TextLink key={id} href={`/api/recepisses/${id}`} download label={`${text}, ${entry.did}`} className="link">
        {text}
      </TextLink>
    );
  });
}

function Link({ entry, reference }: { entry: Entry; reference: string }) {
  const t = useTranslations("journal");
  if (!entry.href) return <span>{t("reference", { reference })}</span>;
  return (
    <TextLink href={entry.href} className="link">
      {t("open", { reference })}
    </TextLink>
  );
}
