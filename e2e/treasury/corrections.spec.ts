/**
 * Money that is put right: a contested line becomes a credit note and a corrected invoice, a debt is paid by instalments, and a list of PayFiP is
 * matched until the day's control is equal. docs/scenarios.md
 */
import { expect } from "@playwright/test";
import { parisOf } from "@/lib/kernel/civil-date";
import { formatInput } from "@/lib/kernel/money";
import { count, row, rows } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { comeBack, untilItSays } from "../support/journey";
import { signIn, test } from "../support/test";

type Owed = { id: string; email: string; payerId: string; regieId: string; lineId: string; position: number };

/** Invoices of families with an account that nobody has touched yet; each test takes one of its own. */
function owed(): Promise<Owed[]> {
  return rows<Owed>(
    `SELECT i.id, MIN(a.email) AS email, i.payer_id AS payerId, i.regie_id AS regieId,
       (SELECT l.id FROM invoice_line l WHERE l.invoice_id = i.id AND l.amount_cents > 300 ORDER BY l.position LIMIT 1) AS lineId,
       (SELECT MIN(l.position) FROM invoice_line l WHERE l.invoice_id = i.id AND l.amount_cents > 300) AS position
     FROM invoice i JOIN payer p ON p.id = i.payer_id JOIN guardian g ON g.id = p.guardian_id
     JOIN account a ON a.id = g.account_id AND a.activated_at IS NOT NULL AND a.email NOT IN (?)
     JOIN charter_acceptance c ON c.account_id = a.id
     WHERE i.state = 'issued' AND i.kind = 'invoice'
       AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM payment_attempt t WHERE t.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM treasury_claim t WHERE t.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM invoice n WHERE n.corrects_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM plan_invoice t WHERE t.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM family_request t WHERE t.object_id IN (SELECT l.id FROM invoice_line l WHERE l.invoice_id = i.id))
       AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.account_id = a.id AND s.lifted_at IS NULL)
     GROUP BY i.id HAVING lineId IS NOT NULL ORDER BY i.id`,
    [["camille.durand@example.org", "aurore.ferrand@example.org", "suspendu@example.org"]],
  );
}

async function oneOwed(): Promise<Owed> {
  const [found] = await owed();
  if (!found) throw new Error("The demonstration has no invoice left that nobody has touched");
  return found;
}

async function dueOf(invoiceId: string): Promise<number> {
  const { cents } = await row<{ cents: string | null }>(
    "SELECT SUM(amount_cents) AS cents FROM ledger_line WHERE account = 'receivable' AND invoice_id = ?",
    [invoiceId],
  );
  return Number(cents ?? 0);
}

test("a family contests a line: it is credited and billed anew, and the family reads both", async ({ as, check }) => {
  const debt = await oneOwed();
  const family = await as("nobody");
  const head = await as("responsable");
  const before = await dueOf(debt.id);
  const types = await withJournal(async () => {
    await signIn(family, debt.email);
    await family.goto(`/factures/${debt.id}/contester?ligne=${debt.lineId}`);
    await check(family);
    await family.getByLabel("Ce qui ne va pas").fill("Nous n’y étions qu’une fois ce mois-là.");
    await family.getByRole("button", { name: "Envoyer ma demande" }).click();
    await family.waitForURL(/\/demandes\/[0-9a-f-]{36}/);
    await expect(family.getByText("Votre demande est envoyée").first()).toBeVisible();
    const requestId = new URL(family.url()).pathname.split("/").at(-1) ?? "";
    const again = `refaire=oui&tout=${debt.position}&n${debt.position}=1&p${debt.position}=1,50`;
    const path = `/gestion/facturation/factures/${debt.id}/avoir`;
    await head.goto(`${path}?effet=oui&demande=${requestId}&${again}`);
    await expect(head.getByText("Nouvelle facture").first()).toBeVisible();
    await check(head);
    await head.getByLabel("Motif").fill("Un seul jour était à facturer");
    await head.getByRole("button", { name: /^Émettre l’avoir de .* et une facture de 1,50/ }).click();
    await head.waitForURL(new RegExp(`/gestion/demandes/${requestId}`));
    await family.goto(`/demandes/${requestId}`);
    await expect(family.getByText("Acceptée", { exact: true })).toBeVisible();
    await family.getByRole("link", { name: "Voir l’avoir" }).click();
    await expect(family.getByText("Un seul jour était à facturer").first()).toBeVisible();
    await check(family);
  });
  expect(types).toEqual(expect.arrayContaining(["invoice.credited", "invoice.issued"]));
  const note = await row<{ id: string; cents: number }>(
    "SELECT id, total_cents AS cents FROM invoice WHERE corrects_id = ? AND kind = 'credit_note'",
    [debt.id],
  );
  const anew = await row<{ id: string; cents: number; number: string }>(
    `SELECT id, total_cents AS cents, CONCAT(year, '-', LPAD(number, 6, '0')) AS number FROM invoice
     WHERE corrects_id = ? AND kind = 'invoice'`,
    [note.id],
  );
  expect(anew.cents).toBe(150);
  expect((await dueOf(debt.id)) + (await dueOf(anew.id))).toBe(before - note.cents + 150);
  await family.goto(`/factures/${anew.id}`);
  await expect(family.getByText(anew.number).first()).toBeVisible();
  await check(family);
});

