/** `npm run screenshots`: the pictures of the README, taken from a portal that runs (PORTAIL_URL, by default the local demonstration). */
import { mkdirSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, devices } from "@playwright/test";
import { people } from "../e2e/support/accounts";
import { addMonths, monthOf, parisOf } from "../lib/kernel/civil-date";
import { Visitor } from "./bench/visitor";

const FOLDER = "docs/images";
const url = process.env.PORTAIL_URL ?? "http://localhost:3000";

type Picture = { name: string; path: string; options: BrowserContextOptions };

async function take(browser: Browser, visitor: Visitor, { name, path, options }: Picture): Promise<void> {
  const context = await browser.newContext({ ...options, baseURL: url, locale: "fr-FR", timezoneId: "Europe/Paris" });
  await context.setExtraHTTPHeaders({ cookie: visitor.cookieHeader() });
  const page = await context.newPage();
  await page.goto(path, { waitUntil: "networkidle" });
  await page.screenshot({ path: `${FOLDER}/${name}.png` });
  await context.close();
  console.log(`${FOLDER}/${name}.png`);
}

mkdirSync(FOLDER, { recursive: true });
const month = addMonths(monthOf(parisOf(new Date()).day), 1);
const visitor = await Visitor.signedIn(url, people.camille);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
try {
  await take(browser, visitor, { name: "accueil-phone", path: "/accueil", options: devices["Pixel 7"] ?? {} });
  const options = { viewport: { width: 1366, height: 900 } };
  await take(browser, visitor, { name: "reservations-desktop", path: `/reservations?mois=${month}`, options });
} finally {
  await browser.close();
}
