/** A suspended account reads why, until when and how to contest, and nothing else: docs/scenarios.md. */
import { expect } from "@playwright/test";
import { people } from "../support/accounts";
import { row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { signIn, test } from "../support/test";

test("a suspended parent reads the reason and can only leave", async ({ as, check }) => {
  const page = await as("nobody");
  const { motive } = await row<{ motive: string }>(
    "SELECT s.motive FROM suspension s JOIN account a ON a.id = s.account_id AND a.email = ? WHERE s.lifted_at IS NULL",
    [people.suspended],
  );
  await withJournal(async () => {
    await signIn(page, people.suspended);
    await expect(page.getByRole("heading", { name: "Votre compte est suspendu" })).toBeVisible();
    await expect(page.getByText(motive)).toBeVisible();
    await check(page);
    for (const path of ["/accueil", "/reservations", "/factures", "/foyer"]) {
      await page.goto(path);
      await expect(page).toHaveURL(/\/compte-suspendu$/);
    }
    await page.getByRole("button", { name: "Se déconnecter" }).first().click();
    await expect(page.getByText("Votre session est fermée.")).toBeVisible();
    await page.goto("/accueil");
    await expect(page).toHaveURL(/\/connexion\?suite=/);
  });
});