test("a payment plan is proposed, agreed to by the family, and its first instalment is paid online for its exact amount", async ({
  as,
  check,
}) => {
  const debt = await oneOwed();
  const head = await as("responsable");
  const family = await as("nobody");
  const before = await dueOf(debt.id);
  const first = Math.ceil(before / 2);
  await withJournal(async () => {
    const asked = `payeur=${debt.payerId}&regie=${debt.regieId}&facture=${debt.id}&fois=2`;
    await head.goto(`/gestion/facturation/echeanciers/nouveau?${asked}`);
    await check(head);
    await head.getByLabel("Pourquoi cet échéancier").fill("Baisse de revenus");
    await head.getByRole("button", { name: "Proposer l’échéancier" }).click();
    await head.waitForURL(/\/echeanciers\/[0-9a-f-]{36}/);
    await signIn(family, debt.email);
    await family.goto("/factures");
    await expect(family.getByRole("button", { name: /^Payer l’échéance/ })).toHaveCount(0);
    await family.getByRole("button", { name: "Accepter cet échéancier" }).click();
    await expect(family.getByText("Votre accord est enregistré").first()).toBeVisible();
    await family.goto("/factures");
    await check(family);
    const amount = `${formatInput(first)}`;
    await family.getByRole("button", { name: new RegExp(`^Payer l’échéance, ${amount}`) }).click();
    await family.waitForURL(/paiementws\.web/);
    await family.getByRole("button", { name: "Payer par carte", exact: true }).click();
    await comeBack(family);
    await untilItSays(family, "Votre paiement est confirmé");
    await family.goto("/factures");
    await expect(family.getByRole("button", { name: /^Payer l’échéance/ }).first()).toBeVisible();
    await check(family);
  });
  expect(await dueOf(debt.id)).toBe(before - first);
  expect(await count("FROM receipt WHERE invoice_id = ? AND amount_cents = ?", [debt.id, first])).toBe(1);
});

type Paid = { day: string; refdet: string; cents: number };

/** Days with payments online of which nothing is doubtful, the latest last. */
async function paidDays(regieId: string): Promise<Map<string, Paid[]>> {
  const paid = await rows<Paid>(
    `SELECT r.received_on AS day, t.refdet, r.amount_cents AS cents FROM receipt r
     JOIN payment_attempt t ON t.id = r.attempt_id AND t.state IN ('paid_card', 'paid_debit')
     WHERE r.regie_id = ? AND r.amount_cents = COALESCE(t.answered_cents, t.amount_cents) AND r.received_on < ? AND r.received_on > ? - INTERVAL 25 DAY
       AND NOT EXISTS (SELECT 1 FROM receipt b WHERE b.corrects_id = r.id)
     ORDER BY r.received_on, r.number`,
    [regieId, parisOf(new Date()).day, parisOf(new Date()).day],
  );
  const days = new Map<string, Paid[]>();
  for (const one of paid) days.set(one.day, [...(days.get(one.day) ?? []), one]);
  return days;
}

function listOf(paid: readonly Paid[]): string {
  const lines = paid.map(({ day, refdet, cents }) => {
    return `LIGNE;${day.split("-").reverse().join("/")};${refdet};${formatInput(cents)}`;
  });
  const total = formatInput(paid.reduce((all, { cents }) => all + cents, 0));
  return ["EN-TETE;PAYFIP", "LIGNE;Date;Reference;Montant", ...lines, `PIED-DE-PAGE;${paid.length};${total}`, ""].join(
    "\r\n",
  );
}

test("PayFiP’s list is imported and confirmed, and the control calls its days equal; a line set aside is explained", async ({
  as,
  check,
}) => {
  const regie = await row<{ id: string }>(
    "SELECT regie_id AS id FROM receipt WHERE attempt_id IS NOT NULL GROUP BY regie_id ORDER BY COUNT(*) DESC LIMIT 1",
  );
  const days = await paidDays(regie.id);
  const last = [...days.keys()].at(-1) ?? "";
  const stranger = { day: last, refdet: "INCONNU20260001", cents: 1234 };
  const page = await as("regie");
  const types = await withJournal(async () => {
    await page.goto(`/gestion/rapprochement/imports?regie=${regie.id}`);
    await check(page);
    const buffer = Buffer.from(listOf([...[...days.values()].flat(), stranger]));
    await page.getByLabel("Fichier à importer").setInputFiles({ name: "liste.csv", mimeType: "text/csv", buffer });
    await page.getByRole("button", { name: "Importer", exact: true }).click();
    await page.waitForURL(/\/rapprochement\/imports\/[0-9a-f-]{36}/);
    await check(page);
    await page.goto(`/gestion/rapprochement/lignes?regie=${regie.id}&lignes=proposed`);
    await page.getByRole("button", { name: /^Confirmer/ }).click();
    await page.waitForURL(/reste=/);
    const { id } = await row<{ id: string }>("SELECT id FROM statement_line WHERE reference = ?", [stranger.refdet]);
    await page.goto(`/gestion/rapprochement/lignes/${id}`);
    await page.getByLabel("Motif").fill("Facture de la piscine");
    await page.getByRole("button", { name: "Mettre de côté" }).click();
    await page.waitForURL(/fait=aside/);
    await page.goto(`/gestion/rapprochement?regie=${regie.id}&jours=30`);
    await page.getByRole("button", { name: "Refaire le contrôle maintenant" }).click();
    await page.waitForURL(/fait=ran/);
    await page.goto(`/gestion/rapprochement?regie=${regie.id}&jours=30`);
    await check(page);
  });
  expect(types).toEqual(expect.arrayContaining(["statement.imported", "statement.matched", "control.ran"]));
  const explained = page.getByRole("row").filter({ hasText: "Facture de la piscine" });
  await expect(explained).toHaveCount(1);
  await expect(explained).toContainText("12,34");
  await expect(explained).not.toContainText("Égal");
  await expect(page.getByRole("row").filter({ hasText: "Égal" }).first()).toBeVisible();
  expect(
    await count("FROM statement_line WHERE regie_id = ? AND state = 'matched' AND match_kind = 'attempt'", [regie.id]),
  ).toBe([...days.values()].flat().length);
});
