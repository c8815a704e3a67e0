/** A cheque's way through the till: taken at the counter, onto a slip, over to the comptable; and a receipt by mistake taken back. docs/scenarios.md */
import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";
import { count, row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

type Debt = { id: string; number: string; cents: number };

/** An invoice that nobody has paid or tried to pay, and that no credit has begun to. */
function aDebt(): Promise<Debt> {
  return row<Debt>(
    `SELECT i.id, CONCAT(i.year, '-', LPAD(i.number, 6, '0')) AS number, i.total_cents AS cents FROM invoice i
     WHERE i.state = 'issued' AND i.kind = 'invoice' AND i.total_cents > 200
       AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM payment_attempt p WHERE p.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM treasury_claim c WHERE c.invoice_id = i.id)
       AND (SELECT SUM(l.amount_cents) FROM ledger_line l WHERE l.account = 'receivable' AND l.invoice_id = i.id) = i.total_cents
     ORDER BY i.number LIMIT 1`,
  );
}

/** A cheque of its own for each invoice. */
const chequeOf = (debt: Debt) => debt.number.replace("-", "");

async function takeCheque(page: Page, debt: Debt, euros: string): Promise<void> {
  await page.goto(`/gestion/encaissements/nouveau?facture=${debt.id}`);
  await page.getByRole("radio", { name: "Chèque", exact: true }).check({ force: true });
  await page.getByLabel("Montant en euros").fill(euros);
  await page.getByLabel("Numéro du chèque").fill(chequeOf(debt));
  await page.getByLabel("Nom de l’émetteur").fill("Essai de la caisse");
  await page.getByRole("button", { name: "Enregistrer et éditer le reçu" }).click();
}

test("a cheque is refused for too much, taken, put on a slip and paid over, and the till says so", async ({
  as,
  check,
}) => {
  const page = await as("regie");
  const debt = await aDebt();
  const types = await withJournal(async () => {
    await takeCheque(page, debt, ((debt.cents + 100) / 100).toFixed(2));
    await expect(page.getByText("Rien n’a été enregistré")).toBeVisible();
    await expect(page.getByText("cochez la case")).toBeVisible();
    await check(page);
    await page.getByLabel("Montant en euros").fill("19.999");
    await page.getByRole("button", { name: "Enregistrer et éditer le reçu" }).click();
    await expect(page.getByText("Écrivez un montant en euros. Exemple : 12,50").first()).toBeVisible();
    await page.getByLabel("Montant en euros").fill("1,50");
    await page.getByRole("button", { name: "Enregistrer et éditer le reçu" }).click();
    await page.waitForURL(/\/encaissements\/recus\//);
    await page.goto("/gestion/encaissements");
    await check(page);
    await page.getByRole("link", { name: "Remises à la banque" }).click();
    await page.waitForURL(/\/bordereaux$/);
    await expect(page.getByRole("checkbox", { name: new RegExp(chequeOf(debt)) })).toBeChecked();
    await check(page);
    await page.getByRole("button", { name: "Faire le bordereau" }).click();
    await page.waitForURL(/\/bordereaux\/[0-9a-f-]+/);
    await expect(page.getByText("Le bordereau est prêt")).toBeVisible();
    await expect(page.getByRole("cell", { name: chequeOf(debt) })).toBeVisible();
    await check(page);
    await page.goto("/gestion/encaissements/versements");
    await check(page);
    for (const box of await page.getByRole("textbox", { name: /^(?!Versé)/ }).all()) await box.fill("");
    await page.getByLabel("Chèque").fill("1,50");
    await page.getByRole("button", { name: "Enregistrer le versement" }).click();
    await page.waitForURL(/\/versements\/[0-9a-f-]+/);
    await expect(page.getByRole("heading", { name: /^Bordereau de versement n° / })).toBeVisible();
    await check(page);
  });
  expect(types).toEqual(
    expect.arrayContaining(["receipt.refused", "receipt.recorded", "deposit.made", "remittance.made"]),
  );
  expect(await count("FROM receipt WHERE invoice_id = ? AND deposit_id IS NOT NULL", [debt.id])).toBe(1);
  await page.goto("/gestion/encaissements/bordereaux");
  await expect(page.getByRole("checkbox", { name: new RegExp(chequeOf(debt)) })).toHaveCount(0);
});

test("a receipt written down by mistake is taken back by name, and the invoice is due again", async ({ as, check }) => {
  const page = await as("regie");
  const debt = await aDebt();
  const types = await withJournal(async () => {
    await takeCheque(page, debt, (debt.cents / 100).toFixed(2));
    await page.waitForURL(/\/encaissements\/recus\//);
    await page.locator("summary", { hasText: "Annuler ce reçu" }).click();
    await page.getByRole("radio", { name: "Il a été saisi par erreur" }).check({ force: true });
    await page.getByRole("textbox", { name: "Motif" }).fill("Mauvaise facture");
    await check(page);
    await page.getByRole("button", { name: "Annuler le reçu" }).click();
    await page.waitForURL(/annule=oui/);
    await expect(page.getByText("Le reçu est annulé").first()).toBeVisible();
    await check(page);
  });
  expect(types).toContain("receipt.reversed");
  const due = await row<{ cents: string }>(
    "SELECT SUM(amount_cents) AS cents FROM ledger_line WHERE account = 'receivable' AND invoice_id = ?",
    [debt.id],
  );
  expect(Number(due.cents)).toBe(debt.cents);
});

test("the pages of the till answer the régie, and the worklist of refunds the head too", async ({ as, check }) => {
  const page = await as("regie");
  for (const path of ["", "/recus", "/passation", "/remboursements", "/lots"]) {
    await page.goto(`/gestion/encaissements${path}`);
    await check(page);
  }
  const head = await as("responsable");
  await head.goto("/gestion/encaissements/remboursements");
  await expect(head.getByRole("heading", { name: "Remboursements", level: 1 })).toBeVisible();
  await check(head);
});
