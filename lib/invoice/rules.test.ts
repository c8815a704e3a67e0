import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chargesOf } from "@/lib/charge/rules";
import { sum } from "@/lib/kernel/money";
import { aDay, aMarked, facts, home, share } from "@/prisma/fixtures/charge";
import { communeFile } from "@/prisma/fixtures/rules";
import { draftsOf, groupFindings, isSameBilling, numberOf, refdetOf } from "./rules";

describe("drafts", () => {
  const order = { children: ["c1", "c2"], activities: ["a1"] };
  const keep = (billing: ReturnType<typeof chargesOf>) =>
    billing.charges.map((charge) => ({ ...charge, id: charge.sourceKey }));

  it("gather days of one price in one line and set excused absences beside them", () => {
    const days = [
      aDay({ activityDayId: "d2", day: "2026-11-05" }),
      aDay(),
      aDay({ activityDayId: "d3", day: "2026-11-06", attendance: aMarked("absent_justified") }),
      aDay({ activityDayId: "d4", day: "2026-11-09", attendance: aMarked("absent") }),
    ];
    const billing = chargesOf(facts({ days }));
    const { drafts } = draftsOf(keep(billing), billing.waived, order);
    expect(drafts).toMatchObject([
      {
        payerId: "p1",
        totalCents: 843,
        lines: [
          { kind: "booked", days: ["2026-11-03", "2026-11-05"], waived: ["2026-11-06"], quantity: 2, amountCents: 562 },
          { kind: "absence", days: ["2026-11-09"], quantity: 1, amountCents: 281 },
        ],
      },
    ]);
  });

  it.each([
    [99, undefined, 0, undefined],
    [100, undefined, 1, undefined],
    [499, { cents: 500, below: "carry" as const }, 0, undefined],
    [499, { cents: 500, below: "drop" as const }, 0, true],
    [500, { cents: 500, below: "drop" as const }, 1, undefined],
    [500, { cents: 500, below: "carry" as const }, 1, undefined],
    [501, { cents: 500, below: "carry" as const }, 1, undefined],
    [99, { cents: 50, below: "carry" as const }, 0, undefined],
    // PayFiP takes less than one euro for nobody; the rules drop less than half of it only.
    [99, { cents: 50, below: "drop" as const }, 0, undefined],
    [49, { cents: 50, below: "drop" as const }, 0, true],
  ])("of %s cents, the smallest being %s, make %s invoice", (cents, smallest, count, isDropped) => {
    const file = communeFile((own) => ({ ...own, prices: [{ activities: ["cantine"], price: cents }] }));
    const rules = [{ id: "v", label: "", since: "2026-09-01", file }];
    const { drafts, findings } = draftsOf(keep(chargesOf(facts({ rules }))), [], { ...order, smallest });
    expect([drafts.length, findings.length]).toEqual([count, 1 - count]);
    expect(findings.map((one) => "isDropped" in one && one.isDropped).filter(Boolean)).toEqual(isDropped ? [true] : []);
  });

  it("total their charges, to the cent", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 }), (numbers) => {
        const days = [...new Set(numbers)].map((number) =>
          aDay({
            activityDayId: `d${number}`,
            childId: `c${number % 3}`,
            day: `2026-11-${String(number).padStart(2, "0")}`,
          }),
        );
        const billing = chargesOf(facts({ days }));
        const { drafts } = draftsOf(keep(billing), billing.waived, order);
        const total = sum(billing.charges.map((charge) => charge.amountCents));
        expect(sum(drafts.map((draft) => draft.totalCents))).toBe(total);
        for (const draft of drafts)
          for (const line of draft.lines) expect(line.amountCents).toBe(line.quantity * line.unitCents);
      }),
    );
  });

  it("hold a flat month, a cap and a surcharge each on its own line, with its sum", () => {
    const on = (ruleCode: string, activityId: string) =>
      ["2026-11-03", "2026-11-05", "2026-11-06"].map((day) =>
        aDay({
          ...{ ruleCode, activityId, day, activityDayId: `${ruleCode}${day}` },
          booking: { id: day, householdId: "h1", priceCents: 200, timing: "in_time" },
        }),
      );
    const late = aDay({
      ...{ ruleCode: "garderie", activityId: "a4", startsAt: "16:30", endsAt: "18:30", activityDayId: "g" },
      booking: { id: "g", householdId: "h1", priceCents: 200, timing: "in_time" },
      attendance: aMarked("present", { departedAt: "18:50" }),
    });
    const billing = chargesOf(facts({ days: [...on("forfait", "a2"), ...on("plafond", "a3"), late] }));
    const { drafts } = draftsOf(keep(billing), [], { children: ["c1"], activities: ["a2", "a3", "a4"] });
    expect(drafts[0]?.lines.map((line) => [line.activityId, line.kind, line.quantity, line.amountCents])).toEqual([
      ["a2", "flat", 1, 4000],
      ["a3", "booked", 3, 600],
      ["a3", "combination", 1, -100],
      ["a4", "booked", 1, 200],
      ["a4", "late_pickup", 2, 1000],
    ]);
    expect(drafts[0]?.totalCents).toBe(5700);
  });

  it("say beside the line, not in it, what the family saw when it booked", () => {
    const booking = { id: "b1", householdId: "h1", priceCents: 150, timing: "in_time" as const };
    const billing = chargesOf(facts({ days: [aDay({ booking }), aDay({ activityDayId: "d2", day: "2026-11-05" })] }));
    const { drafts } = draftsOf(keep(billing), [], order);
    expect(drafts[0]?.lines.map(({ days, why }) => [days.length, why.bookedCents])).toEqual([
      [1, 150],
      [1, null],
    ]);
  });

  it("of two payers add up to each line", () => {
    const shares = [
      { ...share, sharePercent: 33 },
      { ...share, sharePercent: 67, payerId: "p2" },
    ];
    const days = [aDay(), aDay({ activityDayId: "d2", day: "2026-11-05" })];
    const billing = chargesOf(facts({ days, households: new Map([["h1", { ...home, shares }]]) }));
    const { drafts } = draftsOf(keep(billing), [], order);
    expect(drafts.map(({ payerId, totalCents }) => [payerId, totalCents])).toEqual([
      ["p1", 2 * 93],
      ["p2", 2 * 188],
    ]);
  });

  it("are the same billing whatever their order, and another when one amount differs", () => {
    const one = chargesOf(facts({ days: [aDay(), aDay({ activityDayId: "d2" })] })).charges;
    expect(isSameBilling(one, [...one].reverse())).toBe(true);
    expect(isSameBilling(one, one.slice(1))).toBe(false);
    expect(
      isSameBilling(
        one,
        one.map((charge) => ({ ...charge, amountCents: charge.amountCents + 1 })),
      ),
    ).toBe(false);
  });

  it("show one line for what one act mends", () => {
    const finding = { kind: "no-payer", childId: "c1", householdId: "h1", day: "2026-11-03" } as const;
    expect(groupFindings([finding, { ...finding, day: "2026-11-04" }])).toEqual([{ first: finding, count: 2 }]);
  });
});

describe("numbers and references", () => {
  it("are written with six digits, and absent from a draft", () => {
    expect(numberOf({ year: 2026, number: 1187 })).toBe("2026-001187");
    expect(numberOf({ year: null, number: null })).toBeNull();
  });

  it.each([
    ["RAS", "RAS2026001187"],
    ["r-1", "R12026001187"],
    ["", "2026001187"],
  ])("of a régie « %s »", (code, refdet) => expect(refdetOf(code, 2026, 1187)).toBe(refdet));

  it("refuse a code that does not fit", () => expect(() => refdetOf("A".repeat(25), 2026, 1)).toThrow());
});
