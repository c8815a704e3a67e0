/** How long each kind of data is kept, from the very rules that destroy it. For the office, with the reason and where it comes from. */
import { useTranslations } from "next-intl";
import { Padded } from "@/components/layout/leaf";
import { Table } from "@/components/ui/table";
import { type Duration, type Durations, type RetentionName, retentionRules } from "@/lib/retention/rules";

const names = Object.keys(retentionRules) as RetentionName[];

type Props = { durations: Durations; reasons: Readonly<Partial<Record<RetentionName, string>>>; office?: boolean };

export function RetentionTable({ durations, reasons, office }: Props) {
  const [t, register] = [useTranslations("public.data"), useTranslations("retention")];
  const lengthOf = ({ days, months = 0 }: Duration) => {
    if (days !== undefined) return t("days", { count: days });
    return months % 12 === 0 && months > 24 ? t("years", { count: months / 12 }) : t("months", { count: months });
  };
  const whyOf = (name: RetentionName) => {
    const reason = reasons[name];
    if (reason) return register("own", { reason });
    return register(retentionRules[name].ground);
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
          { key: "long", header: t("long"), cell: (name) => lengthOf(durations[name]) },
          { key: "from", header: t("from"), cell: (name) => t(`starts.${retentionRules[name].start}`) },
          ...(office ? [{ key: "why", header: register("why"), cell: whyOf }] : []),
        ]}
      />
    </Padded>
  );
}
