/** What anybody reads, signed out: docs/scenarios.md. */
import { expect } from "@playwright/test";
import { routes } from "@/lib/access/matrix";
import { people } from "../support/accounts";
import { signIn, test } from "../support/test";

/** Reached from elsewhere only, or off in this commune: e2e/outside opens those of FranceConnect. */
const LED_TO = [
  ...["/confirmer-adresse", "/mot-de-passe-oublie/nouveau", "/paiement/retour"],
  ...["/connexion/franceconnect", "/connexion/franceconnect/relier", "/connexion/franceconnect/retour"],
];
const pages = Object.entries(routes)
  .filter(([address, admission]) => admission === "public" && !/^\/api|\[/.test(address) && !LED_TO.includes(address))
  .map(([address]) => address);

test("every public page opens, alone and without fault", async ({ as, check }) => {
  test.setTimeout(180_000);
  const page = await as("nobody");
  for (const path of pages) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(200);
    expect(answer?.headers()["content-security-policy"], path).not.toContain("unsafe-inline");
    expect(answer?.headers()["set-cookie"] ?? "", path).toBe("");
    await check(page);
  }
});

test("a visitor learns what is offered, where, when and at what price", async ({ as }) => {
  const page = await as("nobody");
  await page.goto("/");
  for (const words of ["Cantine", "Étude surveillée", "Les Oliviers", "La Fontaine", "€"]) {
    await expect(page.getByText(words).first(), words).toBeVisible();
  }
  await page.goto("/accessibilite");
  await expect(page.getByText(/non conforme/i).first()).toBeVisible();
});

test("a visitor reads prices and limits, and works out own prices without leaving a trace", async ({ as, check }) => {
  test.setTimeout(180_000);
  const page = await as("nobody", { javaScript: false });
  await page.goto("/tarifs");
  for (const words of [
    "Ensuite, la réservation n’est plus possible.",
    "Calendrier scolaire",
    "Absences non facturées",
  ]) {
    await expect(page.getByText(words).first(), words).toBeVisible();
  }
  await page.getByRole("link", { name: "Calculer nos prix" }).click();
  await page.getByLabel("Quotient familial").fill("beaucoup");
  await page.getByRole("button", { name: "Calculer" }).click();
  await expect(page.getByLabel("Quotient familial")).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel("Quotient familial").fill("642,50");
  await page.getByLabel("Nombre d’enfants").selectOption("2");
  await page.getByRole("button", { name: "Calculer" }).click();
  const answer = page.getByRole("region", { name: "Vos prix" });
  await expect(answer.getByText("Avec un quotient de 642,50, 2 enfants", { exact: false })).toBeVisible();
  await expect(answer.getByRole("region", { name: "Cantine" })).toContainText("€");
  await expect(page.getByLabel("Quotient familial")).toHaveValue("642,50");
  expect(page.url()).toMatch(/\/combien-pour-nous$/);
  expect(await page.context().cookies()).toEqual([]);
  // What is asked of every page needs a script.
  const scripted = await as("nobody");
  await scripted.goto("/combien-pour-nous");
  await scripted.getByLabel("Non", { exact: true }).check();
  await scripted.getByRole("button", { name: "Calculer" }).click();
  await expect(scripted.getByText("Sans quotient, 1 enfant", { exact: false })).toBeVisible();
  expect(scripted.url()).toMatch(/\/combien-pour-nous$/);
  await check(scripted);
});

test("a private page leads to the door, and back to where one was going", async ({ as }) => {
  const page = await as("nobody");
  await page.goto("/journal");
  await expect(page).toHaveURL(/\/connexion\?suite=%2Fjournal$/);
  await signIn(page, people.nadia);
  await expect(page).toHaveURL(/\/journal$/);
});

test("a wrong password and an unknown address get the same words", async ({ as, check }) => {
  const page = await as("nobody");
  const said: string[] = [];
  for (const email of [people.sacha, "personne@example.org"]) {
    await page.goto("/connexion");
    await page.getByLabel("Adresse e-mail").fill(email);
    await page.getByLabel("Mot de passe", { exact: true }).fill("pas le bon du tout");
    await page.getByRole("button", { name: "Se connecter" }).click();
    const answer = page.getByText(/ne vont pas ensemble/);
    await expect(answer).toBeVisible();
    said.push((await answer.textContent()) ?? "");
  }
  await check(page);
  expect(said[0]).toBe(said[1]);
});

test("the portal speaks English too", async ({ as, check }) => {
  const page = await as("nobody");
  await page.goto("/connexion");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Se connecter");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await check(page);
});
