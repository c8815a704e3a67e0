/** Compared lines as the table shows them, for a family that exists and for one that does not. */
import type { _Translator as Translator } from "next-intl";
import type { Why } from "@/lib/clause/rules-why";
import type { Comparison } from "@/lib/forecast/rules";
import type { compareImagined } from "@/lib/forecast/rules-imagined";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages";
import type { Cents } from "@/lib/kernel/money";
import { wordWhy } from "@/lib/pricing/rules-words";
import type { CommuneFile } from "@/lib/rulebook/schema";

export type ComparedRow = {
  key: string;
  name: string;
  quantity: string;
  before: string;
  after: string;
  change: string;
  why: string[];
};
export type Talk = { t: Translator<Messages, "forecast">; locale: Locale };

type Side = { cents: Cents; quantity: number; why: readonly Why[] } | null;

function rowOf({ t, locale }: Talk, name: string, { before, after }: { before: Side; after: Side }): ComparedRow {
  const amount = (side: Side) => (side ? wordAmount(locale, side.cents) : t("table.none"));
  const reasons = (after ?? before)?.why ?? [];
  return {
    key: name,
    name,
    quantity: String((after ?? before)?.quantity ?? 0),
    before: amount(before),
    after: amount(after),
    change: wordChange(locale, (after?.cents ?? 0) - (before?.cents ?? 0)),
    why: reasons.map((why) => wordWhy(locale, why)).filter(Boolean),
  };
}

type Names = {
  children: ReadonlyMap<string, string>;
  activities: ReadonlyMap<string, { nameFr: string; nameEn: string }>;
};

export function realRows(talk: Talk, { lines }: Comparison, names: Names): ComparedRow[] {
  return lines.map((line) => {
    const activity = line.activityId === null ? undefined : names.activities.get(line.activityId);
    const service = talk.locale === "fr" ? activity?.nameFr : activity?.nameEn;
    const child = line.childId === null ? talk.t("table.family") : names.children.get(line.childId);
    const isMain = line.kind === "booked" || line.kind === "flat";
    const label = isMain ? null : ((line.after ?? line.before)?.label ?? null);
    return rowOf(talk, [service, child, label].filter(Boolean).join(", "), line);
  });
}

export function imaginedRows(
  talk: Talk,
  { lines }: ReturnType<typeof compareImagined>,
  files: readonly CommuneFile[],
): ComparedRow[] {
  return lines.map((line) => {
    const service = line.activity === null ? talk.t("table.family") : serviceName(talk.locale, line.activity, files);
    return rowOf(talk, [service, line.label].filter(Boolean).join(", "), line);
  });
}

export function serviceName(locale: Locale, id: string, files: readonly CommuneFile[]): string {
  const name = files.flatMap((file) => file.activities).find((activity) => activity.id === id)?.name ?? id;
  return typeof name === "string" ? name : name[locale];
}

/** « paierait 1,84 € de plus », and the cells of the total. */
export function totals({ locale }: Talk, { before, after }: { before: Cents; after: Cents }) {
  return {
    way: after > before ? ("more" as const) : after < before ? ("less" as const) : ("same" as const),
    amount: wordAmount(locale, Math.abs(after - before)),
    foot: {
      before: wordAmount(locale, before),
      after: wordAmount(locale, after),
      change: wordChange(locale, after - before),
    },
  };
}

export function tableWords({ t }: Talk, caption: string) {
  const names = ["service", "quantity", "before", "after", "change", "total", "why"] as const;
  const words = Object.fromEntries(names.map((name) => [name, t(`table.${name}`)])) as Record<
    (typeof names)[number],
    string
  >;
  return { caption, ...words };
}
