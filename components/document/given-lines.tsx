/** What the family gave, and what became of it: the answer, its dates, and when the file goes or went. */
import { useTranslations } from "next-intl";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { wordDate } from "@/lib/i18n/dates";
import type { FormTexts } from "@/lib/i18n/form-texts";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";

type GivenDocument = {
  id: string;
  state: string;
  /** Given by who reads. */
  isOwn: boolean;
  kind: { nameFr: string; nameEn: string };
  child: { firstName: string } | null;
  pages: number;
  submittedAt: Date | null;
  validUntil: CivilDate | null;
  motive: string | null;
  destroyOn: CivilDate | null;
  destroyedAt: Date | null;
};

type Props = { documents: readonly GivenDocument[]; locale: Locale; withdraw: FormAction; form: FormTexts };

export function GivenLines({ documents, ...rest }: Props) {
  const t = useTranslations("document.given");
  return (
    <Lines>
      {documents.map((one) => (
        <GivenLine key={one.id} document={one} {...rest} />
      ))}
      {documents.length === 0 ? (
        <Line quiet>
          <p>{t("none")}</p>
        </Line>
      ) : null}
    </Lines>
  );
}

const TONES = { waiting: "info", validated: "ok", refused: "bad", expired: "bad" } as const;
type Shown = keyof typeof TONES;

function GivenLine({ document, locale, withdraw, form }: Omit<Props, "documents"> & { document: GivenDocument }) {
  const t = useTranslations("document");
  const { state, kind, child, pages, submittedAt, validUntil, motive } = document;
  const shown = state as Shown;
  const name = locale === "fr" ? kind.nameFr : kind.nameEn;
  const ask = useTranslations("casework.links")("document");
  return (
    <Line
      quiet
      icon="document"
      title={child ? `${name}, ${child.firstName}` : name}
      actions={
        state === "waiting" && document.isOwn ? (
          <ActionForm action={withdraw} texts={form} hidden={{ documentId: document.id }} label={name}>
            <ConfirmButton
              label={t("given.withdraw")}
              question={t("given.withdrawQuestion")}
              confirm={t("given.withdrawConfirm")}
            />
          </ActionForm>
        ) : undefined
      }
    >
      <p>
        <Tag tone={TONES[shown]}>{t(`given.states.${shown}`)}</Tag>
        <span className="soft">
          {" "}
          {[
            ...(submittedAt ? [t("given.on", { day: wordDate(locale, parisOf(submittedAt).day) })] : []),
            ...(pages > 0 ? [t("given.pages", { count: pages })] : []),
          ].join(", ")}
        </span>
      </p>
      {motive ? <p>{t("given.motive", { motive })}</p> : null}
      {state === "validated" && validUntil ? (
        <p>{t("standing.validUntil", { day: wordDate(locale, validUntil) })}</p>
      ) : null}
      <FileFate document={document} locale={locale} />
      <p>
        <TextLink
          href={`/demandes/nouvelle?sujet=question&document=${document.id}`}
          className="link"
          label={`${ask}, ${name}`}
        >
          {ask}
        </TextLink>
      </p>
    </Line>
  );
}

function FileFate({ document, locale }: { document: GivenDocument; locale: Locale }) {
  const t = useTranslations("document.given");
  const { destroyedAt, destroyOn, state } = document;
  if (destroyedAt) {
    const said = state === "expired" ? "destroyedUnanswered" : "destroyed";
    return <p className="small soft">{t(said, { day: wordDate(locale, parisOf(destroyedAt).day) })}</p>;
  }
  return destroyOn ? <p className="small soft">{t("destroyOn", { day: wordDate(locale, destroyOn) })}</p> : null;
}
