/** A change of the rules, from the copy in force to its publication: docs/scenarios.md. */
import { expect, type Page } from "@playwright/test";
import { wordDate } from "@/lib/i18n/dates";
import { addDays, parisOf } from "@/lib/kernel/civil-date";
import { rows } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

const DRAFT = "/gestion/tarifs/brouillon";

/** A new start: whatever an earlier run left. */
async function begin(page: Page): Promise<void> {
  await page.goto("/gestion/tarifs");
  const going = page.getByRole("link", { name: "Reprendre la modification" });
  if (await going.isVisible()) {
    await page.goto(DRAFT);
    await page.getByText("Abandonner la modification").click();
    await page.getByRole("button", { name: "Oui, abandonner" }).click();
    await expect(page.getByText("La modification est abandonnée")).toBeVisible();
  }
  await page.getByRole("button", { name: "Préparer une modification" }).click();
  await page.waitForURL(DRAFT);
}

async function changePrice(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Grille des prix" }).first().click();
  await page.waitForURL(/grille/);
  const cell = page.getByRole("textbox", { name: /Tarifs votés en juin.*Cantine.*, A$/ });
  await cell.fill("1,05");
  await page.getByRole("button", { name: "Enregistrer les prix" }).click();
  await expect(page.getByText("C’est enregistré dans le brouillon.")).toBeVisible();
}

test("the head prepares a change, is told a fault, reads it again and publishes it from tomorrow", async ({
  as,
  check,
}) => {
  const page = await as("responsable");
  const label = `Délibération ${Date.now()}`;
  await withJournal(async () => {
    await begin(page);
    await check(page);
    await changePrice(page);
    await check(page);

    await page.goto(`${DRAFT}/delais/0`);
    await check(page);
    await page.getByLabel(/^Heure/).fill("9 h 99");
    await page.getByRole("button", { name: "Enregistrer la règle" }).last().click();
    await expect(page.getByText("1 réponse à corriger")).toBeVisible();
    await expect(page.getByLabel(/^Heure/)).toHaveValue("9 h 99");
    await page.getByLabel(/^Heure/).fill("10 h");
    await page.getByRole("button", { name: "Enregistrer la règle" }).last().click();
    await page.waitForURL(/delais\?fait=oui/);
    await page.goto(`${DRAFT}/delais?jour=2026-11-24`);
    await expect(page.getByText("Pour le mardi 24 novembre 2026")).toBeVisible();
    await expect(
      page.getByText("Réserver jusqu’au lundi 23 novembre 2026, 10 h", { exact: false }).first(),
    ).toBeVisible();
    await check(page);

    await page.goto(`${DRAFT}/publier`);
    await expect(page.getByText("Avant : ").first()).toBeVisible();
    await expect(page.getByText(/Après.*1,05.*€/).first()).toBeVisible();
    await check(page);
    await page.getByLabel("Nom de la version").fill(label);
    await page.getByRole("button", { name: "Publier à cette date" }).click();
    await page.waitForURL(/fait=publie/);
    const row = page.getByRole("row", { name: new RegExp(label) });
    await expect(row).toContainText("À venir");
    await expect(row).toContainText(wordDate("fr", addDays(parisOf(new Date()).day, 1)));
    await check(page);
  });
  const versions = await rows<{ label: string }>("SELECT label FROM rules_version WHERE label = ?", [label]);
  expect(versions).toHaveLength(1);
});

test("without a script, a row is added, nothing typed is lost, and a fault closes the publication", async ({ as }) => {
  const page = await as("responsable", { javaScript: false });
  await withJournal(async () => {
    await begin(page);
    await page.goto(`${DRAFT}/tranches/nouveau`);
    await page.getByLabel("Nom court, pour les autres règles").first().fill("essai");
    await page.getByRole("button", { name: /^Ajouter une ligne \(Tranches, de la plus basse/ }).click();
    await expect(page.getByLabel("Nom court, pour les autres règles").first()).toHaveValue("essai");
    await page.getByLabel("À partir de").fill("0");
    await page.getByLabel("Jusqu’à").fill("400");
    await page.getByRole("button", { name: /^Ajouter une ligne \(Tranches, de la plus basse/ }).click();
    await page.getByLabel("À partir de").nth(1).fill("500");
    await page.getByLabel(/^Sans justificatif/).selectOption({ label: "La tranche la plus haute" });
    await page.getByRole("button", { name: "Enregistrer la règle" }).last().click();
    await page.waitForURL(/tranches\?fait=oui/);
    await page.goto(DRAFT);
    await expect(page.getByText("1 défaut empêche la publication")).toBeVisible();
    await page.goto(`${DRAFT}/publier`);
    await expect(page.getByText("la publication est fermée")).toBeVisible();
    await page.goto(DRAFT);
    await page.getByText("Abandonner la modification").click();
    await page.getByRole("button", { name: "Oui, abandonner" }).click();
    await expect(page.getByText("La modification est abandonnée")).toBeVisible();
  });
});
