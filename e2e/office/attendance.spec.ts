/** The sheet at the gate, on a phone: docs/scenarios.md. The clock stands on the last day with class. */
import { expect } from "@playwright/test";
import { count, row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { markableSheet } from "../support/sheets";
import { test } from "../support/test";

test("the animateur marks today's own list, and no other day or site", async ({ as, check }) => {
  const sheet = await markableSheet(() => as("responsable"));
  const page = await as("animateur", { now: sheet.now });
  await withJournal(async () => {
    await page.goto("/gestion/pointage");
    await expect(page.getByRole("heading", { name: "Les Oliviers" })).toBeVisible();
    await expect(page.getByText("La Fontaine")).toHaveCount(0);
    await check(page);

    await page.goto(`/gestion/pointage/${sheet.id}`);
    await check(page);
    const kid = page.locator("li.kid").first();
    const name = (await kid.getAttribute("data-kid")) ?? "";
    const mark = (await kid.getByRole("radio", { name: "Absent", exact: true }).isChecked()) ? "Présent" : "Absent";
    await kid.getByRole("radio", { name: mark, exact: true }).check({ force: true });
    await page.getByRole("button", { name: /^Enregistrer/ }).click();
    await expect(page.getByText("1 pointage enregistré")).toBeVisible();
    const again = page.locator(`li.kid[data-kid="${name}"]`);
    await expect(again.getByRole("radio", { name: mark, exact: true })).toBeChecked();

    const asked = await page.goto("/gestion/pointage?jour=2020-01-06");
    expect(asked?.status()).toBe(200);
    await expect(page.locator("li.kid")).toHaveCount(0);
    await page.goto(`/gestion/pointage/${sheet.id}/feuille`);
    await expect(page.getByText("Cette feuille porte des informations de santé")).toBeVisible();
    await check(page);
  });
  const other = await row<{ id: string }>(
    `SELECT d.id FROM activity_day d JOIN activity a ON a.id = d.activity_id JOIN site s ON s.id = a.site_id AND s.code = 'FON'
     WHERE d.day = ? LIMIT 1`,
    [sheet.day],
  );
  expect((await page.request.get(`/gestion/pointage/${other.id}`)).status()).toBe(404);
  expect(await count("FROM audit_event WHERE type = 'attendance.list-consulted'")).toBeGreaterThan(0);
});
