/** Everything held about a parent, in one archive, after the password and for that parent only; what erasure would leave; docs/scenarios.md. */
import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { PASSWORD } from "../support/accounts";
import { row, rows } from "../support/database";
import { test } from "../support/test";

test("one press after the password gives the archive, to its owner and to nobody else", async ({
  as,
  knock,
  check,
}, info) => {
  const page = await as("camille");
  await page.goto("/mes-donnees");
  await check(page);
  const password = page.getByLabel("Votre mot de passe").first();
  await password.fill("pas le bon mot de passe");
  await page.getByRole("button", { name: "Préparer ma copie" }).click();
  await expect(page.getByText("Ce n’est pas votre mot de passe")).toBeVisible();
  await password.fill(PASSWORD);
  await page.getByRole("button", { name: "Préparer ma copie" }).click();
  const link = page.getByRole("link", { name: "Télécharger", exact: true }).first();
  await expect(async () => {
    await page.goto("/mes-donnees");
    await expect(link).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 60_000 });
  await check(page);
  const address = (await link.getAttribute("href")) ?? "";
  const downloading = page.waitForEvent("download");
  await link.click();
  const file = info.outputPath("mes-donnees.zip");
  await (await downloading).saveAs(file);
  const archive = readFileSync(file).toString("utf8");
  const own = await row<{ line: string }>(
    `SELECT a.line FROM household_address a JOIN household_member m ON m.household_id = a.household_id
     JOIN guardian g ON g.id = m.guardian_id WHERE g.first_name = 'Camille' AND g.last_name = 'Durand' LIMIT 1`,
  );
  for (const text of ["mes-donnees.html", "mes-donnees.json", own.line, "camille.durand@example.org", "Léa"]) {
    expect(archive).toContain(text);
  }
  const others = await rows<{ v: string }>(
    `SELECT a.line AS v FROM household_address a JOIN household_member m ON m.household_id = a.household_id
     JOIN guardian g ON g.id = m.guardian_id WHERE g.first_name = 'Sacha' AND g.last_name = 'Morel'
     UNION SELECT refdet FROM invoice i JOIN household_member m ON m.household_id = i.household_id
     JOIN guardian g ON g.id = m.guardian_id WHERE g.first_name = 'Sacha' AND i.refdet IS NOT NULL
     UNION SELECT id FROM guardian WHERE first_name = 'Sacha' AND last_name = 'Morel'`,
  );
  expect(others.length).toBeGreaterThan(1);
  for (const { v } of others) expect(archive, v).not.toContain(v);
  expect((await (await knock("sacha")).get(address)).status()).toBe(404);
  expect((await (await knock("responsable")).get(address)).status()).toBe(404);
});

test("before asking for erasure one reads what stays, until when and why", async ({ as, check }) => {
  const page = await as("nadia");
  await page.goto("/mes-donnees");
  await page.getByRole("link", { name: "Ce qui peut être effacé" }).click();
  await expect(page.getByRole("heading", { name: "Ce qui reste, jusqu’à quand et pourquoi" })).toBeVisible();
  await expect(page.getByText("Les pièces comptables se gardent dix ans.").first()).toBeVisible();
  await check(page);
});
