/** Before and after of a change request, item by item, for the family that asks and the office that decides. */
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CustodyText } from "@/components/household/custody-text";
import { Table } from "@/components/ui/table";
import { custodySchema, qfSources } from "@/lib/household/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import type { ChangeKind } from "@/lib/request/schema";

/** As stored: the keys are those of lib/request/schema.ts. */
export type Compared = {
  kind: ChangeKind;
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
  siteNames: ReadonlyMap<string, string>;
};

const LABELS = {
  firstName: "firstName",
  lastName: "lastName",
  birthDate: "birthDate",
  custody: "custody",
  siteId: "school",
  grade: "grade",
  since: "since",
  valueCents: "value",
  source: "source",
  beneficiary: "beneficiary",
} as const;
type Key = keyof typeof LABELS;

export function Comparison({ kind, before, after, siteNames }: Compared) {
  const t = useTranslations("requests");
  const keys = (Object.keys(LABELS) as Key[]).filter((key) => key in after);
  // An old date of effect beside a new one would read as a correction of the past.
  const past = (key: Key) => (kind === "child_school" && key === "since" ? null : before[key]);
  return (
    <Table
      caption={t("detail.caption")}
      rows={keys.map((key) => ({ key, before: past(key), after: after[key] }))}
      rowKey={(row) => row.key}
      columns={[
        { key: "field", header: t("detail.field"), rowHeader: true, cell: (row) => t(`fields.${LABELS[row.key]}`) },
        {
          key: "before",
          header: t("detail.before"),
          label: t("detail.before"),
          cell: (row) => <Value name={row.key} value={row.before} siteNames={siteNames} />,
        },
        {
          key: "after",
          header: t("detail.after"),
          label: t("detail.after"),
          cell: (row) => <Value name={row.key} value={row.after} siteNames={siteNames} />,
        },
      ]}
    />
  );
}

type ValueProps = { name: Key; value: unknown; siteNames: Compared["siteNames"] };

function Value({ name, value, siteNames }: ValueProps): ReactNode {
  const t = useTranslations("requests.detail");
  const sources = useTranslations("household.sources");
  const locale = useLocale();
  if (name === "custody") return <CustodyText custody={custodySchema.nullable().parse(value ?? null)} />;
  if (value === null || value === undefined) return <span className="soft">{t("unknown")}</span>;
  if (name === "birthDate" || name === "since") return wordDate(locale, String(value));
  if (name === "siteId") return siteNames.get(String(value)) ?? t("unknown");
  if (name === "valueCents") return wordAmount(locale, Number(value));
  const source = qfSources.find((one) => name === "source" && one === value);
  return source ? sources(source) : String(value);
}
