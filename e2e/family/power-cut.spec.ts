/** The application is killed while families book, and started again: what it had confirmed is there, nothing is there twice. */
import { randomBytes } from "node:crypto";
import { expect } from "@playwright/test";
import { openConnection, rowsOf } from "@/prisma/connection";
import { startTestPortal } from "@/scripts/test/portal";
import { people } from "../support/accounts";
import { type Field, formsOf } from "../support/forms";
import { signIn, test } from "../support/test";

const WISHES = 40;

test("a power cut while a family books loses nothing that was confirmed, and doubles nothing", async ({ browser }) => {
  test.setTimeout(240_000);
  const portal = await startTestPortal(process.env.PORTAIL_SEEDED ?? "", {}, () => undefined);
  const connection = await openConnection(portal.environment.DATABASE_URL ?? "");
  const context = await browser.newContext({ baseURL: portal.url });
  try {
    const page = await context.newPage();
    await page.goto("/connexion");
    await signIn(page, people.nadia);
    const cells = (
      await rowsOf<{ cell: string }>(
        connection,
        `SELECT CONCAT(c.id, '.', d.id) AS cell FROM activity_day d
         JOIN enrolment e ON e.activity_id = d.activity_id AND e.state = 'accepted'
         JOIN child c ON c.id = e.child_id AND c.first_name = 'Yanis'
         WHERE d.day > CURRENT_DATE + INTERVAL 20 DAY AND d.closed_fr IS NULL AND d.taken < d.capacity
           AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.activity_day_id = d.id AND b.child_id = c.id AND b.live = 1)
         GROUP BY c.id, d.id ORDER BY d.day LIMIT ?`,
        [WISHES],
      )
    ).map((row) => row.cell);
    expect(cells.length).toBe(WISHES);
    const html = await (await page.request.get("/reservations")).text();
    const form = formsOf("/reservations", html).find(({ fields }) => fields.some(({ name }) => name === "_key"));
    const machine = form?.fields.filter(({ name }) => name.startsWith("$ACTION")) ?? [];
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");

    const orders = cells.map((cell) => ({ cell, key: randomBytes(18).toString("base64url") }));
    const post = (order: (typeof orders)[number]) => book(portal.url, cookie, [...machine, ...fieldsOf(order)]);
    const crash = new Promise((cut) => setTimeout(cut, 350)).then(portal.crash);
    const confirmed = await Promise.all(orders.map((order) => post(order).catch(() => null)));
    await crash;
    const before = confirmed.filter((reference) => reference !== null);
    expect(before.length, "all were answered before the cut").toBeLessThan(WISHES);
    const kept = await rowsOf<{ reference: string }>(
      connection,
      "SELECT reference FROM booking_order WHERE reference IN (?)",
      [[...before, "-"]],
    );
    expect(kept.map((row) => row.reference).sort()).toEqual([...before].sort());

    // Whoever got no answer sends the same form again.
    for (const [index, order] of orders.entries()) {
      if (confirmed[index] === null) expect(await post(order)).not.toBeNull();
    }
    const doubled = await rowsOf(
      connection,
      "SELECT child_id, activity_day_id, COUNT(*) AS n FROM booking WHERE live = 1 GROUP BY 1, 2 HAVING n > 1",
    );
    expect(doubled).toEqual([]);
    const booked = await rowsOf<{ cell: string }>(
      connection,
      "SELECT CONCAT(child_id, '.', activity_day_id) AS cell FROM booking WHERE live = 1 AND CONCAT(child_id, '.', activity_day_id) IN (?)",
      [cells],
    );
    expect(booked.map((row) => row.cell).sort()).toEqual([...cells].sort());
    const miscounted = await rowsOf(
      connection,
      `SELECT d.id FROM activity_day d WHERE d.taken <>
         (SELECT COUNT(*) FROM booking b WHERE b.activity_day_id = d.id AND b.state = 'booked')
         + (SELECT COUNT(*) FROM waiting_entry w WHERE w.activity_day_id = d.id AND w.state = 'offered')`,
    );
    expect(miscounted).toEqual([]);
    const untraced = await rowsOf(
      connection,
      `SELECT o.id FROM booking_order o WHERE o.created_at > NOW() - INTERVAL 10 MINUTE
         AND NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.type = 'booking.created' AND e.at = o.created_at)`,
    );
    expect(untraced).toEqual([]);
  } finally {
    await context.close();
    await connection.end();
    await portal.stop();
  }
});

function fieldsOf({ cell, key }: { cell: string; key: string }): Field[] {
  return [
    { name: "_key", value: key },
    { name: "ticked[]", value: cell },
  ];
}

/** The reference of the order, once the portal has said it; null for any other answer. */
async function book(url: string, cookie: string, fields: readonly Field[]): Promise<string | null> {
  const body = new FormData();
  for (const { name, value } of fields) body.append(name, value);
  const headers = { cookie, origin: url };
  const answer = await fetch(`${url}/reservations`, { method: "POST", body, headers, redirect: "manual" });
  return /\/reservations\/confirmation\/([^/?]+)/.exec(answer.headers.get("location") ?? "")?.[1] ?? null;
}
