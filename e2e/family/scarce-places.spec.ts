/** Scarce places given by a draw that anybody can run again: docs/scenarios.md. */
import { expect } from "@playwright/test";
import { faultsOf } from "@/lib/draw/rules-published";
import { publishedDrawSchema } from "@/lib/draw/schema";
import { addDays, type CivilDate, mondayOf } from "@/lib/kernel/civil-date";
import { count, row } from "../support/database";
import { withJournal } from "../support/journal-diff";
import { openWeek } from "../support/journey";
import { test } from "../support/test";

type Scarce = { activityId: string; childId: string; child: string; day: CivilDate };

/** A child of Camille's, and a day of the study far enough ahead that nobody waits for it: two weeks hold a day at home, whatever the custody. */
function scarceDay(): Promise<Scarce> {
  return row<Scarce>(
    `SELECT a.id AS activityId, c.id AS childId, c.first_name AS child, d.day FROM activity_day d
     JOIN activity a ON a.id = d.activity_id AND a.kind = 'study' JOIN site s ON s.id = a.site_id AND s.code = 'OLI'
     JOIN enrolment e ON e.activity_id = a.id AND e.state = 'accepted' JOIN child c ON c.id = e.child_id AND c.first_name IN ('Léa', 'Tom')
     JOIN guardianship gs ON gs.child_id = c.id JOIN guardian g ON g.id = gs.guardian_id AND g.first_name = 'Camille'
     WHERE d.closed_fr IS NULL AND d.day > CURRENT_DATE + INTERVAL 30 DAY AND d.taken < d.capacity
       AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.activity_day_id = d.id AND b.child_id = c.id AND b.state = 'booked')
     ORDER BY d.day LIMIT 1`,
  );
}

test("wishes are drawn, not raced for, and the result can be checked", async ({ as, check }) => {
  const { activityId, child, day } = await scarceDay();
  const monday = mondayOf(day);
  const head = await as("responsable");
  await head.goto("/gestion/tirages");
  await check(head);
  await withJournal(async () => {
    await head.getByLabel("Prestation", { exact: true }).selectOption(activityId);
    await head.getByLabel("Nom du tirage, lu par les familles").fill("Étude de la rentrée");
    await head.getByLabel("Premier jour").fill(monday);
    await head.getByLabel("Dernier jour").fill(addDays(monday, 13));
    await head.getByLabel("à", { exact: true }).first().fill("00:00");
    await head.getByRole("button", { name: "Ouvrir le tirage" }).click();
    await expect(head.getByText("Le tirage est ouvert")).toBeVisible();
  });
  const drawId = new URL(head.url()).pathname.split("/").at(-1) ?? "";
  await check(head);

  const page = await as("camille");
  let told = 0;
  for (const week of [monday, addDays(monday, 7)]) {
    await openWeek(page, week);
    told += await page.getByText(/ouvert par tirage au sort/).count();
  }
  expect(told).toBeGreaterThan(0);
  await page.goto("/reservations/tirage");
  await check(page);
  await page.getByRole("link", { name: "Faire un souhait, Étude de la rentrée" }).click();
  const wish = page.getByRole("group", { name: `Jours souhaités pour ${child}` });
  await withJournal(async () => {
    await wish.getByRole("checkbox").first().check({ force: true });
    await page.getByRole("button", { name: `Enregistrer le souhait de ${child}` }).click();
    await expect(page.getByText("Votre numéro : 0001")).toBeVisible();
  });
  await check(page);
  await wish.getByRole("checkbox").last().check({ force: true });
  await page.getByRole("button", { name: `Changer le souhait de ${child}` }).click();
  await expect(page.getByText("Votre numéro : 0001")).toBeVisible();

  const visitor = await as("nobody");
  await visitor.goto(`/tirages/${drawId}`);
  const promised = await row<{ commitment: string }>("SELECT commitment FROM draw WHERE id = ?", [drawId]);
  await expect(visitor.getByText(promised.commitment)).toBeVisible();
  await expect(visitor.getByText("publiée avec le résultat", { exact: true })).toBeVisible();

  const { closesAt } = await row<{ closesAt: Date }>("SELECT closes_at AS closesAt FROM draw WHERE id = ?", [drawId]);
  const later = await as("responsable", { now: new Date(new Date(closesAt).getTime() + 60_000) });
  await later.goto(`/gestion/tirages/${drawId}`);
  await later.getByRole("button", { name: "Tirer au sort" }).click();
  await expect(later.getByText("Le tirage est fait")).toBeVisible();
  await expect
    .poll(() => count("FROM draw_wish WHERE draw_id = ? AND answered_at IS NOT NULL", [drawId]), { timeout: 20_000 })
    .toBe(1);

  await visitor.reload();
  await expect(visitor.getByText("0001").first()).toBeVisible();
  expect(await visitor.content()).not.toContain(child);
  await check(visitor);
  const answer = await visitor.request.get(`/api/tirages/${drawId}`);
  const published = publishedDrawSchema.parse(await answer.json());
  expect([published.commitment, faultsOf(published)]).toEqual([promised.commitment, []]);
  const altered = published.result.map((one) => ({
    ...one,
    given: [],
    waiting: [...one.given, ...one.waiting].sort(),
  }));
  expect(faultsOf({ ...published, result: altered })).not.toEqual([]);
  const [first] = published.result;
  const booked = await count(
    `FROM booking b JOIN activity_day d ON d.id = b.activity_day_id JOIN draw_wish w ON w.child_id = b.child_id
     WHERE w.draw_id = ? AND b.state = 'booked' AND d.activity_id = ? AND d.day BETWEEN ? AND ?`,
    [drawId, activityId, monday, addDays(monday, 13)],
  );
  expect(booked).toBe(first?.given.length);
});
