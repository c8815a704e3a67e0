/**
 * `npm run bench`: what people wait for, over real HTTP and a real database, on the production build. It measures and never judges:
 * a busy machine gives other numbers than a quiet one, so the load is printed with them. Issue 2, "Speed".
 */
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "mysql2/promise";
import { people } from "../../e2e/support/accounts";
import { addMonths, monthOf, parisOf } from "../../lib/kernel/civil-date";
import { rowsOf, withConnection } from "../../prisma/connection";
import { step } from "../process/steps";
import { buildPages } from "../start/build";
import { seededFolder, startTestPortal } from "../test/portal";
import { measureGate } from "./devices/gate";
import { measureSealing } from "./devices/sealing";
import { benchJournal } from "./journal/main";
import { measureLists } from "./lists";
import { HEAD, repeat, type Times, tell, timed } from "./measure";
import { memoryOf } from "./memory";
import { tellPes } from "./pes";
import { loadsOnPhone } from "./phone";
import { measureRules } from "./rules";
import { bookMeals, importFamilies } from "./town";
import { Visitor } from "./visitor";

const TIMES = { times: 60, warm: 15 };
const SAVES = { times: 20, warm: 4 };

/** Everything, or what browsers of families and staff do alone: `npm run bench -- devices`. */
async function main(what: string | undefined): Promise<void> {
  await step("build", buildPages);
  const { folder, drop } = await seededFolder();
  const portal = await startTestPortal(folder, {}, () => undefined);
  const database = portal.environment.DATABASE_OWNER_URL ?? "";
  try {
    if (what === "devices") {
      const times = await withConnection(database, (connection) => measureDevices(portal.url, connection));
      console.log(`\n${loadWords()}\n${HEAD}\n${times.map(tell).join("\n")}`);
      return;
    }
    await step("300 families", () => importFamilies(portal.environment));
    await withConnection(database, (connection) => measure(portal.url, connection));
    console.log(`\n${memoryOf(portal.url)}`);
    console.log(tellPes());
  } finally {
    await portal.stop();
    drop();
  }
}

const loadWords = () => `${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`;

async function measure(url: string, connection: Connection): Promise<void> {
  const today = parisOf(new Date()).day;
  const billed = addMonths(monthOf(today), -1);
  const families = await step(
    "a month of meals",
    () => bookMeals(connection, billed),
    (count) => `${count} families`,
  );
  const camille = await Visitor.signedIn(url, people.camille);
  const month = addMonths(monthOf(today), 1);
  const times: Times[] = [
    await repeat("home page", TIMES, () => camille.get("/accueil")),
    await repeat("month grid, 2 children × 6 services", TIMES, () => camille.get(`/reservations?mois=${month}`)),
    await saving(camille, connection, month),
    await repeat("invoice list", TIMES, () => camille.get("/factures")),
    ...(await billing({ url, connection, month: billed, camille })),
    ...(await measureLists(url, connection, await Visitor.signedIn(url, people.regie))),
    ...(await measureDevices(url, connection)),
    // Last: they hold this process long enough for the server to close an idle connection.
    ...(await measureRules()),
  ];
  const pages = [
    { name: "home page", path: "/accueil" },
    { name: "month grid", path: `/reservations?mois=${month}` },
  ];
  const loads = await loadsOnPhone({ url, cookie: camille.cookieHeader(), pages });
  console.log(`\n${loadWords()}; ${families} families with bookings\n${HEAD}`);
  for (const one of times) console.log(tell(one));
  for (const { page, kibibytes, requests } of loads) {
    console.log(
      `${`phone, ${page}`.padEnd(44)}${`${kibibytes.toFixed(0)} KiB`.padStart(11)}${`${requests} requests`.padStart(14)}`,
    );
  }
}

/** What a parent's and a keeper's own device do, each in a slowed browser. */
async function measureDevices(url: string, connection: Connection): Promise<Times[]> {
  const camille = await Visitor.signedIn(url, people.camille);
  const keeper = await Visitor.signedIn(url, people.animateur);
  return [
    await measureSealing({ url, cookie: camille.cookieHeader() }),
    await measureGate({ url, connection, cookie: keeper.cookieHeader() }),
  ];
}

