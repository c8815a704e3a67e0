/** The device at the gate without network: docs/scenarios.md. The clock stands on the last day with class. */
import { type BrowserContext, expect, type Page } from "@playwright/test";
import { count, row } from "../support/database";
import { markableSheet } from "../support/sheets";
import { test } from "../support/test";

const GATE = "/gestion/pointage/porte";

/** The device's own clock at this hour (UTC) of the day of the sheet. */
async function atTheGate(page: Page, { day, id }: { day: string; id: string }): Promise<void> {
  await page.clock.install({ time: new Date(`${day}T15:30:00Z`) });
  await page.goto("/gestion/pointage");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.goto(`${GATE}#${id}`);
  await expect(page.locator("li.kid").first()).toBeVisible();
  await expect
    .poll(() => page.evaluate(async (gate) => (await caches.match(gate)) !== undefined, GATE), { timeout: 20_000 })
    .toBe(true);
}

/** A child of the list that nobody marked, or whose mark may be changed. */
async function firstKid(page: Page): Promise<{ name: string; wanted: "Présent" | "Absent" }> {
  const kid = page.locator("li.kid").first();
  const name = (await kid.getAttribute("data-kid")) ?? "";
  const isAbsent = await kid.getByRole("radio", { name: "Absent", exact: true }).isChecked();
  return { name, wanted: isAbsent ? "Présent" : "Absent" };
}

const kidOf = (page: Page, name: string) => page.locator(`li.kid[data-kid="${name}"]`);
const choose = (page: Page, name: string, mark: string) =>
  kidOf(page, name).getByRole("radio", { name: mark, exact: true }).check({ force: true });

/** What the device holds, read as another program on it would. */
function stored(page: Page): Promise<{ lists: number; marks: number; text: string }> {
  return page.evaluate(async () => {
    const open = indexedDB.open("pointage");
    const database = await new Promise<IDBDatabase>((resolve) => {
      open.onsuccess = () => resolve(open.result);
    });
    const all = (drawer: string) =>
      new Promise<{ data?: ArrayBuffer }[]>((resolve) => {
        const request = database.transaction(drawer).objectStore(drawer).getAll();
        request.onsuccess = () => resolve(request.result);
      });
    const [lists, marks] = [await all("lists"), await all("marks")];
    const text = [...lists, ...marks].map(({ data }) => new TextDecoder().decode(data ?? new ArrayBuffer(0))).join("");
    database.close();
    return { lists: lists.length, marks: marks.length, text };
  });
}

test("the list opens without network, marks wait encrypted, and leave once when it is back", async ({ as, check }) => {
  const sheet = await markableSheet(() => as("responsable"));
  const page = await as("animateur", { now: sheet.now });
  const context: BrowserContext = page.context();
  await atTheGate(page, sheet);
  await check(page);
  const { name, wanted } = await firstKid(page);
  const before = await count("FROM audit_event WHERE type = 'attendance.recorded'");

  await context.setOffline(true);
  await page.reload();
  await expect(page.locator("li.kid").first()).toBeVisible();
  await expect(page.getByText("Hors connexion", { exact: true })).toBeVisible();
  await choose(page, name, wanted);
  await expect(page.getByText("Hors connexion : 1 pointage à envoyer")).toBeVisible();
  await page.reload();
  await expect(kidOf(page, name).getByRole("radio", { name: wanted, exact: true })).toBeChecked();
  await expect(kidOf(page, name).getByText("Pas encore envoyé")).toBeVisible();
  await check(page);
  const kept = await stored(page);
  expect(kept).toMatchObject({ lists: 1, marks: 1 });
  expect(kept.text).not.toContain(name.split(" ")[0]);
  expect(await count("FROM audit_event WHERE type = 'attendance.recorded'")).toBe(before);

  await context.setOffline(false);
  await expect(page.getByText("Tout est envoyé.")).toBeVisible();
  await expect(kidOf(page, name).getByText("Pas encore envoyé")).toHaveCount(0);
  expect(await count("FROM audit_event WHERE type = 'attendance.recorded'")).toBe(before + 1);
  expect((await stored(page)).marks).toBe(0);
  await page.goto(`/gestion/pointage/${sheet.id}`);
  await expect(kidOf(page, name).getByRole("radio", { name: wanted, exact: true })).toBeChecked();
});

