/** Price lists, as the office reads them within its sites and as the public reads them. */
import { activitiesOfOffice, type OfficeScope } from "@/lib/access/gate";
import { type CutOff, cutOffSchema } from "@/lib/activity/schema";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { inForceOn, priceRange, type TariffVersion } from "./rules";
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

export type CatalogueEntry = {
  id: string;
  kind: string;
  nameFr: string;
  nameEn: string;
  startsAt: string;
  endsAt: string;
  weekdays: number[];
  grades: string[] | null;
  bookCutOff: CutOff;
  cancelCutOff: CutOff;
  /** From the lowest to the highest price in force; null when none is published. */
  price: { from: Cents; to: Cents; label: string; since: CivilDate } | null;
};
export type CatalogueSite = { id: string; name: string; kind: string; address: string; activities: CatalogueEntry[] };

/** What the commune offers, where, when, at which prices and limits, as the rules in force say. For everybody: nothing of a family is in it. */
export async function publicCatalogue(tx: Tx, today: CivilDate): Promise<CatalogueSite[]> {
  const sites = await tx.site.findMany({
    orderBy: { position: "asc" },
    include: {
      activities: {
        where: { isOpen: true },
        orderBy: [{ startsAt: "asc" }, { position: "asc" }],
        include: { tariffs: { orderBy: { since: "asc" } } },
      },
    },
  });
  return sites.map(({ id, name, kind, address, activities }) => ({
    ...{ id, name, kind, address },
    activities: activities.map(({ tariffs, ...row }) => {
      const version = inForceOn(tariffs.map(versionOf), today);
      return {
        id: row.id,
        kind: row.kind,
        nameFr: row.nameFr,
        nameEn: row.nameEn,
        startsAt: row.startsAt,
        endsAt: row.endsAt,
        weekdays: row.weekdays as number[],
        grades: row.grades as string[] | null,
        bookCutOff: cutOffSchema.parse(row.bookCutOff),
        cancelCutOff: cutOffSchema.parse(row.cancelCutOff),
        price: version && { ...priceRange(version.rule), label: version.label, since: version.since },
      };
    }),
  }));
}
