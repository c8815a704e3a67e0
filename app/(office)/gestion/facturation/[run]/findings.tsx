/** What the preparation found amiss, one line a case, with the way to mend it. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { Finding } from "@/lib/charge/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { namesIn } from "@/lib/invoice/queries-runs";
import { type FindingGroup, groupFindings } from "@/lib/invoice/rules";
import type { Visit } from "@/lib/server/page";

type FindingsProps = { tx: Visit<unknown>["tx"]; findings: readonly Finding[]; mayOpen: boolean };

export async function Findings({ tx, findings, mayOpen }: FindingsProps) {
  const [locale, t, names] = await Promise.all([getLocale(), getTranslations("invoice.office"), namesIn(tx, findings)]);
  if (findings.length === 0) return <p>{t("run.noFindings")}</p>;
  return (
    <ul className="alerts">
      {groupFindings(findings).map((group) => {
        const { first } = group;
        const household = mayOpen && "householdId" in first ? first.householdId : null;
        return (
          <li key={JSON.stringify(first)}>
            <span className={first.kind === "too-small" || first.kind === "price-changed" ? "due" : "bad"}>
              <Icon name="warn" />
            </span>
            <span>
              {sentence(group, { locale, t, names })}
              {household ? (
                <>
                  {" "}
                  <TextLink href={`/gestion/foyers/${household}`}>{t("findings.household")}</TextLink>
                </>
              ) : null}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

type Words = {
  locale: Locale;
  t: Awaited<ReturnType<typeof getTranslations<"invoice.office">>>;
  names: Awaited<ReturnType<typeof namesIn>>;
};

function sentence({ first, count }: FindingGroup, { locale, t, names }: Words): string {
  const child = "childId" in first && first.childId ? (names.child.get(first.childId) ?? "") : "";
  const service = "activityId" in first ? names.activity.get(first.activityId) : undefined;
  const activity = (locale === "fr" ? service?.nameFr : service?.nameEn) ?? "";
  const day = "day" in first ? wordDate(locale, first.day) : "";
  switch (first.kind) {
    case "no-payer":
      if (first.childId === null) return t("findings.no-payer-family", { day });
      return count > 1 ? t("findings.no-payer-many", { child, count }) : t("findings.no-payer", { child, day });
    case "no-household":
      return t("findings.no-household", { child, day, activity });
    case "no-tariff":
      return count > 1 ? t("findings.no-tariff-many", { activity, count }) : t("findings.no-tariff", { activity, day });
    case "price-changed":
      return t("findings.price-changed", { child, activity, count });
    case "stale":
      return t("findings.stale");
    case "too-small":
      return smallSentence(first, { locale, t, names });
  }
}

function smallSentence(one: Extract<Finding, { kind: "too-small" }>, { locale, t, names }: Words): string {
  const told = { name: names.payer.get(one.payerId) ?? "", amount: wordAmount(locale, one.cents) };
  return t(one.isDropped ? "findings.too-small-dropped" : "findings.too-small", told);
}
