/** How long each kind of data is kept, from the very rules that destroy it. */
import { useTranslations } from "next-intl";
import { Padded } from "@/components/layout/leaf";
import { Table } from "@/components/ui/table";
import { type RetentionName, type RetentionRule, retentionRules } from "@/lib/retention/rules";

const names = Object.keys(retentionRules) as RetentionName[];

export function RetentionTable() {
  const t = useTranslations("public.data");
  const lengthOf = ({ keep }: RetentionRule) => {
    if ("days" in keep) return t("days", { count: keep.days });
    return keep.months % 12 === 0 && keep.months > 24
      ? t("years", { count: keep.months / 12 })
      : t("months", { count: keep.months });
  };
  return (
    <Padded>
      <Table
        caption={t("keepCaption")}
        hideCaption
        rows={names}
        rowKey={(name) => name}
        columns={[
          { key: "what", header: t("what"), rowHeader: true, cell: (name) => t(`rules.${name}`) },
          { key: "long", header: t("long"), cell: (name) => lengthOf(retentionRules[name]) },
          { key: "from", header: t("from"), cell: (name) => t(`starts.${retentionRules[name].start}`) },
        ]}
      />
    </Padded>
  );
}
