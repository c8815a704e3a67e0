/** Moves by class, each leading to its children. */
import { getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { grades } from "@/lib/household/schema";
import type { previewOf } from "@/lib/rollover/queries";

type Preview = Awaited<ReturnType<typeof previewOf>>;
type Move = Preview["moves"][number];

export async function Moves({ preview, names }: { preview: Preview; names: ReadonlyMap<string, string> }) {
  const t = await getTranslations("rollover");
  return (
    <Section title={t("moves")}>
      <div className="gate-count">
        {(["moves", "stays", "leaves", "undecided"] as const).map((key) => (
          <div key={key}>
            <b>{preview.counts[key]}</b> {t(`counts.${key}`)}
          </div>
        ))}
      </div>
      <Table
        caption={t("movesCaption")}
        hideCaption
        rows={[...preview.moves].sort((a, b) => placeOf(a, names).localeCompare(placeOf(b, names)))}
        rowKey={({ key }) => key}
        marked={({ first }) => first.outcome === "undecided"}
        columns={[
          {
            key: "from",
            header: t("from"),
            rowHeader: true,
            cell: ({ first }) => (
              <TextLink
                href={`/gestion/rentree/classe?ecole=${first.fromSiteId}&classe=${encodeURIComponent(first.fromGrade)}`}
              >
                {names.get(first.fromSiteId)}, {first.fromGrade}
              </TextLink>
            ),
          },
          { key: "to", header: t("to"), label: t("toLabel"), cell: ({ first }) => <To first={first} names={names} /> },
          { key: "count", header: t("count"), label: t("countLabel"), align: "end", cell: ({ count }) => count },
        ]}
      />
    </Section>
  );
}

/** School by school, from the youngest class to the oldest. */
function placeOf({ first }: Move, names: ReadonlyMap<string, string>): string {
  const rank = (grades as readonly string[]).indexOf(first.fromGrade);
  return `${names.get(first.fromSiteId) ?? ""} ${String(rank < 0 ? grades.length : rank).padStart(2, "0")} ${first.outcome}`;
}

async function To({ first, names }: { first: Move["first"]; names: ReadonlyMap<string, string> }) {
  const t = await getTranslations("rollover");
  if (first.outcome === "leaves") return t("outcomes.leaves");
  if (first.outcome === "undecided") return <Tag tone="due">{t("outcomes.undecided")}</Tag>;
  return `${names.get(first.toSiteId ?? "")}, ${first.toGrade}`;
}
