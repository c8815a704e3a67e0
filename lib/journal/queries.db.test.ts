import { beforeAll, describe, expect, it, vi } from "vitest";
import { officeLines } from "@/lib/evidence/queries-office";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aFamily, anActivity, asParent, aTown, type Family, monday } from "@/prisma/testing/bookings";
import { tamper } from "@/prisma/testing/journal";
import { familyCount, familyEntries, proofOfObjects, proofOfOrder, proofOfSaved } from "./queries";

let one: Family;
let other: Family;
let third: Family;
let canteen: string;

const read = (family: Family, wish: Parameters<typeof familyEntries>[2]) =>
  familyEntries(db(), { scope: family.scope, today: "2026-11-23", locale: "fr" }, wish);

const booked = (family: Family, day: string) =>
  asParent(family, (context) =>
    record(context, {
      type: "booking.created",
      subject: { kind: "household", id: family.householdId },
      object: { kind: "booking", id: newId() },
      body: { order: "VAL-AAAA-BBBB", childId: family.childIds[0], activityId: canteen, day, cents: 280 },
    }),
  );

/** Of the household's, as when a parent who lives elsewhere pays for a child. */
async function invoicePaidElsewhere({ householdId }: Family): Promise<string> {
  const id = newId();
  const about = { regieId: newId(), kind: "invoice" as const, month: "2026-10", householdId, payerId: newId() };
  await db().invoice.create({
    data: { id, ...about, state: "draft", recipient: {}, totalCents: 5000, createdAt: monday },
  });
  return id;
}

beforeAll(async () => {
  const town = await aTown();
  canteen = (await anActivity(town, { days: ["2026-12-07"], capacity: 5 })).id;
  [one, other, third] = [
    await aFamily(town, [canteen]),
    await aFamily(town, [canteen]),
    await aFamily(town, [canteen]),
  ];
  await booked(one, "2026-12-07");
  await booked(one, "2026-12-08");
  await booked(other, "2026-12-10");
});

describe("the journal of a family", () => {
  it("tells its own confirmation in one sentence, and nothing of another household", async () => {
    const { entries } = await read(one, { group: "all", take: 10 });
    expect(entries.map((entry) => entry.did)).toEqual(["Vous avez réservé"]);
    expect(entries[0]?.facts.replaceAll("\u00a0", " ")).toBe("cantine, Léa, lundi 7 et mardi 8 décembre, 5,60 €");
  });

  it.each([
    ["words that it says", "mardi lea", 1],
    ["words that only another household's says", "jeudi", 0],
  ])("is found by %s", async (_, search, count) => {
    const { entries, total } = await read(one, { group: "all", search, take: 10 });
    expect([entries.length, total]).toEqual([count, count]);
  });

  it("is filtered by child, and a stranger's child finds nothing", async () => {
    const found = async (childId: string) => (await read(one, { group: "all", childId, take: 10 })).total;
    expect(await found(one.childIds[0] ?? "")).toBe(1);
    expect(await found(other.childIds[0] ?? "")).toBe(0);
  });

  it("keeps silent about an invoice of the household that somebody elsewhere pays", async () => {
    await asParent(one, (context) =>
      record(context, {
        type: "invoice.issued",
        subject: { kind: "household", id: one.householdId },
        object: { kind: "invoice", id: newId() },
        body: { month: "2026-10", cents: 5000 },
      }),
    );
    expect((await read(one, { group: "invoices", take: 10 })).entries).toEqual([]);
  });

  it("does not count it either, nor does a page stay short of it, when only its payload names it", async () => {
    const invoiceId = await invoicePaidElsewhere(third);
    await asParent(third, (context) =>
      record(context, {
        type: "payment.confirmed",
        subject: { kind: "household", id: third.householdId },
        object: { kind: "payment", id: newId() },
        body: { invoiceId, cents: 5000 },
      }),
    );
    await booked(third, "2026-12-11");
    await booked(third, "2026-12-14");
    const reader = { scope: third.scope, today: "2026-11-23" };
    const period = { since: "2026-11-01", until: "2026-11-30" };
    expect(await familyCount(db(), reader, period)).toBe(2);
    const { entries, total } = await read(third, { group: "all", skip: 1, take: 10 });
    expect([entries.length, total]).toEqual([1, 2]);
  });
});

