/** The letters that have left, by day, to be printed. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { type Column, Table } from "@/components/ui/table";
import type { letterDays } from "@/lib/dunning/queries-letter";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";

type Day = Awaited<ReturnType<typeof letterDays>>[number];

export async function LetterDays({ days }: { days: readonly Day[] }) {
  const [t, locale] = await Promise.all([getTranslations("dunning.reminders"), getLocale()]);
  const columns: Column<Day>[] = [
    { key: "day", header: t("day"), rowHeader: true, cell: ({ day }) => wordDate(locale, day) },
    { key: "count", header: t("count"), label: t("count"), align: "end", cell: ({ letters }) => letters },
    {
      ...{ key: "fees", header: t("fees"), label: t("fees"), align: "end" },
      cell: ({ feeCents }) => wordAmount(locale, feeCents),
    },
    {
      ...{ key: "print", header: t("print") },
      cell: ({ day }) => (
        <TextLink
          href={`/gestion/facturation/relances/lettres?jour=${day}`}
          label={t("printLabel", { day: wordDate(locale, day) })}
        >
          {t("print")}
        </TextLink>
      ),
    },
  ];
  return (
    <Section title={t("letters")}>
      <Table caption={t("lettersCaption")} hideCaption rows={days} rowKey={({ day }) => day} columns={columns} />
    </Section>
  );
}
