/** What families do, as they do it on the screen: shared by the scenarios that tell the same month in different circumstances. */
import { expect, type Page } from "@playwright/test";
import { type CivilDate, mondayOf } from "@/lib/kernel/civil-date";

/** Changes the signed-in adult's telephone and reads it back on the household page. */
export async function correctPhone(page: Page, firstName: string, phone: string): Promise<void> {
  await page.goto("/foyer");
  await page.getByRole("link", { name: `Changer les téléphones de ${firstName}` }).click();
  await page.getByLabel("Téléphone", { exact: true }).fill(phone);
  await page.getByRole("button", { name: "Enregistrer les téléphones" }).click();
  await expect(page.getByText("C’est enregistré")).toBeVisible();
  await page.goto("/foyer");
  await expect(page.getByText(phone).first()).toBeVisible();
}

/** Free boxes of the grid shown, by child and service. */
export function freeBoxes(page: Page, child: string, service: string) {
  return page.getByRole("checkbox", { name: new RegExp(`^Libre, ${child}, ${service}`) });
}

/** Ticks all free days of these wishes in the grid on screen, and gives the cells ticked ("<child>.<day>"). */
export async function tickAll(page: Page, wishes: readonly { child: string; service: string }[]): Promise<string[]> {
  const cells: string[] = [];
  for (const { child, service } of wishes) {
    const boxes = freeBoxes(page, child, service);
    for (const cell of await boxes.evaluateAll((list) => list.map((box) => (box as HTMLInputElement).value))) {
      const box = page.locator(`input[value="${cell}"]:visible`);
      await box.check({ force: true });
      await expect(box).toBeChecked();
      cells.push(cell);
    }
  }
  return cells;
}

/** Confirms the grid and gives the reference of the order. */
export async function confirmBooking(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Confirmer", exact: true }).click();
  await page.waitForURL(/\/reservations\/confirmation\//);
  return decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");
}

export async function openWeek(page: Page, day: CivilDate): Promise<void> {
  await page.goto(`/reservations?semaine=${mondayOf(day)}`);
}

type Choice = "Payer par carte" | "Payer par prélèvement" | "Carte refusée" | "Abandonner";

/** From an invoice to the payment page of the other site, and the choice made there. */
export async function goAndChoose(page: Page, invoiceId: string, choice: Choice): Promise<void> {
  await leaveToPay(page, invoiceId);
  await page.getByRole("button", { name: choice, exact: true }).click();
}

export async function leaveToPay(page: Page, invoiceId: string): Promise<void> {
  await page.goto(`/factures/${invoiceId}`);
  await page
    .getByRole("link", { name: /^Payer/ })
    .first()
    .click();
  await page.waitForURL(/\/paiements\/nouveau/);
  await page.getByRole("button", { name: /^Payer/ }).click();
  await page.waitForURL(/paiementws\.web/);
}

/** Back to the portal, which leads the payer to the payment's own page. */
export async function comeBack(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Retour au portail" }).click();
  await page.waitForURL(/\/paiements\/[0-9a-f-]{36}/);
}

/** Looks at the payment's page again until it says so: the answer comes from the treasury, not from the browser. */
export async function untilItSays(page: Page, words: string): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(words).first()).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 45_000 });
}
