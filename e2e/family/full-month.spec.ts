/** A month from end to end, told in docs/scenarios.md: the first proof that all layers hold together. */
import { createHash } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { addDays, monthOf } from "@/lib/kernel/civil-date";
import { people } from "../support/accounts";
import { count, row } from "../support/database";
import { bookableMonth, sheetToMark, today } from "../support/days";
import { withJournal } from "../support/journal-diff";
import {
  comeBack,
  confirmBooking,
  correctPhone,
  freeBoxes,
  goAndChoose,
  openWeek,
  tickAll,
  untilItSays,
} from "../support/journey";
import { signIn, test } from "../support/test";

test("a month is booked, invoiced, paid, exported and traced", async ({ as, check, isMobile }) => {
  test.setTimeout(300_000);
  const camille = await as("nobody");
  const types = await withJournal(async () => {
    await test.step("Camille signs in and accepts the charter", async () => {
      await signIn(camille, people.camille);
      await expect(camille.getByRole("heading", { name: "La charte du portail" })).toBeVisible();
      await check(camille);
      await camille.getByRole("button", { name: "J’accepte la charte" }).click();
      await expect(camille.getByRole("heading", { name: "Bonjour Camille" })).toBeVisible();
      await check(camille);
    });
    await test.step("she corrects a telephone number", async () => {
      await correctPhone(camille, "Camille", "06 39 98 12 34");
      await check(camille);
    });
    await test.step("she books care and study for her two children, in one go", () =>
      bookTheMonth(camille, check, isMobile));
    await test.step("a day whose limit has passed is refused, with the limit", () => isRefusedTooLate(camille, check));
    const oliviers = await as("oliviers");
    await test.step("the agent of Les Oliviers marks who came", () => marksWhoCame(oliviers, check));
    const head = await as("responsable");
    await test.step("the head of school affairs issues the month", () => issuesTheMonth(head, check));
    const invoiceId = await invoiceOfThisMonth();
    await test.step("Camille downloads the paper and pays", () => readsAndPays(camille, check, invoiceId));
    const desk = await as("regie");
    await test.step("the régie closes a lot, the same twice", () => closesALot(desk, check));
    await test.step("the family's journal shows every step", () => readsTheJournal(camille, check));
  });
  for (const type of [
    "session.opened",
    "charter.accepted",
    "household.contact-changed",
    "booking.created",
    "booking.refused",
    "attendance.recorded",
    "invoicing.drafted",
    "invoicing.checked",
    "invoice.issued",
    "invoice.rendered",
    "payment.started",
    "payment.confirmed",
    "receipt.recorded",
    "treasury.lot-made",
  ]) {
    expect(types).toContain(type);
  }
});

type Check = (page: Page) => Promise<void>;

const wishes = [
  { child: "Léa", service: "garderie du soir" },
  { child: "Tom", service: "étude surveillée" },
];

async function bookTheMonth(page: Page, check: Check, isMobile: boolean): Promise<void> {
  const month = await bookableMonth("Tom");
  // A phone shows the weeks of a month, a desk the month in one table.
  await page.goto(`/reservations?mois=${month}`);
  await check(page);
  if (isMobile) await openWeek(page, addDays(`${month}-01`, 10));
  const cells = await tickAll(page, wishes);
  expect(cells.length).toBeGreaterThan(isMobile ? 2 : 8);
  await expect(page.getByText(`${cells.length} changements à confirmer`).first()).toBeVisible();
  await check(page);
  const reference = await confirmBooking(page);
  await expect(page.getByRole("heading", { name: `Vos ${cells.length} changements sont enregistrés` })).toBeVisible();
  await expect(page.getByText(reference).first()).toBeVisible();
  await check(page);
  const order = await row<{ id: string; cents: number }>(
    "SELECT id, delta_cents AS cents FROM booking_order WHERE reference = ?",
    [reference],
  );
  expect(await count("FROM booking WHERE order_id = ? AND state = 'booked'", [order.id])).toBe(cells.length);
  const { cents } = await row<{ cents: string }>("SELECT SUM(price_cents) AS cents FROM booking WHERE order_id = ?", [
    order.id,
  ]);
  expect(Number(cents)).toBe(order.cents);
  expect(await count("FROM mail_outbox WHERE text LIKE ?", [`%${reference}%`])).toBe(1);
}

/** The page was opened ten days ago, and is sent now. */
async function isRefusedTooLate(page: Page, check: Check): Promise<void> {
  const { day } = await row<{ day: string }>(
    `SELECT d.day FROM activity_day d JOIN activity a ON a.id = d.activity_id AND a.kind = 'morning-care'
     JOIN site s ON s.id = a.site_id AND s.code = 'OLI'
     JOIN child c ON c.first_name = 'Léa' AND c.last_name = 'Durand'
     LEFT JOIN booking b ON b.activity_day_id = d.id AND b.child_id = c.id AND b.state = 'booked'
     WHERE d.day <= ? AND d.closed_fr IS NULL AND b.id IS NULL AND d.taken < d.capacity ORDER BY d.day DESC LIMIT 1`,
    [today()],
  );
  await page.setExtraHTTPHeaders({ "x-portail-now": `${addDays(day, -10)}T08:00:00Z` });
  await openWeek(page, day);
  await page.setExtraHTTPHeaders({});
  const dayNumber = Number(day.slice(8));
  await freeBoxes(page, "Léa", `garderie du matin, \\S+\\s${dayNumber}(er)?\\s`).first().check({ force: true });
  await confirmBooking(page);
  await expect(page.getByRole("heading", { name: "Rien n’a été changé" })).toBeVisible();
  await expect(page.getByText(/la réservation se faisait jusqu’à/)).toBeVisible();
  await check(page);
}

