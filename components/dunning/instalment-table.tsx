/** The instalments of a plan with what was paid of each, and apart what a credit, a decision or a hand-over took off. */
import { getLocale, getTranslations } from "next-intl/server";
import { Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import { coverKinds, type InstalmentState, type Standing } from "@/lib/dunning/rules-plan";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";

const TONES: Record<InstalmentState, TagTone> = {
  paid: "ok",
  covered: "ok",
  waiting: "quiet",
  due: "due",
  late: "bad",
};

export async function InstalmentTable({ standing, caption }: { standing: Standing; caption?: string }) {
  const [t, words, locale] = await Promise.all([
    getTranslations("dunning.plans.new"),
    getTranslations("dunning.plan"),
    getLocale(),
  ]);
  return (
    <Table
      caption={caption ?? t("preview")}
      hideCaption
      rows={standing.instalments}
      rowKey={({ dueOn }) => dueOn}
      columns={[
        { key: "day", header: t("day"), rowHeader: true, cell: ({ dueOn }) => wordDate(locale, dueOn) },
        {
          ...{ key: "state", header: t("state"), label: t("state") },
          cell: ({ state, cover }) => (
            <>
              <Tag tone={TONES[state]} icon={state === "waiting" ? "clock" : undefined}>
                {words(`states.${state}`)}
              </Tag>
              {state === "paid"
                ? null
                : coverKinds
                    .filter((kind) => cover[kind] > 0)
                    .map((kind) => (
                      <small key={kind}>{words(`cover.${kind}`, { amount: wordAmount(locale, cover[kind]) })}</small>
                    ))}
            </>
          ),
        },
        {
          ...{ key: "amount", header: t("amount"), label: t("amount"), align: "end" },
          cell: ({ amountCents }) => wordAmount(locale, amountCents),
        },
      ]}
    />
  );
}
