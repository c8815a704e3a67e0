/** Who may see what, told a second time in SQL from the rows themselves: what the gate answers is held against this. */
import { rows } from "./database";

const TODAY = "CURRENT_DATE";
const inForce = (table: string) =>
  `${table}.since <= ${TODAY} AND (${table}.until IS NULL OR ${table}.until >= ${TODAY})`;

type Seen = { id: string; seen: number | string };

async function seenAmong(sql: string, values: unknown[]): Promise<Map<string, boolean>> {
  const all = await rows<Seen>(sql, values);
  return new Map(all.map(({ id, seen }) => [id, Number(seen) > 0]));
}

/** Each child there is → whether it lives in a household of this parent who is not barred from it. */
export function childrenOfParent(email: string): Promise<Map<string, boolean>> {
  return seenAmong(
    `SELECT c.id, EXISTS (
       SELECT 1 FROM child_household ch
       JOIN household h ON h.id = ch.household_id AND h.closed_at IS NULL
       JOIN household_member m ON m.household_id = h.id AND ${inForce("m")}
       JOIN guardian g ON g.id = m.guardian_id
       JOIN account a ON a.id = g.account_id AND a.email = ?
       WHERE ch.child_id = c.id AND NOT EXISTS (
         SELECT 1 FROM guardianship b WHERE b.child_id = c.id AND b.guardian_id = g.id AND b.is_barred = 1)
     ) AS seen FROM child c`,
    [email],
  );
}

/** Sites by code; empty for whoever is not accredited. */
const CHILD_OF_SITES = `(EXISTS (
    SELECT 1 FROM schooling s JOIN site t ON t.id = s.site_id AND t.code IN (?) JOIN school_year y ON y.id = s.school_year_id
    WHERE s.child_id = c.id AND y.ends_on >= ${TODAY} AND (s.until IS NULL OR s.until >= ${TODAY}))
  OR EXISTS (
    SELECT 1 FROM enrolment e JOIN activity v ON v.id = e.activity_id JOIN site t ON t.id = v.site_id AND t.code IN (?)
    WHERE e.child_id = c.id AND e.state IN ('requested', 'accepted') AND (e.until IS NULL OR e.until >= ${TODAY})))`;

export function childrenOfSites(codes: readonly string[]): Promise<Map<string, boolean>> {
  return seenAmong(`SELECT c.id, ${CHILD_OF_SITES} AS seen FROM child c`, [codes, codes]);
}

export function householdsOfSites(codes: readonly string[]): Promise<Map<string, boolean>> {
  return seenAmong(
    `SELECT h.id, EXISTS (SELECT 1 FROM child_household ch JOIN child c ON c.id = ch.child_id
       WHERE ch.household_id = h.id AND ${CHILD_OF_SITES}) AS seen FROM household h`,
    [codes, codes],
  );
}

/** Issued invoices → whether they are this parent's household's. */
export function invoicesOfParent(email: string): Promise<Map<string, boolean>> {
  return seenAmong(
    `SELECT i.id, EXISTS (
       SELECT 1 FROM household_member m JOIN guardian g ON g.id = m.guardian_id JOIN account a ON a.id = g.account_id
       WHERE m.household_id = i.household_id AND a.email = ? AND ${inForce("m")}
     ) AS seen FROM invoice i WHERE i.state = 'issued' ORDER BY seen DESC, i.id LIMIT 30`,
    [email],
  );
}
