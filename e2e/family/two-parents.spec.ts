/**
 * One child, two homes (issue: two parents): whatever one parent can open, nothing of the other's address, telephone, mail, bills, requests or ids
 * is in it; what needs both is proposed by one and answered by the other; docs/scenarios.md.
 */
import { execFileSync } from "node:child_process";
import { expect } from "@playwright/test";
import { addDays, isoWeekOf, parisOf, weekdayOf } from "@/lib/kernel/civil-date";
import { row, rows } from "../support/database";
import { test } from "../support/test";

type Home = { id: string; childId: string; invoiceId: string; secrets: string[] };

/** Everything that only this home may read, as the database holds it. */
async function homeOf(firstName: string): Promise<Home> {
  const own = await row<{ id: string; guardianId: string; accountId: string; childId: string }>(
    `SELECT m.household_id AS id, g.id AS guardianId, g.account_id AS accountId, ch.child_id AS childId FROM guardian g
     JOIN household_member m ON m.guardian_id = g.id JOIN child_household ch ON ch.household_id = m.household_id
     JOIN child c ON c.id = ch.child_id AND c.first_name = 'Tom' WHERE g.first_name = ? AND g.last_name IN ('Durand', 'Morel')`,
    [firstName],
  );
  const values = await rows<{ v: string | null }>(
    `SELECT line AS v FROM household_address WHERE household_id = ? UNION SELECT more FROM household_address WHERE household_id = ?
     UNION SELECT phone FROM guardian WHERE id = ? UNION SELECT phone_work FROM guardian WHERE id = ? UNION SELECT email FROM account WHERE id = ?
     UNION SELECT refdet FROM invoice WHERE household_id = ? UNION SELECT id FROM invoice WHERE household_id = ?
     UNION SELECT reference FROM booking_order WHERE household_id = ? UNION SELECT reference FROM family_request WHERE household_id = ?
     UNION SELECT phone FROM emergency_contact WHERE household_id = ? UNION SELECT phone FROM pickup_person WHERE household_id = ?
     UNION SELECT p.id FROM payer p WHERE p.guardian_id = ? UNION SELECT iban FROM sepa_mandate WHERE household_id = ?`,
    [own.id, own.id, own.guardianId, own.guardianId, own.accountId, ...Array(6).fill(own.id), own.guardianId, own.id],
  );
  const invoice = await row<{ id: string }>(
    "SELECT id FROM invoice WHERE household_id = ? AND state = 'issued' AND kind = 'invoice' ORDER BY issued_on DESC LIMIT 1",
    [own.id],
  );
  const secrets = [...values.flatMap(({ v }) => v || []), own.id, own.guardianId, own.accountId];
  return { id: own.id, childId: own.childId, invoiceId: invoice.id, secrets: [...new Set(secrets)] };
}

function hasTool(name: string): boolean {
  try {
    execFileSync("which", [name]);
    return true;
  } catch {
    return false;
  }
}

const pathsOf = ({ id, childId, invoiceId }: Home) => [
  "/accueil",
  "/foyer",
  `/foyer/adresse?foyer=${id}`,
  `/enfants/${childId}`,
  `/enfants/${childId}/contacts`,
  `/enfants/${childId}/personnes-autorisees`,
  `/enfants/${childId}/autorisations`,
  `/enfants/${childId}/sante`,
  `/enfants/${childId}/inscriptions`,
  `/enfants/${childId}/confier`,
  `/enfants/${childId}/echanger`,
  "/reservations",
  `/reservations?mois=${parisOf(new Date()).day.slice(0, 7)}`,
  "/reservations/agenda",
  "/factures",
  `/factures/${invoiceId}`,
  `/api/factures/${invoiceId}/pdf`,
  "/factures/attestation",
  "/factures/releve",
  "/demandes",
  "/documents",
  "/journal",
  "/journal?type=looks",
  "/mes-donnees",
  "/mes-donnees/effacement",
  "/compte",
];

test("neither parent obtains anything of the other's, wherever they look", async ({ knock }) => {
  const homes = { camille: await homeOf("Camille"), sacha: await homeOf("Sacha") };
  for (const [own, other] of [
    ["camille", "sacha"],
    ["sacha", "camille"],
  ] as const) {
    const door = await knock(own);
    const shared = new Set(homes[own].secrets);
    const secrets = homes[other].secrets.filter((secret) => !shared.has(secret));
    expect(secrets.length).toBeGreaterThan(15);
    for (const path of pathsOf(homes[own])) {
      const answer = await door.get(path);
      expect.soft(answer.status(), `${own} opens ${path}`).toBeLessThan(400);
      const text = (await answer.body()).toString("latin1") + (await answer.body()).toString("utf8");
      const found = secrets.filter((secret) => text.includes(secret));
      expect.soft(found, `${own} reads ${path}`).toEqual([]);
    }
  }
});

