/** Rights that begin, are seen and end: accreditation with its signature, an agent removed while her page is open, the second factor, exceptional access. */
import { createHmac } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { PASSWORD, people } from "../support/accounts";
import { count, row, rows } from "../support/database";
import { signIn, test } from "../support/test";

const accountOf = (email: string) => row<{ id: string }>("SELECT id FROM account WHERE email = ?", [email]);

test("a new agent sees nothing until she is accredited and has signed; removed, her open page is not found", async ({
  as,
  check,
}) => {
  const { id } = await accountOf(people.waiting);
  const [head, agent] = [await as("responsable"), await as("waiting", { fresh: true })];
  await agent.goto("/gestion");
  await expect(agent.getByRole("heading", { level: 2 })).toBeVisible();
  expect((await agent.goto("/gestion/foyers"))?.status()).toBe(200);
  await expect(agent.getByText("Durand")).toHaveCount(0);

  await head.goto(`/gestion/agents/${id}`);
  const form = head.getByRole("form", { name: "Habiliter" });
  await form.getByRole("checkbox", { name: "Les Oliviers, tout le site" }).check({ force: true });
  await form.getByRole("button", { name: "Habiliter" }).click();
  await expect(head.getByText("Engagement non signé")).toBeVisible();
  await check(head);

  await agent.goto("/gestion/foyers");
  await expect(agent.getByText("Durand")).toHaveCount(0);
  await agent.goto("/gestion");
  await agent.getByRole("link", { name: "Signer l’engagement" }).click();
  await check(agent);
  await agent.getByRole("checkbox").check({ force: true });
  await agent.getByLabel("Votre mot de passe", { exact: true }).fill(PASSWORD);
  await agent.getByRole("button", { name: "Signer" }).click();
  await expect(agent.getByText("Vous avez signé")).toBeVisible();

  await agent.goto("/gestion/foyers?q=Durand");
  await agent
    .getByRole("link", { name: /Durand/ })
    .first()
    .click();
  await expect(agent.getByRole("heading", { level: 1 })).toContainText("Durand");
  const open = agent.url();

  await head.reload();
  await head
    .getByRole("form", { name: /Retirer l’habilitation/ })
    .getByText("Retirer l’habilitation")
    .click();
  await head.getByRole("button", { name: "Oui, retirer" }).first().click();
  await expect(head.getByText("Retirée").first()).toBeVisible();
  expect((await agent.goto(open))?.status(), "her tab was open").toBe(404);
  expect(await count("FROM audit_event WHERE type = 'account.engagement-signed'")).toBeGreaterThan(0);
});

test("staff confirm with their telephone, without scripts too; a lost one is reset by the head", async ({
  as,
  check,
}) => {
  test.setTimeout(180_000);
  const email = "telephone@example.org";
  await rows(
    `INSERT INTO account (id, email, password_hash, role, first_name, last_name, locale, created_at, activated_at)
     SELECT UUID(), ?, password_hash, 'agent', 'Thelma', 'Phone', 'fr', created_at, activated_at FROM account WHERE email = ?`,
    [email, people.oliviers],
  );
  const page = await as("nobody", { javaScript: false });
  await signIn(page, email);
  await page.goto("/compte/double-facteur");
  await page.getByLabel("Mot de passe actuel", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Ajouter mon téléphone" }).click();
  await expect(page.getByRole("img", { name: "Code à photographier avec l’application de codes" })).toBeVisible();
  const secret = ((await page.locator("code").first().textContent()) ?? "").replaceAll(" ", "");
  const recovery = (await page.locator("li code").first().textContent()) ?? "";
  await page.getByRole("checkbox").check({ force: true });
  await page.getByLabel("Code affiché par l’application", { exact: true }).fill(codeOf(secret, Date.now()));
  await page.getByRole("button", { name: "Confirmer" }).click();
  await expect(page.getByText("Active depuis")).toBeVisible();

  const again = await as("nobody");
  await again.goto("/connexion?suite=/gestion/foyers");
  await signIn(again, email);
  await expect(again.getByRole("heading", { name: "Code de vérification" })).toBeVisible();
  await check(again);
  await again.goto("/gestion/foyers");
  await expect(again, "nothing else opens").toHaveURL(/double-facteur/);
  for (const path of ["/api/mes-donnees", "/gestion", "/compte"]) {
    expect((await again.request.get(path, { maxRedirects: 0 })).status(), path).not.toBe(200);
  }
  await enterCode(again, "000 000");
  await expect(again.getByText("Ce code n’est pas bon")).toBeVisible();
  await enterCode(again, recovery);
  await expect(again.getByText("Vous venez d’utiliser un code de secours")).toBeVisible();
  await again.goto("/gestion/foyers");
  await expect(again).toHaveURL(/gestion\/foyers/);

  const head = await as("responsable");
  await head.goto(`/gestion/agents/${(await accountOf(email)).id}`);
  await head
    .getByRole("form", { name: /Réinitialiser/ })
    .getByText("Réinitialiser la double vérification")
    .click();
  await head.getByRole("button", { name: "Oui, réinitialiser" }).click();
  await expect(head.getByRole("heading", { name: "Téléphone perdu" })).toHaveCount(0);
  await again.goto("/gestion/foyers");
  await expect(again, "her sessions ended").toHaveURL(/connexion/);
});

async function enterCode(page: Page, code: string) {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Continuer" }).click();
}

/** As a telephone does (RFC 6238), written a second time. */
function codeOf(secret: string, now: number): string {
  const bits = [...secret].map((letter) =>
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"),
  );
  const bytes = bits.join("").match(/.{8}/g) ?? [];
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  const digest = createHmac("sha1", key).update(step).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("exceptional access opens one family for minutes, and the family and the head are told", async ({ as, check }) => {
  const child = await row<{ first: string; last: string; born: string }>(
    `SELECT c.first_name AS first, c.last_name AS last, DATE_FORMAT(c.birth_date, '%Y-%m-%d') AS born FROM child c
     WHERE c.first_name = 'Yanis'`,
  );
  const page = await as("oliviers");
  await page.goto("/gestion/acces");
  await check(page);
  await page.getByLabel("Prénom de l’enfant").fill(child.first);
  await page.getByLabel("Nom de l’enfant", { exact: true }).fill(child.last);
  await page.getByLabel("Date de naissance").fill(child.born);
  await page.getByLabel("Pourquoi maintenant").fill("Il attend au portail des Oliviers et personne ne répond.");
  await page.getByText("Ouvrir pour cette durée").click();
  await page.getByRole("button", { name: "Oui, ouvrir le dossier" }).click();
  await expect(page).toHaveURL(/\/gestion\/foyers\/[0-9a-f-]{36}/);
  const told = "FROM mail_outbox WHERE text LIKE '%Il attend au portail des Oliviers%' AND to_address = ?";
  expect(await count(told, [people.responsable])).toBe(1);
  expect(await count(told, [people.nadia])).toBe(1);
  const head = await as("responsable");
  await head.goto("/gestion/acces");
  await expect(head.getByText("Il attend au portail des Oliviers")).toBeVisible();
  await check(head);
  const family = await as("nadia");
  await family.goto("/journal");
  await expect(family.getByText("à titre exceptionnel").first()).toBeVisible();
  // Over at once, for the other scenarios: an agent of Les Oliviers sees nobody of La Fontaine.
  await rows("UPDATE exceptional_access SET ends_at = opened_at");
});
