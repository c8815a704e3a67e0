/** The change of school year, up to the moment before publication: docs/scenarios.md. The other scenarios keep the classes they know. */
import { expect } from "@playwright/test";
import { count } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

test("the head prepares the new year, corrects a child's class, and undoes it all", async ({ as, check }) => {
  const page = await as("responsable");
  const placed = await count("FROM schooling");
  await withJournal(async () => {
    await page.goto("/gestion/rentree");
    await check(page);
    await page.getByRole("button", { name: "Préparer le brouillon" }).click();
    await expect(page.getByText("Le brouillon est prêt")).toBeVisible();
    await check(page);
    await expect(page.getByRole("heading", { name: "À prévoir" })).toBeVisible();

    await page
      .getByRole("link", { name: /^Les Oliviers, CP/ })
      .first()
      .click();
    await expect(page.getByRole("heading", { name: "Les Oliviers, CP" })).toBeVisible();
    await check(page);
    await page.getByText("Choisir autre chose").first().click();
    await page
      .getByLabel(/^À la rentrée, /)
      .first()
      .selectOption({ label: "Les Oliviers, CP" });
    await page.getByRole("button", { name: "Enregistrer le choix" }).first().click();
    await expect(page.getByText("Le choix est enregistré dans le brouillon.")).toBeVisible();
    await expect(page.getByText("Même classe").first()).toBeVisible();

    await page.goto("/gestion/rentree");
    await page.getByText("Annuler le brouillon").first().click();
    await page.getByRole("button", { name: "Annuler le brouillon" }).last().click();
    await expect(page.getByText("Le brouillon est annulé.")).toBeVisible();
  });
  expect(await count("FROM schooling")).toBe(placed);
});

test("a family says that its file is right, and reads when it said so", async ({ as, check }) => {
  const page = await as("nadia");
  await withJournal(async () => {
    await page.goto("/foyer");
    await page.getByRole("button", { name: "Mes informations sont exactes" }).first().click();
    await expect(page.getByText(/Vous avez confirmé vos informations pour/)).toBeVisible();
    await check(page);
  });
});
