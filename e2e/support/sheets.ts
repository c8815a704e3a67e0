/** A sheet that may be marked, wherever the calendar stands: where the month is invoiced already, the head opens it again and says why. */
import { expect, type Page } from "@playwright/test";
import { sheetToMark } from "./days";

export async function markableSheet(asHead: () => Promise<Page>) {
  const sheet = await sheetToMark("OLI", "evening-care");
  if (Number(sheet.isLocked) === 1) await reopen(await asHead(), sheet.id);
  return { ...sheet, now: new Date(`${sheet.day}T15:30:00Z`) };
}

async function reopen(page: Page, sheetId: string): Promise<void> {
  await page.goto(`/gestion/pointage/${sheetId}`);
  await expect(page.getByText("Cette liste est facturée")).toBeVisible();
  await page.getByLabel("Raison").fill("Une absence signalée après coup");
  await page.getByRole("button", { name: "Rouvrir", exact: true }).click();
  await expect(page.getByText("La liste est rouverte.").first()).toBeVisible();
}
