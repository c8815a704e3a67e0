/**
 * The filter of lib/request/queries `reachedBy` written as SQL, for lists of thousands of rows: ids fetched first and sent back would be the slow
 * part. The places and the days are those of the gate's own filters, and a test holds both to the same rows.
 */
import { Prisma } from "@/lib/generated/prisma/client";
import type { OfficeScope } from "./gate";

/** What hangs on a child and a household, under the alias `r` with the columns `child_id` and `household_id`. */
export function reachedInSql(scope: OfficeScope): Prisma.Sql {
  if (scope.everySite) return Prisma.sql`TRUE`;
  const placed = placedChildren(scope);
  const confided = listOf(scope.householdIds);
  const home = Prisma.sql`c.since <= ${scope.today} AND (c.until IS NULL OR c.until >= ${scope.today})`;
  return Prisma.sql`(r.child_id IN (SELECT p.child_id FROM (${placed}) p)
    OR (r.household_id IN (${confided})
      AND r.child_id IN (SELECT c.child_id FROM child_household c WHERE c.household_id IN (${confided}) AND ${home}))
    OR (r.child_id IS NULL AND (r.household_id IN (${confided}) OR r.household_id IN (
      SELECT c.household_id FROM child_household c JOIN (${placed}) p ON p.child_id = c.child_id WHERE ${home}))))`;
}

/** Children at school on an assigned site, or enrolled (or asking to be) in an assigned activity. */
function placedChildren({ siteIds, activityIds, today }: OfficeScope): Prisma.Sql {
  const sites = listOf(siteIds);
  return Prisma.sql`SELECT s.child_id FROM schooling s JOIN school_year y ON y.id = s.school_year_id
    WHERE s.site_id IN (${sites}) AND y.ends_on >= ${today} AND (s.until IS NULL OR s.until >= ${today})
    UNION SELECT e.child_id FROM enrolment e JOIN activity a ON a.id = e.activity_id
    WHERE e.state IN ('requested', 'accepted') AND (a.site_id IN (${sites}) OR a.id IN (${listOf(activityIds)}))
      AND (e.until IS NULL OR e.until >= ${today})`;
}

/** Nothing equals NULL: an empty list admits nobody. */
function listOf(ids: readonly string[]): Prisma.Sql {
  return ids.length > 0 ? Prisma.join([...ids]) : Prisma.sql`NULL`;
}
