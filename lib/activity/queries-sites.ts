/** Sites by name, for menus and choices. */
import type { OfficeScope } from "@/lib/access/gate";
import type { Tx } from "@/lib/server/db";

/** The sites assigned to this member of staff today; none for those who see every site or no child. */
export async function siteNamesOf(tx: Tx, scope: OfficeScope): Promise<string[]> {
  if (scope.siteIds.length === 0) return [];
  const sites = await tx.site.findMany({
    where: { id: { in: [...scope.siteIds] } },
    select: { name: true },
    orderBy: { position: "asc" },
  });
  return sites.map((site) => site.name);
}