/** Words of a file: those of a PDF are read by pdftotext where the machine has it. */
function wordsOf(body: Buffer, type: string): string {
  if (!type.includes("pdf") || !hasTool("pdftotext")) return body.toString("latin1") + body.toString("utf8");
  return execFileSync("pdftotext", ["-layout", "-", "-"], { input: body }).toString();
}

test("nor in the files, the receipts and the mails that they are given", async ({ knock }) => {
  let sent = 0;
  const homes = { camille: await homeOf("Camille"), sacha: await homeOf("Sacha") };
  for (const [own, other] of [
    ["camille", "sacha"],
    ["sacha", "camille"],
  ] as const) {
    const door = await knock(own);
    const secrets = homes[other].secrets.filter((secret) => !homes[own].secrets.includes(secret));
    const files = new Set<string>();
    for (const path of pathsOf(homes[own])) {
      const page = (await (await door.get(path)).body()).toString("utf8");
      for (const [, address = ""] of page.matchAll(/href="(\/api\/[^"#]+)"/g))
        files.add(address.replaceAll("&amp;", "&"));
    }
    const kinds = [...files].map((path) => path.split("/")[2]);
    for (const kind of ["factures", "recepisses", "releves"])
      expect.soft(kinds, `${own} is given ${kind}`).toContain(kind);
    for (const path of [...files].slice(0, 60)) {
      const answer = await door.get(path);
      expect.soft(answer.status(), `${own} opens ${path}`).toBeLessThan(400);
      const text = wordsOf(await answer.body(), answer.headers()["content-type"] ?? "");
      expect
        .soft(
          secrets.filter((secret) => text.includes(secret)),
          `${own} reads ${path}`,
        )
        .toEqual([]);
    }
    const mails = await rows<{ id: string; said: string }>(
      `SELECT o.id, CONCAT_WS(' ', o.subject, o.text) AS said FROM mail_outbox o JOIN account a ON a.email = o.to_address
       JOIN guardian g ON g.account_id = a.id JOIN household_member m ON m.guardian_id = g.id WHERE m.household_id = ?`,
      [homes[own].id],
    );
    sent += mails.length;
    for (const { id, said } of mails) {
      expect
        .soft(
          secrets.filter((secret) => said.includes(secret)),
          `${own} is sent ${id}`,
        )
        .toEqual([]);
    }
  }
  expect(sent, "mails were read").toBeGreaterThan(0);
});

test("the other parent's bills, files and proposals are as absent as what does not exist", async ({ knock }) => {
  const homes = { camille: await homeOf("Camille"), sacha: await homeOf("Sacha") };
  const lea = await row<{ id: string }>(
    "SELECT c.id FROM child c JOIN child_household h ON h.child_id = c.id WHERE c.first_name = 'Léa' AND h.household_id = ?",
    [homes.camille.id],
  );
  const door = await knock("sacha");
  for (const path of [
    `/factures/${homes.camille.invoiceId}`,
    `/api/factures/${homes.camille.invoiceId}/pdf`,
    `/enfants/${lea.id}`,
    `/enfants/${lea.id}/confier`,
    `/enfants/${lea.id}/echanger`,
    `/confies/${homes.camille.childId}`,
    `/api/mes-donnees/${homes.camille.id}`,
  ]) {
    expect.soft((await door.get(path)).status(), path).toBe(404);
  }
});

/** The next working day that the calendar gives to Sacha: odd weeks. */
function sachasDay(): string {
  let day = addDays(parisOf(new Date()).day, 8);
  while (isoWeekOf(day) % 2 === 0 || weekdayOf(day) > 5) day = addDays(day, 1);
  return day;
}

test("a day changes homes when the other parent agrees, and both read it", async ({ as, check }) => {
  const { childId } = await homeOf("Camille");
  const camille = await as("camille");
  await camille.goto(`/enfants/${childId}/echanger`);
  await check(camille);
  await camille.getByLabel("Jour", { exact: true }).fill(sachasDay());
  await camille.getByLabel("chez vous").check();
  await camille.getByRole("button", { name: "Proposer l’échange" }).click();
  await expect(camille.getByText("Proposé par vous")).toBeVisible();
  await check(camille);
  const sacha = await as("sacha");
  await sacha.goto("/accueil");
  await sacha.getByRole("link", { name: "Lire et répondre" }).first().click();
  await expect(sacha.getByText("Proposé par l’autre parent")).toBeVisible();
  await sacha.getByText("Accepter", { exact: true }).first().click();
  await sacha.getByRole("button", { name: "Accepter", exact: true }).first().click();
  await expect(sacha.getByText("Accepté").first()).toBeVisible();
  await check(sacha);
  const found = await row<{ householdId: string }>(
    "SELECT household_id AS householdId FROM custody_exception WHERE child_id = ? AND day = ?",
    [childId, sachasDay()],
  );
  expect(found.householdId).toBe((await homeOf("Camille")).id);
});
