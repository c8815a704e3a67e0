/** Cash and cheques at the counter, and the day's lot: docs/scenarios.md. */
import { expect } from "@playwright/test";
import { count, row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

test("the régisseur takes a cheque, gives a numbered receipt, and cannot take it twice", async ({ as, check }) => {
  const page = await as("regie");
  const debt = await row<{ id: string; year: number; number: number; cents: number }>(
    `SELECT i.id, i.year, i.number, i.total_cents AS cents FROM invoice i
     WHERE i.state = 'issued' AND i.kind = 'invoice' AND i.total_cents > 0
       AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM payment_attempt p WHERE p.invoice_id = i.id) ORDER BY i.number DESC LIMIT 1`,
  );
  await withJournal(async () => {
    await page.goto("/gestion/encaissements/nouveau");
    await check(page);
    await page
      .getByLabel("Numéro de facture, référence ou nom")
      .fill(`${debt.year}-${String(debt.number).padStart(6, "0")}`);
    await page.getByRole("button", { name: "Chercher" }).click();
    await page.goto(`/gestion/encaissements/nouveau?facture=${debt.id}`);
    await check(page);
    await page.getByRole("radio", { name: "Chèque", exact: true }).check({ force: true });
    await page.getByLabel("Montant en euros").fill((debt.cents / 100).toFixed(2).replace(".", ","));
    await page.getByLabel("Numéro du chèque").fill("7654321");
    await page.getByLabel("Nom de l’émetteur").fill("Essai");
    await page.getByRole("button", { name: "Enregistrer et éditer le reçu" }).click();
    await page.waitForURL(/\/gestion\/encaissements\/recus\//);
    await expect(page.getByText("Le paiement est enregistré").first()).toBeVisible();
    await check(page);
    await page.goto(`/gestion/encaissements/nouveau?facture=${debt.id}`);
    await expect(page.getByText("Cette facture est déjà payée")).toBeVisible();
    await page.goto("/gestion/rapprochement");
    await check(page);
  });
  expect(await count("FROM receipt WHERE invoice_id = ? AND means = 'cheque'", [debt.id])).toBe(1);
  const gap = await row<{ gap: string }>(
    `SELECT (SELECT SUM(amount_cents) FROM receipt) + (SELECT SUM(amount_cents) FROM ledger_line l JOIN ledger_entry e ON e.id = l.entry_id
       WHERE l.account = 'receivable' AND e.kind IN ('payment.received', 'payment.taken-back')) AS gap`,
  );
  expect(Number(gap.gap)).toBe(0);
});
