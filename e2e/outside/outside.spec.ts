/** The State's three interfaces switched on, each of them a double: addresses that complete themselves, a quotient with consent, FranceConnect. */
import { expect } from "@playwright/test";
import { people } from "../support/accounts";
import { row } from "../support/database";
import { signIn, test } from "../support/test";

test("an address is completed from a list, by hand or by keyboard, and stays the family's own", async ({
  as,
  check,
}) => {
  const page = await as("nadia");
  await page.goto("/foyer");
  await page.getByRole("link", { name: "Changer d’adresse" }).first().click();
  const line = page.getByRole("combobox", { name: "Numéro et rue" });
  await line.pressSequentially("fontai", { delay: 20 });
  const option = page.getByRole("option", { name: /3 Chemin de la Fontaine/ });
  await expect(option).toBeVisible();
  await check(page);
  await line.press("ArrowDown");
  await expect(option).toHaveAttribute("aria-selected", "true");
  await line.press("Enter");
  await expect(line).toHaveValue("3 Chemin de la Fontaine");
  await expect(page.getByLabel("Code postal")).toHaveValue("06999");
  await expect(page.getByLabel("Commune")).toHaveValue("Valmontel");
  await line.fill("3 bis Chemin de la Fontaine");
  await page.getByRole("button", { name: "Enregistrer l’adresse" }).click();
  await expect(page.getByText("3 bis Chemin de la Fontaine")).toBeVisible();
});

test("the CAF gives the quotient under the family's consent, and nothing of the question stays", async ({
  as,
  check,
}) => {
  const page = await as("nadia");
  await page.goto("/foyer");
  await page.getByRole("link", { name: "Demander à la CAF ou à la MSA" }).first().click();
  await check(page);
  await page.getByRole("button", { name: "J’accepte et je demande" }).click();
  await expect(page.getByText(/réponses à corriger/)).toBeVisible();
  await page.getByLabel("Nom de naissance").fill("Benali");
  await page.getByLabel("Prénoms").fill("Nadia");
  await page.getByRole("radio", { name: "Féminin" }).check();
  await page.getByLabel("Date de naissance").fill("1990-05-17");
  await page.getByRole("radio", { name: "France" }).check();
  await page.getByLabel("Commune de naissance").fill("Nicosie-les-Bains");
  await page.getByLabel("Département de naissance").fill("06");
  await page.getByRole("checkbox", { name: /J’accepte que la commune/ }).check();
  await page.getByRole("button", { name: "J’accepte et je demande" }).click();
  await expect(page.getByText(/La MSA nous a donné votre quotient familial/)).toBeVisible();
  await check(page);
  await page.goto("/foyer");
  await expect(page.getByText(/1\s048(,00)?\s€/).first()).toBeVisible();
  const kept = await row<{ found: number }>(
    "SELECT COUNT(*) AS found FROM quotient_question WHERE JSON_SEARCH(JSON_ARRAY(consent, outcome, code, provider, month), 'one', '%Nicosie%') IS NOT NULL",
  );
  expect(Number(kept?.found)).toBe(0);
});

test("FranceConnect opens the account it was linked to once, and is left with it", async ({ as, check }) => {
  const page = await as("nobody");
  await page.goto("/connexion");
  await check(page);
  await page.getByRole("link", { name: "Continuer avec FranceConnect" }).click();
  await page.getByRole("link", { name: "Revenir" }).click();
  await expect(page.getByText("La connexion avec FranceConnect n’a pas abouti.")).toBeVisible();

  await page.getByRole("link", { name: "Continuer avec FranceConnect" }).click();
  await page.getByRole("link", { name: "Nadia BENALI" }).click();
  await expect(page.getByRole("heading", { name: "Relier FranceConnect à votre compte" })).toBeVisible();
  await check(page);
  await page.getByLabel("Adresse e-mail").fill(people.nadia);
  await page.getByLabel("Mot de passe", { exact: true }).fill("cartable-bleu-2026");
  await page.getByRole("button", { name: "Relier et entrer" }).click();
  await expect(page.getByRole("heading", { name: "Bonjour Nadia" })).toBeVisible();

  await page.goto("/compte");
  await expect(page.getByText(/Relié depuis le/)).toBeVisible();
  await page.getByRole("button", { name: "Se déconnecter" }).first().click();
  await expect(page).toHaveURL(/\/connexion\?sortie=1&state=/);

  await page.getByRole("link", { name: "Continuer avec FranceConnect" }).click();
  await page.getByRole("link", { name: "Nadia BENALI" }).click();
  await expect(page.getByRole("heading", { name: "Bonjour Nadia" })).toBeVisible();
  await page.goto("/compte");
  await page.getByRole("button", { name: "Ne plus relier" }).click();
  await expect(page.getByText("FranceConnect n’ouvre plus ce compte.")).toBeVisible();
});

test("the password still opens the same account", async ({ as }) => {
  const page = await as("nobody");
  await signIn(page, people.nadia);
  await expect(page.getByRole("heading", { name: "Bonjour Nadia" })).toBeVisible();
});