/** Two services of the month for two children, all ticked in one form, then all given up in the next. */
async function saving(camille: Visitor, connection: Connection, month: string): Promise<Times> {
  const cells = await rowsOf<{ cell: string }>(
    connection,
    `SELECT CONCAT(c.id, '.', d.id) AS cell FROM activity_day d JOIN activity a ON a.id = d.activity_id AND a.kind IN ('canteen', 'evening-care')
     JOIN enrolment e ON e.activity_id = a.id AND e.state = 'accepted'
     JOIN child c ON c.id = e.child_id JOIN child_household h ON h.child_id = c.id
     JOIN household_member m ON m.household_id = h.household_id JOIN guardian g ON g.id = m.guardian_id
     JOIN account o ON o.id = g.account_id AND o.email = ?
     WHERE DATE_FORMAT(d.day, '%Y-%m') = ? AND d.closed_fr IS NULL AND d.taken < d.capacity
       AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.child_id = c.id AND b.activity_day_id = d.id AND b.live = 1)`,
    [people.camille, month],
  );
  const wished = cells.map((row) => row.cell);
  const form = await camille.form(`/reservations?mois=${month}`, ({ fields }) =>
    fields.some(({ name }) => name === "_key"),
  );
  const other = { ...form, fields: form.fields.filter(({ name }) => name.startsWith("$ACTION")) };
  let booked = false;
  const save = async () => {
    await camille.send(other, booked ? { "booked[]": wished } : { "ticked[]": wished });
    booked = !booked;
  };
  const times = await repeat("saving that month in one go", SAVES, save);
  return { ...times, note: `${wished.length} days` };
}

type Billing = { url: string; connection: Connection; month: string; camille: Visitor };

/** Preparing, checking and asking to issue a month over HTTP, as the head does it; numbers and PDFs are the worker's. */
async function billing({ url, connection, month, camille }: Billing): Promise<Times[]> {
  const head = await Visitor.signedIn(url, people.responsable);
  const prepare = await head.form("/gestion/facturation", ({ fields }) => fields.some(({ name }) => name === "month"));
  let run = "";
  const prepared = await timed(async () => {
    run = (await head.send(prepare, { month }))?.split("?")[0] ?? "";
  });
  const runId = run.split("/").at(-1) ?? "";
  await head.send(await head.form(run, ({ label }) => label.includes("vérifié")), {});
  const issue = await head.form(run, ({ label }) => label.includes("émettre"));
  const issued = await timed(async () => {
    await head.send(issue, {});
    await until(connection, "SELECT COUNT(*) AS n FROM invoice_run WHERE id = ? AND issued_at IS NULL", runId);
  });
  const home: number[] = [];
  let printing = true;
  const made = timed(() => until(connection, UNPRINTED, runId)).finally(() => {
    printing = false;
  });
  while (printing) home.push(await timed(() => camille.get("/accueil")));
  const [{ n = 0 } = {}] = await rowsOf<{ n: number }>(
    connection,
    "SELECT COUNT(*) AS n FROM invoice WHERE run_id = ?",
    [runId],
  );
  return [
    { name: "month-end: preparing the drafts", samples: [prepared], note: `${n} invoices` },
    { name: "month-end: issuing them, in the worker", samples: [issued], note: `${n} invoices` },
    { name: "their PDFs, in the worker", samples: [await made], note: `${n} files` },
    { name: "home page meanwhile", samples: home },
  ];
}

const UNPRINTED =
  "SELECT COUNT(*) AS n FROM invoice i LEFT JOIN invoice_pdf p ON p.invoice_id = i.id WHERE i.run_id = ? AND p.invoice_id IS NULL";

async function until(connection: Connection, left: string, runId: string): Promise<void> {
  for (;;) {
    const [row] = await rowsOf<{ n: number | string }>(connection, left, [runId]);
    if (Number(row?.n) === 0) return;
    await pause(200);
  }
}

const [what, ...rest] = process.argv.slice(2);
if (what === "journal") await benchJournal(rest);
else await main(what);
