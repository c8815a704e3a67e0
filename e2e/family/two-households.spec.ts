/** One child, two homes: each parent books their own weeks and reads nothing of the other's address or telephone: docs/scenarios.md. */
import { expect } from "@playwright/test";
import { mondayOf } from "@/lib/kernel/civil-date";
import { row, rows } from "../support/database";
import { freeBoxes, openWeek } from "../support/journey";
import { test } from "../support/test";

type Home = { line: string; phone: string | null; childId: string };

async function homeOf(firstName: string): Promise<Home> {
  return row<Home>(
    `SELECT ad.line, g.phone, ch.child_id AS childId FROM guardian g
     JOIN household_member m ON m.guardian_id = g.id JOIN household_address ad ON ad.household_id = m.household_id
     JOIN child_household ch ON ch.household_id = m.household_id JOIN child c ON c.id = ch.child_id AND c.first_name = 'Tom'
     WHERE g.first_name = ? AND g.last_name IN ('Durand', 'Morel') ORDER BY ad.since DESC LIMIT 1`,
    [firstName],
  );
}

test("neither parent reads the other's address or telephone, anywhere", async ({ as, check }) => {
  const homes = { camille: await homeOf("Camille"), sacha: await homeOf("Sacha") };
  for (const [own, other] of [
    ["camille", "sacha"],
    ["sacha", "camille"],
  ] as const) {
    const page = await as(own);
    const child = `/enfants/${homes[own].childId}`;
    for (const path of [
      "/accueil",
      "/foyer",
      child,
      `${child}/contacts`,
      `${child}/personnes-autorisees`,
      "/reservations",
      "/factures",
      "/journal",
    ]) {
      await page.goto(path);
      const html = await page.content();
      expect(html, `${own} reads ${path}`).not.toContain(homes[other].line);
      if (homes[other].phone) expect(html, `${own} reads ${path}`).not.toContain(homes[other].phone);
    }
    await check(page);
  }
});

test("on a week that is the other parent's, the grid says so and books nothing", async ({ as, check }) => {
  const days = await rows<{ day: string }>(
    `SELECT DISTINCT d.day FROM activity_day d JOIN activity a ON a.id = d.activity_id AND a.kind = 'canteen'
     JOIN site s ON s.id = a.site_id AND s.code = 'OLI' WHERE d.day > CURRENT_DATE + INTERVAL 21 DAY ORDER BY d.day LIMIT 25`,
  );
  const mondays = [...new Set(days.map(({ day }) => mondayOf(day)))].slice(0, 2);
  const [camille, sacha] = [await as("camille"), await as("sacha")];
  for (const monday of mondays) {
    await openWeek(camille, monday);
    await openWeek(sacha, monday);
    const [hers, theirs] = [
      await freeBoxes(camille, "Tom", "cantine").count(),
      await freeBoxes(sacha, "Tom", "cantine").count(),
    ];
    expect(Math.min(hers, theirs), `week of ${monday}`).toBe(0);
    await check(sacha);
  }
});
