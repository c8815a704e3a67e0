/** What is held about the family, by subject: how much, for how long, and the page that shows it. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import { Table } from "@/components/ui/table";
import { type Durations, type RetentionName, retentionRules } from "@/lib/retention/rules";

const rows = [
  ["households", "/foyer", "household-end"],
  ["children", "/foyer", "household-end"],
  ["bookings", "/reservations", "accounting-10-years"],
  ["attendance", "/journal?type=bookings", "accounting-10-years"],
  ["invoices", "/factures", "accounting-10-years"],
  ["payments", "/factures", "accounting-10-years"],
  ["requests", "/demandes", "request-closed"],
  ["sessions", "/compte", "net-12-months"],
  ["journal", "/journal", "proof-10-years"],
] as const satisfies readonly (readonly [string, string, RetentionName])[];

type Kind = (typeof rows)[number][0];

/** `durations` are those in force, as on the page about personal data. */
export function HeldTable({ held, durations }: { held: Readonly<Record<Kind, number>>; durations: Durations }) {
  const t = useTranslations("home.mine.held");
  const starts = useTranslations("public.data.starts");
  const keepWords = (name: RetentionName) => {
    const { days, months = 0 } = durations[name];
    const start = starts(retentionRules[name].start);
    if (days !== undefined) return t("days", { count: days, start });
    return months > 24 && months % 12 === 0
      ? t("years", { count: months / 12, start })
      : t("months", { count: months, start });
  };
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={([kind]) => kind}
      columns={[
        { key: "subject", header: t("subject"), rowHeader: true, cell: ([kind]) => t(`rows.${kind}`) },
        { key: "count", header: t("count"), label: t("countLabel"), align: "end", cell: ([kind]) => held[kind] },
        { key: "keep", header: t("keep"), label: t("keepLabel"), cell: ([, , rule]) => keepWords(rule) },
        {
          key: "where",
          header: t("where"),
          cell: ([kind, href]) => (
            <TextLink href={href} label={t("openLabel", { page: t(`open.${kind}`), subject: t(`rows.${kind}`) })}>
              {t(`open.${kind}`)}
            </TextLink>
          ),
        },
      ]}
    />
  );
}
