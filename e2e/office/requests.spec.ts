/** A call that becomes a request with a receipt, in the hands of who may see the family and of nobody else: docs/scenarios.md. */
import { expect } from "@playwright/test";
import { people } from "../support/accounts";
import { row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

const WORDS = "La famille demande si Léa peut rester à la garderie le jour de la sortie.";
const NOTE = "Rappeler la directrice avant de répondre.";

test("a telephone call follows the same way as a form, and another school's agent never learns of it", async ({
  as,
  check,
}) => {
  const { id: household } = await row<{ id: string }>(
    `SELECT m.household_id AS id FROM household_member m JOIN guardian g ON g.id = m.guardian_id
     JOIN account a ON a.id = g.account_id WHERE a.email = ? LIMIT 1`,
    [people.camille],
  );
  const page = await as("oliviers");
  await page.goto(`/gestion/demandes/nouvelle?foyer=${household}`);
  await check(page);
  await withJournal(async () => {
    await page.getByLabel("Sujet").selectOption("question");
    await page.getByLabel("Arrivée par").selectOption("phone");
    await page.getByLabel("Enfant", { exact: true }).selectOption({ label: "Léa" });
    await page.getByLabel("Ce qui est demandé").fill(WORDS);
    await page.getByRole("button", { name: "Enregistrer la demande" }).click();
    await expect(page.getByText("est enregistrée")).toBeVisible();
  });
  await check(page);
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  const receipt = await page.request.get(`/api/demandes/${id}/recepisse`);
  expect([receipt.status(), receipt.headers()["content-type"]]).toEqual([200, "application/pdf"]);
  await withJournal(async () => {
    await page.getByRole("textbox", { name: "Nouvelle note" }).fill(NOTE);
    await page.getByRole("button", { name: "Ajouter la note" }).click();
    await expect(page.getByText(NOTE)).toBeVisible();
  });
  await withJournal(async () => {
    await page.getByRole("button", { name: "Je la prends" }).click();
    await expect(page.getByRole("button", { name: "Je la prends" })).toHaveCount(0);
  });

  const { reference } = await row<{ reference: string }>("SELECT reference FROM family_request WHERE id = ?", [id]);
  const stranger = await as("fontaine");
  await stranger.goto(`/gestion/demandes?q=${reference}`);
  await expect(stranger.getByText("Aucune demande ne correspond")).toBeVisible();
  await check(stranger);
  expect((await stranger.request.get(`/gestion/demandes/${id}`)).status()).toBe(404);
  expect((await stranger.request.get(`/api/demandes/${id}/recepisse`)).status()).toBe(404);

  const family = await as("camille");
  await family.goto(`/demandes/${id}`);
  await expect(family.getByText(WORDS)).toBeVisible();
  await expect(family.getByText(NOTE)).toHaveCount(0);

  const head = await as("responsable");
  for (const path of ["/gestion/demandes/bilan", "/gestion/reglages/demandes", "/gestion/reglages/modeles/nouveau"]) {
    await head.goto(path);
    await check(head);
  }
});