it("tells a line whose content was altered as illegible, not as erased, beside the others", async () => {
  const family = await aFamily(await aTown(), []);
  const changed = await asParent(family, (context) =>
    record(context, {
      type: "household.contact-changed",
      subject: { kind: "household", id: family.householdId },
      object: { kind: "guardian", id: newId() },
      body: { after: { phone: "06 39 98 12 34" } },
    }),
  );
  await booked(family, "2026-12-07");
  await tamper(`UPDATE audit_part SET payload = REVERSE(payload) WHERE event_id = '${changed}'`);
  const { entries } = await read(family, { group: "all", take: 10 });
  const told = entries.map(({ id, erased, notes }) => [id === changed, erased, notes.at(-1) ?? null]);
  expect(told).toHaveLength(2);
  expect(told).toContainEqual([true, false, "Le contenu de cette ligne est illisible."]);
});

it("stands when the household's data key was altered: its lines are illegible, and what is done since is told", async () => {
  const family = await aFamily(await aTown(), []);
  await booked(family, "2026-12-07");
  const { pseudonym } = await db().pseudonym.findFirstOrThrow({ where: { ownerId: family.householdId } });
  await tamper(`UPDATE data_key SET wrapped = REVERSE(wrapped) WHERE pseudonym = '${pseudonym}'`);
  // Another process, which has not met this household yet.
  vi.resetModules();
  const { record: recordElsewhere } = await import("@/lib/evidence/record");
  const changed = await asParent(family, (context) =>
    recordElsewhere(context, {
      type: "household.contact-changed",
      subject: { kind: "household", id: family.householdId },
      object: { kind: "guardian", id: newId() },
      body: { after: { phone: "06 39 98 12 34" } },
    }),
  );
  const { entries } = await read(family, { group: "all", take: 10 });
  const told = entries.map(({ id, notes }) => [id === changed, notes.at(-1) ?? null]);
  const illegible = "Le contenu de cette ligne est illisible.";
  expect(told).toHaveLength(2);
  expect(told).toContainEqual([false, illegible]);
  expect(told).not.toContainEqual([true, illegible]);
  const office = await officeLines(db(), {
    subjects: [{ kind: "household", id: family.householdId }],
    types: ["booking.created"],
    take: 5,
  });
  expect(office.map(({ body, illegible: closed }) => [body, closed])).toEqual([[null, true]]);
});

describe("what a confirmation shows", () => {
  const reader = (family: Family) => ({ scope: family.scope, today: "2026-11-23" });

  it("has the lines of its order and no other, pending until they are sealed; another family's order has none", async () => {
    const asked = { reference: "VAL-AAAA-BBBB", day: "2026-11-23" };
    const mine = await proofOfOrder(db(), reader(one), asked);
    expect([mine.total, mine.lines.map(({ isSealed }) => isSealed)]).toEqual([2, [false, false]]);
    expect((await proofOfOrder(db(), reader(other), asked)).total).toBe(1);
    expect((await proofOfOrder(db(), reader(one), { ...asked, reference: "VAL-CCCC-DDDD" })).total).toBe(0);
  });

  it("has the change that was saved just now, and none a quarter of an hour later", async () => {
    const saved = await asParent(one, (context) =>
      record(context, {
        type: "household.contact-changed",
        subject: { kind: "household", id: one.householdId },
        object: { kind: "guardian", id: newId() },
        body: { after: { phone: "06 39 98 12 34" } },
      }),
    );
    const at = async (family: Family, minutes: number) => {
      const now = new Date(monday.getTime() + minutes * 60_000);
      return (await proofOfSaved(db(), { ...reader(family), now }))?.lines.map(({ id }) => id) ?? [];
    };
    expect([await at(one, 1), await at(one, 15), await at(one, 16), await at(other, 1)]).toEqual([
      [saved],
      [saved],
      [],
      [],
    ]);
  });

  it("has the lines of a payment for who pays it, and none for another family", async () => {
    const paymentId = newId();
    await asParent(one, (context) =>
      record(context, {
        type: "payment.started",
        subject: { kind: "household", id: one.householdId },
        object: { kind: "payment", id: paymentId },
        body: { cents: 280 },
      }),
    );
    const totals = [];
    for (const family of [one, other]) {
      totals.push((await proofOfObjects(db(), reader(family), [`payment/${paymentId}`])).lines.length);
    }
    expect(totals).toEqual([1, 0]);
  });
});
