/** Lines of the journal for the office: when, what, by whom in role, and whether it is sealed. With `choose`, each can be ticked. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { Line, Lines } from "@/components/ui/line";
import { wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import type { OfficeEntry } from "@/lib/journal/rules-office";

type Props = { entries: readonly OfficeEntry[]; locale: Locale };

export async function OfficeLines({ entries, locale }: Props) {
  return (
    <Lines>
      {entries.map((entry) => (
        <Line key={entry.id} quiet>
          <p className="small soft">{wordMoment(locale, entry.moment)}</p>
          <Told entry={entry} locale={locale} />
        </Line>
      ))}
    </Lines>
  );
}

export async function Told({ entry, locale, after }: { entry: OfficeEntry; locale: Locale; after?: ReactNode }) {
  const t = await getTranslations("trace");
  const colon = locale === "fr" ? "\u00a0: " : ": ";
  return (
    <>
      <p>
        <strong>{entry.did}</strong>
        {entry.by ? ` (${t("by", { name: entry.by })})` : null}
        {entry.facts ? `${colon}${entry.facts}.` : "."}
        {entry.notes.map((note) => ` ${note}`)}
      </p>
      <p className="entry-meta">
        {entry.family ? (
          <TextLink href={`/gestion/journal?${entry.family.query}`} className="link">
            {t("fileOf", { name: entry.family.name })}
          </TextLink>
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
        {after}
      </p>
    </>
  );
}
