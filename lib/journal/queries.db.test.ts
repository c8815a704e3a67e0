import { beforeAll, describe, expect, it } from "vitest";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { db } from "@/lib/server/db";
import { aFamily, anActivity, asParent, aTown, type Family } from "@/prisma/testing/bookings";
import { familyEntries } from "./queries";

let one: Family;
let other: Family;
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

beforeAll(async () => {
  const town = await aTown();
  canteen = (await anActivity(town, { days: ["2026-12-07"], capacity: 5 })).id;
  [one, other] = [await aFamily(town, [canteen]), await aFamily(town, [canteen])];
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
});
