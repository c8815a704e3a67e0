/** The commune that is measured: the demonstration, 300 imported households where the file is at hand, and a month of meals for each of their children. */
import { existsSync } from "node:fs";
import type { Connection } from "mysql2/promise";
import { newId, newReference } from "../../lib/kernel/ids";
import { rowsOf } from "../../prisma/connection";
import { capture } from "../process/capture";

/** Kept outside of the repository: BENCH_FAMILIES names it, or it stands in the folder shared beside it. */
const FILE = process.env.BENCH_FAMILIES ?? "../shared/sample/familles-300.csv";

export async function importFamilies(environment: NodeJS.ProcessEnv): Promise<string> {
  if (!existsSync(FILE)) return "the file of 300 households is not here: the demonstration's 40 are measured";
  const command = ["scripts/portail.mjs", "families", "import", FILE, "--apply"];
  const { code, output } = await capture(command, environment);
  if (code !== 0) throw new Error(`The families could not be imported:\n${output.slice(-2000)}`);
  return output.trim().split("\n").at(-1) ?? "";
}

type Seat = { childId: string; householdId: string; activityId: string; schoolYearId: string };
type Day = { id: string; activityId: string };

/** Every child of an imported household enrolled in its school's canteen, and booked on each open day of the month. Gives the number of families. */
export async function bookMeals(connection: Connection, month: string): Promise<number> {
  const seats = await freeSeats(connection, month);
  const days = await rowsOf<Day>(
    connection,
    "SELECT id, activity_id AS activityId FROM activity_day WHERE DATE_FORMAT(day, '%Y-%m') = ? AND closed_fr IS NULL",
    [month],
  );
  const now = new Date();
  const orders = new Map(seats.map((seat) => [seat.householdId, newId()]));
  const enrolments = seats.map(({ childId, householdId, activityId, schoolYearId }) => {
    return [newId(), childId, activityId, schoolYearId, householdId, "accepted", `${month}-01`, now];
  });
  const bookings = seats.flatMap(({ childId, householdId, activityId }) => {
    const open = days.filter((day) => day.activityId === activityId);
    return open.map(({ id }) => [newId(), childId, id, householdId, orders.get(householdId), "booked", 450, now]);
  });
  const columns = {
    enrolment: "id, child_id, activity_id, school_year_id, household_id, state, since, requested_at",
    booking_order: "id, reference, household_id, channel, delta_cents, created_at",
    booking: "id, child_id, activity_day_id, household_id, order_id, state, price_cents, booked_at",
  };
  const placed = [...orders].map(([householdId, id]) => [id, newReference("VAL"), householdId, "counter", 0, now]);
  await insert(connection, `enrolment (${columns.enrolment})`, enrolments);
  await insert(connection, `booking_order (${columns.booking_order})`, placed);
  await insert(connection, `booking (${columns.booking})`, bookings);
  return orders.size;
}

/** Children in school that month who have no enrolment yet: the imported ones. */
function freeSeats(connection: Connection, month: string): Promise<Seat[]> {
  return rowsOf<Seat>(
    connection,
    `SELECT ch.child_id AS childId, MIN(ch.household_id) AS householdId, MIN(a.id) AS activityId,
       MIN(s.school_year_id) AS schoolYearId
     FROM child_household ch JOIN schooling s ON s.child_id = ch.child_id
     JOIN school_year y ON y.id = s.school_year_id AND y.starts_on <= CONCAT(?, '-28') AND y.ends_on >= CONCAT(?, '-01')
     JOIN activity a ON a.site_id = s.site_id AND a.kind = 'canteen'
     JOIN household_payer p ON p.household_id = ch.household_id
     WHERE NOT EXISTS (SELECT 1 FROM enrolment e WHERE e.child_id = ch.child_id) GROUP BY ch.child_id`,
    [month, month],
  );
}

async function insert(connection: Connection, into: string, rows: unknown[][]): Promise<void> {
  for (let from = 0; from < rows.length; from += 2000) {
    await connection.query(`INSERT INTO ${into} VALUES ?`, [rows.slice(from, from + 2000)]);
  }
}
