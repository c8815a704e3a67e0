/** The lists of the day: expected, present, places, how full, and where the marking stands. */
import { useTranslations } from "next-intl";
import { Meter } from "@/components/ui/progress";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import type { Locale } from "@/lib/i18n/locale";

export type DayRow = {
  id: string;
  siteName: string;
  nameFr: string;
  nameEn: string;
  isLocked: boolean;
  isClosed: boolean;
  counts: { expected: number; present: number; absent: number; waiting: number };
  capacity: number;
  queue: number;
};

export function DayTable({ rows, locale, manySites }: { rows: readonly DayRow[]; locale: Locale; manySites: boolean }) {
  const t = useTranslations("office.home.day");
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "activity",
          header: t("activity"),
          rowHeader: true,
          cell: (row) => (
            <>
              {locale === "fr" ? row.nameFr : row.nameEn}
              {manySites ? <small>{row.siteName}</small> : null}
            </>
          ),
        },
        {
          key: "expected",
          header: t("expected"),
          label: t("expectedLabel"),
          align: "end",
          cell: (row) => row.counts.expected,
        },
        {
          key: "present",
          header: t("present"),
          label: t("presentLabel"),
          align: "end",
          cell: ({ counts }) =>
            counts.present + counts.absent > 0 ? counts.present : <span className="soft">{t("toCome")}</span>,
        },
        { key: "places", header: t("places"), label: t("placesLabel"), align: "end", cell: (row) => row.capacity },
        {
          key: "fill",
          header: t("fill"),
          cell: ({ counts, capacity }) => (
            <Meter
              value={counts.expected}
              max={capacity}
              label={t("gauge", { taken: counts.expected, places: capacity })}
            />
          ),
        },
        { key: "state", header: t("state"), cell: (row) => <State row={row} /> },
      ]}
    />
  );
}

function State({ row }: { row: DayRow }) {
  const t = useTranslations("office.home.day");
  const { expected, present, absent, waiting } = row.counts;
  if (row.isClosed) return <Tag icon="closed">{t("closed")}</Tag>;
  if (row.isLocked) return <Tag>{t("locked")}</Tag>;
  if (expected > 0 && waiting === 0) return <Tag tone="ok">{t("done")}</Tag>;
  if (present + absent > 0) return <Tag tone="due">{t("left", { count: waiting })}</Tag>;
  if (row.queue > 0)
    return (
      <Tag tone="due" icon="hourglass">
        {t("queue", { count: row.queue })}
      </Tag>
    );
  return null;
}