async function marksWhoCame(page: Page, check: Check): Promise<void> {
  const { id, day } = await sheetToMark("OLI", "evening-care");
  await page.goto(`/gestion/pointage?jour=${day}`);
  await check(page);
  await page.goto(`/gestion/pointage/${id}`);
  await check(page);
  const kid = page.locator("li.kid").filter({ hasText: "Présent" }).first();
  const name = (await kid.getAttribute("data-kid")) ?? "";
  await kid.getByRole("radio", { name: "Absence justifiée" }).check({ force: true });
  await page.getByRole("button", { name: /^Enregistrer/ }).click();
  await expect(page.getByText("1 pointage enregistré")).toBeVisible();
  await expect(
    page.locator("li.kid").filter({ hasText: name }).getByRole("radio", { name: "Absence justifiée" }),
  ).toBeChecked();
}

async function issuesTheMonth(page: Page, check: Check): Promise<void> {
  await page.goto("/gestion/facturation");
  await check(page);
  await page.getByLabel("Mois", { exact: true }).selectOption(monthOf(today()));
  await page.getByRole("button", { name: "Préparer les factures" }).click();
  await page.waitForURL(/\/gestion\/facturation\/[0-9a-f-]{36}/);
  await check(page);
  await page.getByRole("button", { name: "J’ai vérifié ces projets" }).click();
  await page.getByText(/^Émettre \d+ factures/).click();
  await check(page);
  await page.getByRole("button", { name: "Oui, émettre" }).click();
  await untilItSays(page, "fichiers PDF sont prêts");
  await check(page);
  const numbers = await row<{ n: string; first: number; last: number }>(
    `SELECT COUNT(*) AS n, MIN(number) AS first, MAX(number) AS last FROM invoice
     WHERE state = 'issued' AND kind = 'invoice' GROUP BY regie_id, year ORDER BY year DESC LIMIT 1`,
  );
  expect(numbers.last - numbers.first + 1).toBe(Number(numbers.n));
}

async function invoiceOfThisMonth(): Promise<string> {
  const { id } = await row<{ id: string }>(
    `SELECT i.id FROM invoice i JOIN household_member m ON m.household_id = i.household_id
     JOIN guardian g ON g.id = m.guardian_id JOIN account a ON a.id = g.account_id AND a.email = ?
     WHERE i.state = 'issued' AND i.month = ?`,
    [people.camille, monthOf(today())],
  );
  return id;
}

async function readsAndPays(page: Page, check: Check, invoiceId: string): Promise<void> {
  await page.goto("/factures");
  await check(page);
  await page.goto(`/factures/${invoiceId}`);
  await check(page);
  const paper = await page.request.get(`/api/factures/${invoiceId}/pdf`);
  expect(paper.headers()["content-type"]).toBe("application/pdf");
  const bytes = await paper.body();
  const kept = await row<{ sha256: string }>("SELECT sha256 FROM invoice_pdf WHERE invoice_id = ?", [invoiceId]);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(kept.sha256);
  await goAndChoose(page, invoiceId, "Payer par carte");
  await comeBack(page);
  await untilItSays(page, "Votre paiement est confirmé");
  await check(page);
  await page.goto(`/factures/${invoiceId}`);
  await expect(page.getByText("Réglée").first()).toBeVisible();
  await check(page);
  expect(await count("FROM receipt WHERE invoice_id = ?", [invoiceId])).toBe(1);
  const { due } = await row<{ due: string }>(
    "SELECT SUM(amount_cents) AS due FROM ledger_line WHERE invoice_id = ? AND account = 'receivable'",
    [invoiceId],
  );
  expect(Number(due)).toBe(0);
}

async function closesALot(page: Page, check: Check): Promise<void> {
  await page.goto(`/gestion/encaissements/lots?du=${addDays(today(), -1)}&au=${today()}`);
  await check(page);
  await page.locator("summary", { hasText: "Arrêter la période" }).click();
  await page.getByRole("button", { name: "Oui, arrêter la période" }).click();
  await expect(page.getByText(/^Lot .* prêt$/)).toBeVisible();
  await check(page);
  const lot = await row<{ id: string; sha256: string }>(
    "SELECT id, sha256 FROM treasury_lot ORDER BY created_at DESC LIMIT 1",
  );
  const first = await page.request.get(`/api/exports/${lot.id}`);
  const second = await page.request.get(`/api/exports/${lot.id}`);
  expect(
    createHash("sha256")
      .update(await first.body())
      .digest("hex"),
  ).toBe(lot.sha256);
  expect(await second.body()).toEqual(await first.body());
  expect(second.headers()["content-disposition"]).toContain("copie");
}

async function readsTheJournal(page: Page, check: Check): Promise<void> {
  await page.goto("/journal");
  await check(page);
  for (const sentence of [
    "Vous avez ouvert une session",
    "Vous avez accepté la charte",
    "Vous avez changé les coordonnées du foyer",
    "Vous avez réservé",
    "Vous avez demandé un jour qui ne pouvait pas être accordé",
    "Les affaires scolaires ont émis une facture",
    "Le portail a préparé le fichier PDF d’une facture",
    "Vous avez ouvert la page de paiement",
    "Le portail a reçu la confirmation de votre paiement",
  ]) {
    await expect(page.getByText(sentence).first(), sentence).toBeVisible();
  }
}
