/** Price lists, as the office reads them within its sites. */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { fromColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { TariffVersion } from "./rules";
import { tariffRuleSchema } from "./schema";

type VersionRow = { id: string; label: string; since: Date; until: Date | null; rule: unknown };

export function versionOf({ id, label, since, until, rule }: VersionRow): TariffVersion {
  return {
    id,
    label,
    since: fromColumn(since),
    until: until && fromColumn(until),
    rule: tariffRuleSchema.parse(rule),
  };
}

export type PricedActivity = {
  id: string;
  nameFr: string;
  nameEn: string;
  siteName: string;
  versions: TariffVersion[];
};

/** The activities of the agent's sites with all their price lists, the latest first. */
export async function pricesForOffice(tx: Tx, scope: OfficeScope): Promise<PricedActivity[]> {
  const rows = await tx.activity.findMany({
    where: activitiesOfOffice(scope),
    orderBy: [{ site: { position: "asc" } }, { position: "asc" }],
    include: { site: { select: { name: true } }, tariffs: { orderBy: { since: "desc" } } },
  });
  return rows.map(({ id, nameFr, nameEn, site, tariffs }) => {
    return { id, nameFr, nameEn, siteName: site.name, versions: tariffs.map(versionOf) };
  });
}
