/** The documents that go with a request: what each is, what became of it, and what happened to its file. The same for families and for the office. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { parisOf } from "@/lib/kernel/civil-date";

export type JoinedDocument = {
  id: string;
  state: string;
  kind: { nameFr: string; nameEn: string };
  pages: number;
  motive: string | null;
  submittedAt: Date | null;
  destroyedAt: Date | null;
};

type Props = {
  documents: readonly JoinedDocument[];
  locale: Locale;
  /** What is said of a file that went before anybody had answered. */
  unanswered: (day: string) => string;
  actions?: (document: JoinedDocument, name: string) => ReactNode;
};

const TONES = { waiting: "info", validated: "ok", refused: "bad", expired: "bad", withdrawn: "quiet" } as const;
type Shown = keyof typeof TONES;

export function JoinedList({ documents, locale, unanswered, actions }: Props) {
  const t = useTranslations("attachment");
  return (
    <Lines label={t("title")}>
      {documents.map((one) => {
        const name = locale === "fr" ? one.kind.nameFr : one.kind.nameEn;
        const shown = one.state as Shown;
        const { submittedAt, destroyedAt, motive } = one;
        const day = (instant: Date) => wordDate(locale, parisOf(instant).day);
        return (
          <Line key={one.id} quiet icon="document" title={name} actions={actions?.(one, name)}>
            <p>
              <Tag tone={TONES[shown]}>{t(`state.${shown}`)}</Tag>{" "}
              <span className="soft">
                {[
                  ...(submittedAt ? [t("joinedOn", { day: day(submittedAt) })] : []),
                  ...(one.pages > 0 ? [t("pages", { count: one.pages })] : []),
                ].join(", ")}
              </span>
            </p>
            {motive ? <p>{t("motive", { motive })}</p> : null}
            {destroyedAt ? (
              <p className="small soft">
                {shown === "expired" ? unanswered(day(destroyedAt)) : t("gone", { day: day(destroyedAt) })}
              </p>
            ) : null}
          </Line>
        );
      })}
    </Lines>
  );
}