test("what a colleague noted meanwhile is shown, and the person chooses", async ({ as, check }) => {
  const sheet = await markableSheet(() => as("responsable"));
  const page = await as("animateur", { now: sheet.now });
  await atTheGate(page, sheet);
  const { name } = await firstKid(page);
  await choose(page, name, "Présent");
  await expect(page.getByText("Tout est envoyé.")).toBeVisible();
  await page.context().setOffline(true);
  await choose(page, name, "Absent");
  await expect(page.getByText("Hors connexion : 1 pointage à envoyer")).toBeVisible();

  const colleague = await as("oliviers", { now: sheet.now });
  await colleague.goto(`/gestion/pointage/${sheet.id}`);
  const departure = kidOf(colleague, name).locator("details", { has: colleague.locator('input[type="time"]') });
  await departure.evaluate((box: HTMLDetailsElement) => {
    box.open = true;
  });
  await departure.locator('input[type="time"]').fill("17:59");
  await colleague.getByRole("button", { name: /^Enregistrer/ }).click();
  await expect(colleague.getByText(/pointage enregistré/)).toBeVisible();

  await page.context().setOffline(false);
  await expect(page.getByRole("heading", { name: "À choisir" })).toBeVisible();
  await expect(page.getByText(/Un agent des affaires scolaires a noté/)).toBeVisible();
  await check(page);
  await page.getByRole("button", { name: `Garder le mien ${name}` }).click();
  await expect(page.getByText("Tout est envoyé.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "À choisir" })).toHaveCount(0);
  const { status } = await row<{ status: string }>(
    `SELECT a.status FROM attendance a JOIN child c ON c.id = a.child_id
     WHERE a.activity_day_id = ? AND CONCAT(c.first_name, ' ', c.last_name) = ?`,
    [sheet.id, name],
  );
  expect(status).toBe("absent");
});

test("the lists are gone at the end of the day and after signing out; a mark that waits is not", async ({ as }) => {
  const sheet = await markableSheet(() => as("responsable"));
  const page = await as("animateur", { now: sheet.now });
  await atTheGate(page, sheet);
  const { name, wanted } = await firstKid(page);
  await page.context().setOffline(true);
  await choose(page, name, wanted);
  await expect(page.getByText("Hors connexion : 1 pointage à envoyer")).toBeVisible();
  await page.clock.setSystemTime(new Date(`${sheet.day}T23:30:00Z`));
  await page.reload();
  await expect(page.getByText("Cet appareil n’a pas encore les listes d’aujourd’hui")).toBeVisible();
  await expect(page.locator("li.kid")).toHaveCount(0);
  expect(await stored(page)).toMatchObject({ lists: 0, marks: 1 });

  await page.clock.setSystemTime(sheet.now);
  await page.context().setOffline(false);
  await page.goto(GATE);
  await expect(page.getByText("Tout est envoyé.")).toBeVisible();
  await expect.poll(async () => (await stored(page)).lists).toBe(1);
  await page.goto("/gestion");
  await page.getByRole("button", { name: "Se déconnecter" }).first().click();
  await page.waitForURL(/connexion/);
  await expect.poll(async () => (await stored(page)).lists).toBe(0);
});

test("a device that never took the list keeps the ticks on the page and says that they are not kept", async ({
  as,
  check,
}) => {
  const sheet = await markableSheet(() => as("responsable"));
  const page = await as("animateur", { now: sheet.now });
  await page.goto(`/gestion/pointage/${sheet.id}`);
  const { name, wanted } = await firstKid(page);
  await page.context().setOffline(true);
  await expect(page.getByText(/Vos pointages ne sont pas gardés/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Continuer à la porte" })).toHaveCount(0);
  await check(page);
  await choose(page, name, wanted);
  await page.getByRole("button", { name: /^Enregistrer/ }).click();
  await expect(page.getByText(/Vos pointages ne sont pas gardés/)).toBeVisible();
  expect(new URL(page.url()).pathname).toBe(`/gestion/pointage/${sheet.id}`);
  await expect(kidOf(page, name).getByRole("radio", { name: wanted, exact: true })).toBeChecked();

  await page.context().setOffline(false);
  await expect(page.getByText(/Vos pointages ne sont pas gardés/)).toHaveCount(0);
  await page.getByRole("button", { name: /^Enregistrer/ }).click();
  await expect(page.getByText(/pointage enregistré/)).toBeVisible();
  await expect(kidOf(page, name).getByRole("radio", { name: wanted, exact: true })).toBeChecked();
});

/** The class of a child prepares its badges; gives the code of this child's. */
async function badgeOf(office: Page, name: string): Promise<string> {
  const place = await row<{ site: string; grade: string; child: string }>(
    `SELECT s.site_id AS site, s.grade, c.id AS child FROM schooling s JOIN child c ON c.id = s.child_id
     WHERE CONCAT(c.first_name, ' ', c.last_name) = ? ORDER BY s.since DESC LIMIT 1`,
    [name],
  );
  await office.goto(`/gestion/pointage/badges?ecole=${place.site}&classe=${encodeURIComponent(place.grade)}`);
  await office.getByRole("button", { name: "Préparer les badges" }).click();
  await expect(office.getByText(/badges? préparés?/)).toBeVisible();
  const { code } = await row<{ code: string }>(
    "SELECT code FROM child_badge WHERE child_id = ? AND revoked_at IS NULL",
    [place.child],
  );
  return code;
}

test("without a camera that reads codes, a badge is typed by a reader or by hand", async ({ as, check }) => {
  const sheet = await markableSheet(() => as("responsable"));
  const page = await as("animateur", { now: sheet.now });
  await page.addInitScript(() => Reflect.deleteProperty(window, "BarcodeDetector"));
  await atTheGate(page, sheet);
  const { name } = await firstKid(page);
  const code = await badgeOf(await as("oliviers"), name);
  await choose(page, name, "Absent");
  await expect(page.getByText("Tout est envoyé.")).toBeVisible();
  await page.reload();
  await expect(page.getByText(/ne lit pas les badges avec la caméra/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Lire avec la caméra" })).toHaveCount(0);
  await check(page);
  const field = page.getByLabel("Badge", { exact: true });
  await field.fill("2222-2222-2222-2222");
  await field.press("Enter");
  await expect(page.getByText("Ce badge n’est à aucun enfant de cette liste.")).toBeVisible();
  // A keyboard reader types on in the same field, groups or not, small letters or not.
  await expect(field).toBeFocused();
  await expect(async () => {
    await page.keyboard.type(code.toLowerCase());
    await page.keyboard.press("Enter");
    await expect(page.getByText(`${name}\u00a0: présence notée.`)).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(kidOf(page, name).getByRole("radio", { name: "Présent", exact: true })).toBeChecked();
  await expect(page.getByText("Tout est envoyé.")).toBeVisible();
});

test("the list opens without network, on a processor four times slower", async ({ as }) => {
  const sheet = await markableSheet(() => as("responsable"));
  const page = await as("animateur", { now: sheet.now });
  await atTheGate(page, sheet);
  await page.context().setOffline(true);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.reload({ waitUntil: "commit" });
  await page.locator("li.kid").first().waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
});
