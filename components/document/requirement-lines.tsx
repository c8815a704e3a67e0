/** What is asked, one line each: where it stands in words and colour, and the way to give it. */
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import { needsAction, type Requirement, type Standing } from "@/lib/document/rules";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";

type Props = { requirements: readonly Requirement[]; locale: Locale };

export function RequirementLines({ requirements, locale }: Props) {
  return (
    <Lines>
      {requirements.map((one) => (
        <RequirementLine key={`${one.kind.id}${one.householdId}`} requirement={one} locale={locale} />
      ))}
    </Lines>
  );
}

const TONES = { missing: "due", waiting: "info", refused: "bad", expired: "due", valid: "ok" } as const;

function RequirementLine({ requirement, locale }: { requirement: Requirement; locale: Locale }) {
  const t = useTranslations("document");
  const { kind, standing, isRequired, activities } = requirement;
  const isDue = needsAction(standing);
  const renew = standing.status === "valid" && standing.renew;
  const status = renew ? "renew" : standing.status;
  return (
    <Line
      due={isDue && isRequired}
      icon={standing.status === "valid" ? "check" : "document"}
      title={kind.name}
      actions={standing.status === "waiting" ? undefined : <GiveButton requirement={requirement} />}
    >
      <p>
        <Tag tone={renew || (isDue && !isRequired && standing.status === "missing") ? "quiet" : TONES[standing.status]}>
          {t(`standing.${status}`)}
        </Tag>
        {isRequired ? null : <span className="soft"> {t("asked.optional")}</span>}
      </p>
      <p>{standingText(t, standing, locale)}</p>
      {isDue ? <p className="small soft">{kind.help}</p> : null}
      {isDue && activities.length > 0 ? (
        <p className="small soft">{t("asked.for", { activities: activities.join(", ") })}</p>
      ) : null}
    </Line>
  );
}

function GiveButton({ requirement }: { requirement: Requirement }) {
  const t = useTranslations("document.asked");
  const { kind, child, householdId, standing, isRequired } = requirement;
  const query = new URLSearchParams({ piece: kind.id, foyer: householdId, ...(child && { enfant: child.id }) });
  const isHeld = standing.status === "valid";
  const words = isHeld ? (standing.renew ? t("renew") : t("again")) : t("give");
  const label = t("giveNamed", { kind: kind.name, name: child?.firstName ?? t("householdName") });
  const kindOfButton = isHeld && !standing.renew ? "quiet" : isRequired ? "line" : "quiet";
  return (
    <LinkButton kind={kindOfButton} href={`/documents/deposer?${query}`} label={label}>
      {words}
    </LinkButton>
  );
}

type Words = ReturnType<typeof useTranslations<"document">>;

function standingText(t: Words, standing: Standing, locale: Locale): string {
  const day = (value: string) => wordDate(locale, value);
  switch (standing.status) {
    case "missing":
      return t("standing.missingText");
    case "waiting":
      return t("standing.waitingText", { day: day(standing.since) });
    case "refused":
      return t("standing.refusedText", { motive: standing.motive ?? "" });
    case "expired":
      return t("standing.expiredText", { day: day(standing.since) });
    case "valid":
      if (standing.until === null) return t("standing.validEver");
      return t(standing.renew ? "standing.renewText" : "standing.validUntil", { day: day(standing.until) });
  }
}
