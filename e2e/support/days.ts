/** Days the scenarios need, found in the commune's own calendar: no date is written in a test, so that none goes stale. */
import { addMonths, type CivilDate, type CivilMonth, monthOf, parisOf } from "@/lib/kernel/civil-date";
import { row, rows } from "./database";

export function today(): CivilDate {
  return parisOf(new Date()).day;
}

/** The first month after this one in which a child of this name may still book many days. */
export async function bookableMonth(firstName: string): Promise<CivilMonth> {
  const months = await rows<{ month: CivilMonth; days: number | string }>(
    `SELECT DATE_FORMAT(d.day, '%Y-%m') AS month, COUNT(*) AS days
     FROM activity_day d JOIN enrolment e ON e.activity_id = d.activity_id AND e.state = 'accepted'
     JOIN child c ON c.id = e.child_id AND c.first_name = ?
     WHERE d.closed_fr IS NULL AND d.day > LAST_DAY(CURRENT_DATE) GROUP BY month HAVING days >= 8 ORDER BY month`,
    [firstName],
  );
  return months[0]?.month ?? addMonths(monthOf(today()), 1);
}

type Sheet = { id: string; day: CivilDate; isLocked: number };

/** The latest day of a service until today with children on its sheet: one that may still be marked, if there is one. */
export function sheetToMark(siteCode: string, kind: string): Promise<Sheet> {
  return row<Sheet>(
    `SELECT d.id, d.day, d.attendance_locked_at IS NOT NULL AS isLocked FROM activity_day d
     JOIN activity a ON a.id = d.activity_id AND a.kind = ? JOIN site s ON s.id = a.site_id AND s.code = ?
     WHERE d.day <= CURRENT_DATE AND d.closed_fr IS NULL AND d.taken > 0
     ORDER BY isLocked, d.day DESC LIMIT 1`,
    [kind, siteCode],
  );
}
