/** The rights of agents and animateurs on one day: postings, antennas, cases by name, an absent colleague's, exceptional access. Read in one query. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { Role } from "./permissions";

/** Where a right comes from: one's own posting, a household confided by name, an absent colleague, or exceptional access. */
export type Way =
  | { kind: "own" }
  | { kind: "named" }
  | { kind: "deputy"; of: string }
  | { kind: "exceptional"; accessId: string };

export type Grant = { way: Way; siteId: string | null; activityId: string | null; householdId: string | null };

type GrantRow = {
  kind: Way["kind"];
  source: string | null;
  siteId: string | null;
  activityId: string | null;
  householdId: string | null;
};

/**
 * One's own rights and those of the colleagues one stands in for, each counted only while its holder is accredited and has signed the
 * engagement; a deputy must be accredited too, and what a deputy inherits is not inherited from the deputy.
 */
export async function grantsOf(
  tx: Tx,
  { accountId, role }: { accountId: string; role: Role },
  { today, now }: { today: CivilDate; now: Date | null },
): Promise<Grant[]> {
  const rows = await tx.$queryRaw<GrantRow[]>`
    WITH fit AS (
      SELECT a.id FROM account a WHERE a.role = ${role} AND a.closed_at IS NULL AND EXISTS (
        SELECT 1 FROM accreditation c WHERE c.account_id = a.id AND c.revoked_at IS NULL AND c.engagement_signed_at IS NOT NULL
          AND c.since <= ${today} AND (c.until IS NULL OR c.until >= ${today}))
    ), holder AS (
      SELECT f.id, NULL AS absent FROM fit f WHERE f.id = ${accountId}
      UNION ALL
      SELECT d.absent_id, d.absent_id FROM deputy d JOIN fit f ON f.id = d.absent_id JOIN fit me ON me.id = d.deputy_id
      WHERE d.deputy_id = ${accountId} AND d.ended_at IS NULL AND d.since <= ${today} AND d.until >= ${today}
    )
    SELECT IF(h.absent IS NULL, 'own', 'deputy') AS kind, h.absent AS source,
      s.site_id AS siteId, s.activity_id AS activityId, NULL AS householdId
    FROM holder h JOIN assignment s ON s.account_id = h.id
    WHERE s.since <= ${today} AND (s.until IS NULL OR s.until >= ${today})
    UNION ALL
    SELECT IF(h.absent IS NULL, 'own', 'deputy'), h.absent, t.site_id, NULL, NULL
    FROM holder h JOIN antenna_member m ON m.account_id = h.id JOIN antenna_site t ON t.antenna_id = m.antenna_id
    WHERE m.since <= ${today} AND (m.until IS NULL OR m.until >= ${today})
    UNION ALL
    SELECT IF(h.absent IS NULL, 'named', 'deputy'), h.absent, NULL, NULL, n.household_id
    FROM holder h JOIN case_assignment n ON n.account_id = h.id
    WHERE n.since <= ${today} AND (n.until IS NULL OR n.until >= ${today})
    UNION ALL
    SELECT 'exceptional', x.id, NULL, NULL, x.household_id
    FROM holder h JOIN exceptional_access x ON x.account_id = h.id
    WHERE h.absent IS NULL AND x.opened_at <= ${now} AND x.ends_at > ${now}`;
  return rows.map(({ kind, source, ...what }) => ({ way: wayFrom(kind, source ?? ""), ...what }));
}

function wayFrom(kind: Way["kind"], source: string): Way {
  if (kind === "deputy") return { kind, of: source };
  if (kind === "exceptional") return { kind, accessId: source };
  return { kind };
}
