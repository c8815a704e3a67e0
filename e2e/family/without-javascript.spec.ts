/** The same month without a script, up to the payment page: docs/scenarios.md. The other family's invoice is the last one it owes. */
import { expect } from "@playwright/test";
import { addDays, mondayOf } from "@/lib/kernel/civil-date";
import { count, row } from "../support/database";
import { bookableMonth } from "../support/days";
import { withJournal } from "../support/journal-diff";
import { confirmBooking, correctPhone, freeBoxes, leaveToPay, openWeek } from "../support/journey";
import { signIn, test } from "../support/test";

const AURORE = "aurore.ferrand@example.org";

test("Aurore signs in, corrects, books, reads and goes to pay without any script", async ({ as }) => {
  test.setTimeout(180_000);
  const page = await as("nobody", { javaScript: false });
  await withJournal(async () => {
    await page.goto("/factures");
    await expect(page).toHaveURL(/\/connexion\?suite=/);
    await signIn(page, AURORE);
    await expect(page).toHaveURL(/\/factures$/);

    await correctPhone(page, "Aurore", "06 39 98 77 88");
    await page.goto("/foyer");
    await page
      .getByRole("link", { name: "Changer les téléphones de Aurore" })
      .or(page.getByRole("link", { name: "Changer les téléphones d’Aurore" }))
      .click();
    await page.getByLabel("Téléphone", { exact: true }).fill("12");
    await page.getByRole("button", { name: "Enregistrer les téléphones" }).click();
    await expect(page.getByLabel("Téléphone", { exact: true })).toHaveValue("12");
    await expect(page.getByLabel("Téléphone", { exact: true })).toHaveAttribute("aria-invalid", "true");

    const month = await bookableMonth("Maxence");
    await openWeek(page, mondayOf(addDays(`${month}-01`, 10)));
    const free = freeBoxes(page, "Maxence", "garderie du soir");
    const wanted = await free.count();
    expect(wanted).toBeGreaterThan(0);
    for (const cell of await free.evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).value))) {
      await page.locator(`input[value="${cell}"]:visible`).check({ force: true });
    }
    const reference = await confirmBooking(page);
    await expect(page.getByText(reference).first()).toBeVisible();
    expect(
      await count(
        "FROM booking b JOIN booking_order o ON o.id = b.order_id WHERE o.reference = ? AND b.state = 'booked'",
        [reference],
      ),
    ).toBe(wanted);

    const { id } = await row<{ id: string }>(
      `SELECT i.id FROM invoice i JOIN household_member m ON m.household_id = i.household_id
       JOIN guardian g ON g.id = m.guardian_id JOIN account a ON a.id = g.account_id AND a.email = ?
       WHERE i.state = 'issued' AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.invoice_id = i.id)
       ORDER BY i.month DESC LIMIT 1`,
      [AURORE],
    );
    await leaveToPay(page, id);
    await expect(page.getByRole("heading", { name: "Votre paiement" })).toBeVisible();
  });
});

test("what is not found, or not one's own, says so without any script", async ({ as }) => {
  const page = await as("nadia", { javaScript: false });
  const { id } = await row<{ id: string }>("SELECT id FROM child WHERE first_name = 'Léa' AND last_name = 'Durand'");
  for (const path of [`/enfants/${id}`, `/enfants/${id.replace(/.{8}$/, "00000000")}`, "/nulle-part"]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: "Cette page n’existe pas" }), path).toBeVisible();
    await expect(page, path).toHaveTitle(/^Cette page n’existe pas/);
    await expect(page.locator("html"), path).toHaveAttribute("lang", "fr");
  }
});
