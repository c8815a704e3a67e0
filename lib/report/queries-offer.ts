/** The open activities of each site with their rules in force: what anybody may read. */
import { cutOffSchema } from "@/lib/activity/schema";
import { fromColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { tariffRuleSchema } from "@/lib/tariff/schema";
import type { OfferedSite } from "./rules-offer";

export async function publicOffer(tx: Tx): Promise<OfferedSite[]> {
  const sites = await tx.site.findMany({
    orderBy: { position: "asc" },
    include: {
      activities: {
        where: { isOpen: true },
        orderBy: [{ startsAt: "asc" }, { position: "asc" }],
        include: { tariffs: { select: { since: true, until: true, rule: true } } },
      },
    },
  });
  return sites.map(({ id, name, address, phone, activities }) => ({
    id,
    name,
    address,
    phone,
    activities: activities.map((row) => ({
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
      tariffs: row.tariffs.map(({ since, until, rule }) => ({
        since: fromColumn(since),
        until: until && fromColumn(until),
        rule: tariffRuleSchema.parse(rule),
      })),
    })),
  }));
}
