/** A document from a parent's phone to the agent's screen, and what stops one before it leaves the browser: docs/scenarios.md. */
import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "../support/accounts";
import { row } from "../support/database";
import { today } from "../support/days";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

const KEY = "public/demonstration/cle-documents-service.json";
const CANARY = "CANARI-e2e-9f3b";

/** A page of paper as a PNG, with a text chunk that must never be seen again in plain. */
function scan(): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(name), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([head, body, sum]);
  };
  const size = Buffer.from([0, 0, 1, 0x90, 0, 0, 2, 0x58, 8, 2, 0, 0, 0]);
  const lines = Buffer.alloc(600 * (1 + 400 * 3), 0xee);
  for (let line = 0; line < 600; line += 1) lines[line * (1 + 400 * 3)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", size), chunk("tEXt", Buffer.from(CANARY)), chunk("IDAT", deflateSync(lines))];
  return Buffer.concat([signature, ...parts, chunk("IEND", Buffer.alloc(0))]);
}

const page = { name: "attestation.png", mimeType: "image/png", buffer: scan() };

async function chooseInsurance(camille: Page): Promise<void> {
  await camille.goto("/documents");
  await camille.getByRole("link", { name: "Donner\u00a0: Assurance scolaire, Léa" }).click();
  await expect(camille.getByRole("button", { name: "Chiffrer et envoyer" })).toBeVisible();
}

/** Everything the browser sent while `work` ran, as text. */
async function sentDuring(browser: Page, work: () => Promise<void>): Promise<string> {
  const sent: string[] = [];
  browser.on("request", (request) => sent.push(request.url(), request.postDataBuffer()?.toString("latin1") ?? ""));
  await work();
  return sent.join("\n");
}

test("a phone sends a page that only the office opens, accepts and destroys", async ({ as, check }) => {
  const camille = await as("camille");
  await camille.goto("/documents");
  await expect(camille.getByText("La date de fin est illisible").first()).toBeVisible();
  await check(camille);
  await chooseInsurance(camille);
  await check(camille);
  const input = camille.locator("input[type=file]").last();
  await input.setInputFiles({
    name: "page.html",
    mimeType: "image/png",
    buffer: Buffer.from("<script>alert(1)</script>"),
  });
  await expect(camille.getByText("ni une image JPEG, PNG ou HEIC, ni un PDF")).toBeVisible();
  await input.setInputFiles([page]);
  await expect(camille.getByRole("button", { name: "Retirer Page 1" })).toBeVisible();
  const sent = await sentDuring(camille, async () => {
    const events = await withJournal(async () => {
      await camille.getByRole("button", { name: "Chiffrer et envoyer" }).click();
      await expect(camille.getByText("Document reçu")).toBeVisible();
    });
    expect(events.filter((type) => type === "document.deposited")).toHaveLength(1);
  });
  expect(sent).not.toContain(CANARY);
  await check(camille);

  const { id } = await row<{ id: string }>(
    "SELECT id FROM document WHERE state = 'waiting' ORDER BY submitted_at DESC LIMIT 1",
  );
  const stranger = await as("fontaine");
  expect((await stranger.goto(`/gestion/documents/${id}`))?.status()).toBe(404);
  const door = await stranger.evaluate(async (path) => (await fetch(path)).status, `/api/documents/${id}`);
  expect(door).toBe(404);

  const agent = await as("oliviers");
  await agent.goto(`/gestion/documents/${id}`);
  await expect(agent.getByLabel("Fichier de clé")).toBeVisible();
  await check(agent);
  await agent.getByLabel("Fichier de clé").setInputFiles(KEY);
  await agent.getByLabel("Phrase secrète").fill("ce n’est pas celle-là");
  await agent.getByRole("button", { name: "Charger la clé" }).click();
  await expect(agent.getByText("Ce n’est pas la bonne phrase secrète.")).toBeVisible();
  await agent.getByLabel("Phrase secrète").fill(PASSWORD);
  await agent.getByRole("button", { name: "Charger la clé" }).click();
  await agent.getByRole("button", { name: "Ouvrir le document" }).click();
  await expect(agent.getByRole("img", { name: "Page 1 sur 1" })).toBeVisible();
  await check(agent);
  const decided = await withJournal(async () => {
    await agent.getByRole("button", { name: "Accepter" }).click();
    await expect(agent.getByText("Le document est accepté.")).toBeVisible();
  });
  expect(decided).toContain("document.validated");

  await camille.goto("/documents");
  const given = camille.locator("main li").filter({ hasText: "Assurance scolaire, Léa" }).first();
  await expect(given).toContainText("Accepté");
  await expect(given).toContainText("Valable jusqu’au");
  await camille.goto("/journal?filtre=looks");
  await expect(camille.getByText("Les affaires scolaires ont ouvert un document").first()).toBeVisible();
});

test("an absence waits for its certificate, which the office scans and opens from the request", async ({
  as,
  check,
}) => {
  const head = await as("responsable");
  await head.goto("/gestion/reglages/demandes");
  const asked = head.getByRole("form", { name: "Justificatifs d’absence" });
  await asked.getByLabel("Maladie").selectOption({ label: "Justificatif d’absence" });
  await asked.getByRole("button", { name: "Enregistrer" }).click();
  await expect(head.getByText("C’est enregistré.")).toBeVisible();

  const camille = await as("camille");
  await camille.goto("/demandes/nouvelle?sujet=absence");
  await camille.getByLabel("Enfant").selectOption({ label: "Léa" });
  await camille.getByLabel("Jour", { exact: true }).fill(today());
  await camille.getByLabel("Raison de l’absence").selectOption({ label: "Maladie (justificatif à joindre)" });
  await camille.getByLabel("Votre demande").fill("Léa est malade aujourd’hui.");
  await check(camille);
  await camille.getByRole("button", { name: "Envoyer la demande" }).click();
  await expect(camille.getByText("Il manque\u00a0: Justificatif d’absence")).toBeVisible();
  const id = new URL(camille.url()).pathname.split("/").at(-1) ?? "";

  const agent = await as("oliviers");
  await agent.goto(`/gestion/demandes/${id}`);
  await agent.getByLabel("Ce que la famille lit").first().fill("Le certificat est bien arrivé.");
  await agent.getByRole("button", { name: "Noter l’absence comme justifiée" }).click();
  await expect(agent.getByText("Il manque le document que la commune demande pour ce motif.")).toBeVisible();
  await agent.getByRole("link", { name: "Joindre un document reçu sur papier" }).click();
  await expect(agent.getByRole("button", { name: "Chiffrer et envoyer" })).toBeVisible();
  await check(agent);
  await agent.locator("input[type=file]").last().setInputFiles([page]);
  await expect(agent.getByRole("button", { name: "Retirer Page 1" })).toBeVisible();
  const sent = await sentDuring(agent, async () => {
    await agent.getByRole("button", { name: "Chiffrer et envoyer" }).click();
    await expect(agent.getByText("Le document est joint à la demande.")).toBeVisible();
  });
  expect(sent).not.toContain(CANARY);
  await check(agent);
  await agent.getByRole("link", { name: "Voir\u00a0: Justificatif d’absence" }).click();
  await expect(agent.getByRole("heading", { name: "Justificatif d’absence", level: 1 })).toBeVisible();

  await camille.goto(`/demandes/${id}`);
  await expect(camille.getByText("Il manque\u00a0: Justificatif d’absence")).toHaveCount(0);
  await expect(camille.getByText("En cours de vérification").first()).toBeVisible();
});

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
