/** What anybody may read: the sites with their open activities, and the rules in force on a day. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { rulesHistory } from "@/lib/rulebook/queries";
import { type Rules, rulesOn } from "@/lib/rulebook/rules-history";
import type { Tx } from "@/lib/server/db";

export type OfferedActivity = {
  id: string;
  kind: string;
  nameFr: string;
  nameEn: string;
  startsAt: string;
  endsAt: string;
  weekdays: readonly number[];
  grades: readonly string[] | null;
  /** The activity of the rules whose prices and limits it follows. */
  ruleCode: string;
};

export type OfferedSite = {
  id: string;
  name: string;
  address: string;
  phone: string | null;
  activities: OfferedActivity[];
};

export async function publicOffer(tx: Tx): Promise<OfferedSite[]> {
  const sites = await tx.site.findMany({
    orderBy: { position: "asc" },
    include: { activities: { where: { isOpen: true }, orderBy: [{ startsAt: "asc" }, { position: "asc" }] } },
  });
  return sites.map(({ id, name, address, phone, activities }) => ({
    ...{ id, name, address, phone },
    activities: activities.map((row) => ({
      ...{ id: row.id, kind: row.kind, nameFr: row.nameFr, nameEn: row.nameEn },
      ...{ startsAt: row.startsAt, endsAt: row.endsAt, ruleCode: row.ruleCode },
      weekdays: row.weekdays as number[],
      grades: row.grades as string[] | null,
    })),
  }));
}

export type PublicRules = {
  /** Null before the first version. */
  rules: Rules | null;
  /** When the version after it takes effect. */
  next: CivilDate | null;
};

export async function publicRules(tx: Tx, day: CivilDate): Promise<PublicRules> {
  const history = await rulesHistory(tx);
  return { rules: rulesOn(history, day), next: history.find(({ since }) => since > day)?.since ?? null };
}
