/** What confirming would do: children by activity and class, the price that the rules leave, and the families who are told. */
import { getLocale, getTranslations } from "next-intl/server";
import { onceKey } from "@/app/(family)/form-words";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Disclosure } from "@/components/ui/disclosure";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { nameIn } from "@/lib/booking/queries-mail";
import type { Preview, PreviewRow } from "@/lib/disruption/queries";
import type { Disruption } from "@/lib/disruption/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordSpan } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { declare } from "./actions";

type Props = { choice: Disruption; preview: Preview };

export async function PreviewSection({ choice, preview }: Props) {
  const [t, reasons, locale, words] = await Promise.all([
    getTranslations("disruption.preview"),
    getTranslations("disruption.reasons"),
    getLocale(),
    getTranslations("ui.form"),
  ]);
  const { children, families, days, isWhole, rows } = preview;
  const hasEffect = rows.length > 0 || (isWhole && days > 0);
  const { sites, activities, grades, ...rest } = choice;
  const hidden = { sites: sites.join(), activities: activities.join(), grades: grades.join(), ...rest };
  return (
    <section className="mt-6">
      <h2 className="mb-2">{t("title")}</h2>
      <p className="mb-2">
        {reasons(choice.reason)}, {wordSpan(locale, { from: choice.from, to: choice.until, year: true })}
      </p>
      {rows.length > 0 ? (
        <Rows rows={rows} />
      ) : (
        <EmptyState icon="calendar" title={t("nothing")}>
          {t("nothingText")}
        </EmptyState>
      )}
      {hasEffect ? (
        <>
          <p className="mt-4 mb-2">
            <strong>{t("counts", { children, families })}</strong>
          </p>
          <p className="soft mb-4">{isWhole ? t("close", { days }) : t("partial")}</p>
          <ActionForm action={declare} texts={formTexts(words)} prefix="declare" hidden={{ ...onceKey(), ...hidden }}>
            <ConfirmButton label={t("confirm")} question={t("confirmAsk")} confirm={t("confirmYes")} />
          </ActionForm>
        </>
      ) : null}
    </section>
  );
}

async function Rows({ rows }: { rows: readonly PreviewRow[] }) {
  const [t, locale] = await Promise.all([getTranslations("disruption.preview"), getLocale()]);
  const price = ({ effect, beforeCents, afterCents }: PreviewRow) => {
    const word = t(`effects.${effect}`);
    if (afterCents === null) return word;
    const change = t("from", { before: wordAmount(locale, beforeCents), after: wordAmount(locale, afterCents) });
    return `${word} · ${change}`;
  };
  const names = ({ children }: PreviewRow) => (
    <Disclosure summary={t("names", { count: children.length })}>{children.join(", ")}</Disclosure>
  );
  return (
    <Table
      caption={t("caption")}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        {
          key: "activity",
          header: t("activity"),
          rowHeader: true,
          cell: (row) => `${nameIn(locale, row)}, ${row.siteName}`,
        },
        { key: "grade", header: t("grade"), label: t("grade"), cell: ({ grade }) => grade ?? t("noGrade") },
        { key: "children", header: t("children"), cell: names },
        { key: "days", header: t("days"), label: t("days"), align: "end", cell: ({ days }) => days },
        { key: "effect", header: t("effect"), label: t("effect"), cell: price },
      ]}
    />
  );
}
