/** Lines of files with what each was matched with, how surely and by which rule. */
import { getLocale, getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { writeDate } from "@/lib/i18n/dates";
import type { LineState, LineTold } from "@/lib/statement/rules-told";

const TONES = { open: "due", proposed: "info", matched: "ok", set_aside: "quiet" } as const satisfies Record<
  LineState,
  string
>;

export async function LineTable({ rows }: { rows: readonly LineTold[] }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("statement")]);
  const isOpen = ({ state }: LineTold) => state === "open" || state === "proposed";
  return (
    <Table
      caption={t("lines.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "what",
          header: t("lines.what"),
          rowHeader: true,
          cell: (row) => (
            <>
              {isOpen(row) ? (
                <TextLink href={`/gestion/rapprochement/lignes/${row.id}`}>
                  {nameOf(row, t("lines.noReference"))}
                </TextLink>
              ) : (
                nameOf(row, t("lines.noReference"))
              )}
              <small>{[t(`lineKinds.${row.kind}`), row.party, row.label].filter(Boolean).join(" · ")}</small>
            </>
          ),
        },
        { key: "day", header: t("lines.day"), label: t("lines.dayLabel"), cell: (row) => writeDate(row.day) },
        {
          key: "match",
          header: t("lines.match"),
          label: t("lines.matchLabel"),
          cell: ({ match, aside }) =>
            match ? (
              <>
                {t(`targets.${match.kind}`, { name: match.name })}
                <small>
                  {t(`rules.${match.rule}`)}, {t("lines.sure", { confidence: match.confidence })}
                </small>
              </>
            ) : (
              aside || "–"
            ),
        },
        {
          key: "state",
          header: t("lines.state"),
          cell: ({ state }) => <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>,
        },
        {
          key: "amount",
          header: t("lines.amount"),
          label: t("lines.amountLabel"),
          align: "end",
          cell: (row) => <Money amount={row.amountCents} locale={locale} />,
        },
      ]}
    />
  );
}

function nameOf({ reference, label }: LineTold, nothing: string): string {
  return reference || label.slice(0, 40) || nothing;
}
