/** A request from the first word to the signed answer, followed by the family step by step: docs/scenarios.md. */
import { expect } from "@playwright/test";
import { people } from "../support/accounts";
import { row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

const QUESTION = "Pouvons-nous payer les factures de cet automne en trois fois ?";
const PROPOSAL = "Vous payez en trois fois, le 5 de chaque mois, sans frais.";

test("a family asks, answers, signs the proposal with a code, and keeps the signed paper", async ({ as, check }) => {
  const page = await as("camille");
  await page.goto("/demandes/nouvelle");
  await check(page);
  await page.getByRole("link", { name: "Question", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Question" })).toBeVisible();
  await check(page);
  await withJournal(async () => {
    await page.getByLabel("Votre demande").fill(QUESTION);
    await page.getByRole("button", { name: "Envoyer la demande" }).click();
    await expect(page.getByText("Votre demande est envoyée")).toBeVisible();
  });
  await check(page);
  const id = new URL(page.url()).pathname.split("/").at(-1) ?? "";

  const office = await as("responsable");
  await office.goto("/gestion/demandes");
  await check(office);
  const { reference } = await row<{ reference: string }>("SELECT reference FROM family_request WHERE id = ?", [id]);
  await office.getByRole("link", { name: reference }).click();
  await expect(office.getByText(QUESTION)).toBeVisible();
  await check(office);
  await withJournal(async () => {
    await office.getByLabel("Votre message").fill("Combien pouvez-vous payer chaque mois ?");
    await office.getByLabel("J’attends une réponse de la famille").check({ force: true });
    await office.getByRole("button", { name: "Envoyer le message" }).click();
    await expect(office.getByText("Attend la famille")).toBeVisible();
  });

  await page.goto("/demandes");
  await expect(page.getByText("Votre réponse est attendue")).toBeVisible();
  await check(page);
  await page.goto(`/demandes/${id}`);
  await withJournal(async () => {
    await page.getByLabel("Votre message").fill("Quarante euros.");
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    await expect(page.getByText("À l’étude").first()).toBeVisible();
  });

  await office.goto(`/gestion/demandes/${id}`);
  await withJournal(async () => {
    await office.getByText("Proposer un accord à signer").last().click();
    await office.getByLabel("Texte à signer").fill(PROPOSAL);
    await office.getByRole("button", { name: "Envoyer à la signature" }).click();
    await expect(office.getByText("Attend la signature")).toBeVisible();
  });
  await check(office);

  await page.goto(`/demandes/${id}`);
  await expect(page.getByText(PROPOSAL)).toBeVisible();
  await check(page);
  await withJournal(async () => {
    await page.getByRole("button", { name: "Recevoir un code par e-mail" }).click();
    await expect(page.getByText("Un code est parti")).toBeVisible();
  });
  const { text } = await row<{ text: string }>(
    "SELECT text FROM mail_outbox WHERE to_address = ? AND subject LIKE '%code pour signer%' ORDER BY id DESC LIMIT 1",
    [people.camille],
  );
  const code = /\d{4} \d{4}/.exec(text)?.[0] ?? "";
  await withJournal(async () => {
    await page.getByLabel("Code reçu par e-mail").fill(code);
    await page.getByRole("button", { name: "Signer", exact: true }).click();
    await expect(page.getByText("Signé le")).toBeVisible();
  });
  await check(page);
  const paper = await page.request.get(`/api/demandes/${id}/accords/1`);
  expect([paper.status(), paper.headers()["content-type"]]).toEqual([200, "application/pdf"]);
});
