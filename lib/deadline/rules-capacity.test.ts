import { describe, expect, it } from "vitest";
import type { CommuneFileInput } from "@/lib/rulebook/schema";
import { smallTown } from "@/prisma/fixtures/small-town";
import { capacityOn, sharingOf, type Taken } from "./rules-capacity";
import { orderCandidates, priorityOf } from "./rules-priorities";

type Capacity = NonNullable<CommuneFileInput["capacity"]>;

function leftIn(capacity: Capacity, asked: Taken & { day?: string; age?: number; school?: string }) {
  const { day = "2026-11-24", age, school, ...taken } = asked;
  const facts = { age, school };
  return capacityOn(smallTown({ capacity }), { activity: "cantine", day, facts, ...taken }).left;
}

describe("places", () => {
  it.each([
    [{ places: 60 }, 59, 1],
    [{ places: 60 }, 60, 0],
    [{ places: 60 }, 75, 0],
    [{ places: 60, byWeekday: { tue: 70 } }, 60, 10],
    [{ byWeekday: { mon: 70 } }, 60, null],
    [{ places: 60, when: { school: "nord" } }, 60, null],
    [{ places: 60, activities: ["centre"] }, 60, null],
    [{ places: 60, inForce: "2027-01-01.." }, 60, null],
  ])("%o with %i taken: %s left", (rule, taken, left) => {
    expect(leftIn([rule], { taken })).toBe(left);
  });

  it("leaves what the tightest rule leaves", () => {
    const capacity: Capacity = [{ places: 60 }, { places: 20, when: { school: "nord" } }];
    expect(leftIn(capacity, { taken: 15, school: "nord" })).toBe(5);
    expect(leftIn(capacity, { taken: 15, school: "sud" })).toBe(45);
  });

  it("counts activities together when they share their places", () => {
    const shared: Capacity = [{ places: 30, activities: ["cantine", "centre"], together: true }];
    expect(leftIn(shared, { taken: { cantine: 10, centre: 15, atelier: 9 } })).toBe(5);
    expect(leftIn([{ places: 30 }], { taken: { cantine: 10, centre: 15 } })).toBe(20);
    expect(sharingOf(smallTown({ capacity: shared }), "cantine")).toEqual(["cantine", "centre"]);
  });

  it("keeps places for some children", () => {
    const kept: Capacity = [{ places: 30, reserved: [{ when: { school: "nord" }, places: 5 }] }];
    expect(leftIn(kept, { taken: 25, school: "sud" })).toBe(0);
    expect(leftIn(kept, { taken: 25, school: "nord" })).toBe(5);
    expect(leftIn(kept, { taken: 25, school: "sud", reservedTaken: [5] })).toBe(5);
  });
});

describe("staff", () => {
  const ratios = [
    { age: "<6", children: 8 },
    { age: ">=6", children: 12 },
  ];

  it.each([
    [{ 4: 8, 8: 12 }, 4, 8],
    [{ 4: 8, 8: 13 }, 4, 0],
    [{ 4: 9, 8: 12 }, 8, 0],
    [{ 5: 23 }, 5, 1],
    [{ 5: 24 }, 6, 0],
  ])("three people with children of %o: %i years old, %i left", (ageCounts, age, left) => {
    expect(leftIn([{ staff: { people: 3, ratios } }], { taken: 0, ageCounts, age })).toBe(left);
  });

  it("may look after ages together when the file says so", () => {
    const mixed = { people: 1, ratios, mixed: true };
    expect(leftIn([{ staff: mixed }], { taken: 10, ageCounts: { 4: 4, 8: 6 }, age: 4 })).toBe(0);
    expect(leftIn([{ staff: mixed }], { taken: 9, ageCounts: { 4: 4, 8: 5 }, age: 8 })).toBe(1);
    expect(leftIn([{ staff: { people: 1, ratios } }], { taken: 9, ageCounts: { 4: 4, 8: 5 }, age: 8 })).toBe(0);
  });

  it("takes the strictest ratio for a child whose age nobody said", () => {
    expect(leftIn([{ staff: { people: 1, ratios } }], { taken: 7 })).toBe(1);
  });
});

describe("who comes first", () => {
  const file = smallTown({
    priorities: [
      {
        activities: ["centre"],
        ties: "draw",
        order: [
          { when: { resident: true, grade: "maternelle" }, label: "Maternelles de la commune" },
          { when: { resident: true }, label: "Commune" },
        ],
      },
    ],
  });
  const candidates = [
    { id: "a", facts: { resident: false }, askedAt: "2026-09-01T08:00", draw: 1 },
    { id: "b", facts: { resident: true, grade: "CP" }, askedAt: "2026-09-01T08:01", draw: 3 },
    { id: "c", facts: { resident: true, grade: "CP" }, askedAt: "2026-09-01T08:02", draw: 2 },
    { id: "d", facts: { resident: true, grade: "PS" }, askedAt: "2026-09-01T08:03", draw: 4 },
  ];

  it("is told by the first condition that holds, then by the draw", () => {
    expect(orderCandidates(file, "centre", candidates).map(({ candidate }) => candidate.id)).toEqual([
      "d",
      "c",
      "b",
      "a",
    ]);
    expect(priorityOf(file, "centre", { grade: "PS" })).toEqual({ rank: 1, label: "Maternelles de la commune" });
  });

  it("is told by time where the file says nothing, whatever the order they are given in", () => {
    const ids = (list: typeof candidates) =>
      orderCandidates(file, "cantine", list).map(({ candidate }) => candidate.id);
    expect(ids(candidates)).toEqual(["a", "b", "c", "d"]);
    expect(ids([...candidates].reverse())).toEqual(["a", "b", "c", "d"]);
  });
});
