/** What stops a document before it leaves the browser: docs/scenarios.md. */
import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { test } from "../support/test";

const KEY = "public/demonstration/cle-documents-service.json";

async function chooseInsurance(camille: Page): Promise<void> {
  await camille.goto("/documents");
  await camille.getByRole("link", { name: "Donner\u00a0: Assurance scolaire, Léa" }).click();
  await expect(camille.getByRole("button", { name: "Chiffrer et envoyer" })).toBeVisible();
}

test("a browser that knows other keys sends nothing and says why", async ({ as, check }) => {
  const camille = await as("camille");
  await chooseInsurance(camille);
  await camille.evaluate(() => window.localStorage.setItem("portail.documents.empreinte", "0".repeat(40)));
  await camille.reload();
  await expect(camille.getByText("La clé de la mairie a changé sans preuve")).toBeVisible();
  await expect(camille.getByRole("button", { name: "Chiffrer et envoyer" })).toHaveCount(0);
  await check(camille);
  const { fingerprint } = JSON.parse(readFileSync(KEY, "utf8")) as { fingerprint: string };
  await camille.getByLabel("Les 16 derniers signes").fill(fingerprint.slice(-16));
  await camille.getByRole("button", { name: "C’est la même empreinte" }).click();
  await expect(camille.getByRole("button", { name: "Chiffrer et envoyer" })).toBeVisible();
});

test("without scripts the page says how else to give it", async ({ as }) => {
  const camille = await as("camille", { javaScript: false });
  await camille.goto("/documents");
  await camille.getByRole("link", { name: "Donner\u00a0: Assurance scolaire, Léa" }).click();
  // Playwright takes the text of noscript for no text, whatever the browser shows.
  await expect.poll(() => camille.content()).toContain("Ce dépôt a besoin de JavaScript");
});
