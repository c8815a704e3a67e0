/** The result of a draw: places by day, and numbers in the order of the call. */
import { getLocale, getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table";
import type { PublishedDraw } from "@/lib/draw/schema";
import { opening, wordDayInYear, wordDayShort } from "@/lib/i18n/dates";

type Props = { published: PublishedDraw };

export async function PlacesTable({ published }: Props) {
  const [t, locale] = await Promise.all([getTranslations("draw.public"), getLocale()]);
  const { places, tickets, result } = published;
  return (
    <Table
      caption={t("places")}
      hideCaption
      rows={places}
      rowKey={(row) => row.day}
      columns={[
        { key: "day", header: t("day"), rowHeader: true, cell: ({ day }) => opening(wordDayInYear(locale, day)) },
        { key: "free", header: t("free"), label: t("free"), align: "end", cell: (row) => row.places },
        {
          key: "wanted",
          header: t("wanted"),
          label: t("wanted"),
          align: "end",
          cell: ({ day }) => tickets.filter(({ days }) => days.includes(day)).length,
        },
        {
          key: "given",
          header: t("given"),
          label: t("given"),
          align: "end",
          cell: ({ day }) => result.filter(({ given }) => given.includes(day)).length,
        },
      ]}
    />
  );
}

export async function ResultTable({ published }: Props) {
  const [t, locale] = await Promise.all([getTranslations("draw.public"), getLocale()]);
  const rows = published.result.map((one, index) => ({ ...one, rank: index + 1 }));
  const list = (days: readonly string[]) =>
    days.length > 0 ? days.map((day) => wordDayShort(locale, day)).join(", ") : t("nothing");
  return (
    <Table
      caption={t("result")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.ticket}
      columns={[
        { key: "ticket", header: t("ticket"), label: t("ticket"), rowHeader: true, cell: ({ ticket }) => ticket },
        { key: "rank", header: t("rank"), label: t("rank"), align: "end", cell: ({ rank }) => rank },
        {
          key: "priority",
          header: t("priority"),
          label: t("priority"),
          align: "end",
          cell: ({ priority }) => priority,
        },
        { key: "got", header: t("got"), label: t("got"), cell: ({ given }) => list(given) },
        { key: "waits", header: t("waits"), label: t("waits"), cell: ({ waiting }) => list(waiting) },
      ]}
    />
  );
}
