/** Payments that do not go their way: docs/scenarios.md. In each case the invoice says the truth, and is paid once. */
import { expect, type Page } from "@playwright/test";
import { count, row, rows } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { comeBack, goAndChoose, leaveToPay, untilItSays } from "../support/journey";
import { signIn, test } from "../support/test";
import { misbehaving } from "../support/treasury-double";

type Debt = { invoiceId: string; email: string };

/** Invoices that nobody has paid or begun to pay, of families with an account; each test takes one of its own. */
async function debts(): Promise<Debt[]> {
  return rows<Debt>(
    `SELECT i.id AS invoiceId, MIN(a.email) AS email FROM invoice i
     JOIN household_member m ON m.household_id = i.household_id AND m.until IS NULL
     JOIN guardian g ON g.id = m.guardian_id
     JOIN account a ON a.id = g.account_id AND a.activated_at IS NOT NULL AND a.email NOT IN (?)
     WHERE i.state = 'issued' AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM payment_attempt p WHERE p.invoice_id = i.id)
       AND NOT EXISTS (SELECT 1 FROM suspension s WHERE s.account_id = a.id AND s.lifted_at IS NULL)
     GROUP BY i.id ORDER BY i.id`,
    [["camille.durand@example.org", "aurore.ferrand@example.org", "suspendu@example.org"]],
  );
}

async function payer(page: Page): Promise<string> {
  const [debt] = await debts();
  if (!debt) throw new Error("The demonstration has no unpaid invoice left");
  await signIn(page, debt.email);
  return debt.invoiceId;
}

const paidTimes = (invoiceId: string) => count("FROM receipt WHERE invoice_id = ?", [invoiceId]);

test("a refused card, then an abandon: nothing is paid, and the invoice can still be", async ({ as, check }) => {
  const page = await as("nobody");
  await withJournal(async () => {
    const invoiceId = await payer(page);
    await goAndChoose(page, invoiceId, "Carte refusée");
    await comeBack(page);
    await untilItSays(page, "Votre paiement est refusé");
    await check(page);
    await goAndChoose(page, invoiceId, "Abandonner");
    await comeBack(page);
    // For a quarter of an hour the payer may still change their mind over there: nothing is promised yet.
    await expect(page.getByText("Nous vérifions votre paiement").first()).toBeVisible();
    const { idop } = await row<{ idop: string }>("SELECT idop FROM payment_attempt ORDER BY created_at DESC LIMIT 1");
    const later = new Date(Date.now() + 40 * 60_000).toISOString();
    await page.request.get(`/paiement/retour?idop=${idop}`, { headers: { "x-portail-now": later } });
    await untilItSays(page, "Vous avez quitté la page de paiement");
    await check(page);
    expect(await paidTimes(invoiceId)).toBe(0);
    await page.goto(`/factures/${invoiceId}`);
    await expect(page.getByRole("link", { name: /^Payer/ }).first()).toBeVisible();
    await goAndChoose(page, invoiceId, "Payer par prélèvement");
    await untilItIsPaid(invoiceId);
  });
});

test("the tab is closed after paying: the notification alone settles", async ({ as }) => {
  const page = await as("nobody");
  await withJournal(async () => {
    const invoiceId = await payer(page);
    await goAndChoose(page, invoiceId, "Payer par carte");
    // Paid over there, and never back here: a tab closed before the click has left its browser has paid nothing.
    await page.getByRole("button", { name: "Retour au portail" }).waitFor();
    await page.close();
    await untilItIsPaid(invoiceId);
  });
});

test("the notification comes twice and before the return: paid once", async ({ as }) => {
  const page = await as("nobody");
  await misbehaving({ notifyTwice: true, notifyBeforeReturn: true }, () =>
    withJournal(async () => {
      const invoiceId = await payer(page);
      await goAndChoose(page, invoiceId, "Payer par carte");
      await comeBack(page);
      await untilItSays(page, "Votre paiement est confirmé");
      await page.goBack().catch(() => null);
      expect(await paidTimes(invoiceId)).toBe(1);
    }).then(() => undefined),
  );
});

test("the notification never comes: the return asks, and settles", async ({ as }) => {
  const page = await as("nobody");
  await misbehaving({ notifyNever: true }, () =>
    withJournal(async () => {
      const invoiceId = await payer(page);
      await goAndChoose(page, invoiceId, "Payer par carte");
      await comeBack(page);
      await untilItSays(page, "Votre paiement est confirmé");
      expect(await paidTimes(invoiceId)).toBe(1);
    }).then(() => undefined),
  );
});

test("a payment begun elsewhere is told before a second one", async ({ as, check }) => {
  const page = await as("nobody");
  await withJournal(async () => {
    const invoiceId = await payer(page);
    await leaveToPay(page, invoiceId);
    await page.goto(`/paiements/nouveau?facture=${invoiceId}`);
    await expect(page.getByText("Un paiement est peut-être en cours")).toBeVisible();
    await check(page);
    expect(await paidTimes(invoiceId)).toBe(0);
  });
});

async function untilItIsPaid(invoiceId: string): Promise<void> {
  await expect.poll(() => paidTimes(invoiceId), { timeout: 45_000 }).toBe(1);
}
