/** One price list: its lines with the bounds in words, and when it applies. */
import { getLocale, getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { TariffVersion } from "@/lib/tariff/rules";
import type { Bracket } from "@/lib/tariff/schema";

type Line = { label: string; quotient: string; cents: number; unbooked: number | undefined };
type State = "inForce" | "coming" | "past";

const TONES: Record<State, TagTone> = { inForce: "ok", coming: "info", past: "quiet" };

export async function VersionTable({ version, today }: { version: TariffVersion; today: CivilDate }) {
  const [t, locale] = await Promise.all([getTranslations("activity.tariffs"), getLocale()]);
  const state = stateOf(version, today);
  const since = wordDate(locale, version.since);
  const span = version.until ? t("span", { since, until: wordDate(locale, version.until) }) : t("openSpan", { since });
  const lines = await linesOf(version);
  const unbooked = (line: Line) => (line.unbooked === undefined ? "" : wordAmount(locale, line.unbooked));
  return (
    <section className="mt-6">
      <p className="mb-2">
        <Tag tone={TONES[state]}>{t(state)}</Tag>
      </p>
      <Table
        caption={t("caption", { label: version.label, span })}
        rows={lines}
        rowKey={(line) => line.label}
        columns={[
          { key: "label", header: t("bracket"), rowHeader: true, cell: (line) => line.label },
          { key: "quotient", header: t("quotient"), label: t("quotient"), cell: (line) => line.quotient },
          {
            key: "price",
            header: t("price"),
            align: "end",
            label: t("price"),
            cell: (line) => wordAmount(locale, line.cents),
          },
          { key: "unbooked", header: t("unbooked"), align: "end", label: t("unbooked"), cell: unbooked },
        ]}
      />
      {version.rule.kind === "by-qf" ? <p className="soft small">{t("noProof")}</p> : null}
    </section>
  );
}

function stateOf(version: TariffVersion, today: CivilDate): State {
  if (version.since > today) return "coming";
  return version.until !== null && version.until < today ? "past" : "inForce";
}

async function linesOf({ rule }: TariffVersion): Promise<Line[]> {
  const t = await getTranslations("activity.tariffs");
  const own: Line[] =
    rule.kind === "fixed"
      ? [{ label: t("everyone"), quotient: "", cents: rule.cents, unbooked: rule.unbookedCents }]
      : await Promise.all(
          rule.brackets.map(async (bracket) => ({
            label: bracket.label,
            quotient: await boundsText(bracket),
            cents: bracket.cents,
            unbooked: bracket.unbookedCents,
          })),
        );
  if (rule.outsiderCents === undefined) return own;
  const elsewhere = { cents: rule.outsiderCents, unbooked: rule.outsiderUnbookedCents };
  return [...own, { label: t("outsider"), quotient: "", ...elsewhere }];
}

async function boundsText({ fromCents, toCents, bounds }: Bracket): Promise<string> {
  const t = await getTranslations("activity.tariffs");
  const text = (cents: number) => (cents / 100).toFixed(cents % 100 === 0 ? 0 : 2).replace(".", ",");
  const from = text(fromCents);
  if (toCents === null) return bounds.startsWith("(") ? t("above", { from }) : t("from", { from });
  if (fromCents === 0) return t("upTo", { to: text(toCents) });
  return t("between", { from, to: text(toCents) });
}
