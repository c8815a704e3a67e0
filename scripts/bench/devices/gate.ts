/**
 * How long the list at the gate takes to open without network (issue 6, "Speed"): the real page on a phone whose processor is slowed four times, from
 * asking for it until the first child can be marked. The clock stands on the last day with a list.
 */
import { chromium, devices, type Page } from "@playwright/test";
import type { Connection } from "mysql2/promise";
import { rowsOf } from "../../../prisma/connection";
import { repeat, type Times } from "../measure";
import { cookiesOf } from "../phone";

const SLOWER = 4;
const PAGE = "/gestion/pointage/porte";
const ROUNDS = { times: 10, warm: 2 };

type Sheet = { id: string; day: string; kids: number };

async function lastSheet(connection: Connection): Promise<Sheet> {
  const [sheet] = await rowsOf<Sheet>(
    connection,
    `SELECT d.id, DATE_FORMAT(d.day, '%Y-%m-%d') AS day, d.taken AS kids FROM activity_day d
     JOIN activity a ON a.id = d.activity_id AND a.kind = 'evening-care' JOIN site s ON s.id = a.site_id AND s.code = 'OLI'
     WHERE d.day <= CURRENT_DATE AND d.closed_fr IS NULL AND d.taken > 0 ORDER BY d.day DESC LIMIT 1`,
    [],
  );
  if (!sheet) throw new Error("a day with children is needed");
  return sheet;
}

type Asked = { url: string; connection: Connection; cookie: string };

/** `cookie` is of the demonstration's keeper of lists at Les Oliviers. */
export async function measureGate({ url, connection, cookie }: Asked): Promise<Times> {
  const sheet = await lastSheet(connection);
  const now = `${sheet.day}T15:30:00Z`;
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  try {
    const shape = { ...devices["Pixel 7"], baseURL: url, locale: "fr-FR", timezoneId: "Europe/Paris" };
    const context = await browser.newContext({ ...shape, extraHTTPHeaders: { "x-portail-now": now } });
    await context.addCookies(cookiesOf(cookie, url));
    const page = await context.newPage();
    await page.clock.install({ time: new Date(now) });
    await takeLists(page, sheet.id);
    await context.setOffline(true);
    const wire = await context.newCDPSession(page);
    await wire.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const times = await repeat(`offline list opens, processor ${SLOWER} × slower`, ROUNDS, async () => {
      await page.reload({ waitUntil: "commit" });
      await firstKid(page);
    });
    return { ...times, note: `${sheet.kids} children` };
  } finally {
    await browser.close();
  }
}

const firstKid = (page: Page) => page.locator("li.kid").first().waitFor();

/** Opened once with the network, until the device holds the page and the lists. */
async function takeLists(page: Page, listId: string): Promise<void> {
  await page.goto("/gestion/pointage");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${PAGE}#${listId}`);
  await firstKid(page);
  await page.waitForFunction(async (path) => (await caches.match(path)) !== undefined, PAGE);
}
