/** A strike at one school: seen before it is done, done once, told to families: docs/scenarios.md. */
import { expect, type Page } from "@playwright/test";
import { count, row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

type BusyDay = { day: string; children: number; activityId: string };

/** A day to come on which many children of the school have lunch. */
function busyDay(): Promise<BusyDay> {
  return row<BusyDay>(
    `SELECT d.day, COUNT(*) AS children, a.id AS activityId FROM booking b JOIN activity_day d ON d.id = b.activity_day_id
     JOIN activity a ON a.id = d.activity_id AND a.kind = 'canteen' JOIN site s ON s.id = a.site_id AND s.code = 'OLI'
     WHERE b.state = 'booked' AND d.closed_fr IS NULL AND d.day > CURRENT_DATE + INTERVAL 9 DAY
     GROUP BY d.id, d.day, a.id ORDER BY children DESC, d.day LIMIT 1`,
  );
}

const liveOn = ({ day, activityId }: BusyDay) =>
  count(
    `FROM booking b JOIN activity_day d ON d.id = b.activity_day_id
     WHERE b.state = 'booked' AND d.day = ? AND d.activity_id = ?`,
    [day, activityId],
  );

async function choose(page: Page, day: string): Promise<void> {
  await page.goto("/gestion/annulations");
  await page.getByRole("checkbox", { name: "Les Oliviers" }).check({ force: true });
  await page.getByLabel("Du", { exact: true }).fill(day);
  await page.getByLabel("Raison").selectOption({ label: "Grève" });
  await page.getByRole("button", { name: "Voir ce que cela change" }).click();
}

test("a strike is previewed, confirmed once, and told to families", async ({ as, check }) => {
  const busy = await busyDay();
  const page = await as("oliviers");
  await page.goto("/gestion/annulations");
  await expect(page.getByText("La Fontaine")).toHaveCount(0);
  await check(page);
  await choose(page, busy.day);
  await expect(page.getByRole("heading", { name: "Ce que cela change" })).toBeVisible();
  await expect(page.getByText("non facturé").first()).toBeVisible();
  expect(await liveOn(busy)).toBe(Number(busy.children));
  await check(page);

  const mails = await count("FROM mail_outbox WHERE subject LIKE 'Grève%'");
  const events = await withJournal(async () => {
    await page.getByText("Annuler et prévenir les familles").click();
    await page.getByRole("button", { name: "Oui, annuler" }).click();
    await expect(page.getByText(/C’est fait pour \d+ enfants/)).toBeVisible();
  });
  expect(events.filter((type) => type === "disruption.declared")).toHaveLength(1);
  expect(events.filter((type) => type === "booking.disrupted").length).toBeGreaterThanOrEqual(Number(busy.children));
  expect(await liveOn(busy)).toBe(0);
  expect(await count("FROM mail_outbox WHERE subject LIKE 'Grève%'")).toBeGreaterThan(mails);
  await check(page);

  await choose(page, busy.day);
  await expect(page.getByText("Aucune réservation n’est concernée")).toBeVisible();
});
