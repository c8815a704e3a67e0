import { describe, expect, it } from "vitest";
import type { CommuneFileInput } from "@/lib/rulebook/schema";
import { smallTown } from "@/prisma/fixtures/small-town";
import { judgeAbsence } from "./rules-absences";
import type { AbsenceGiven } from "./rules-absences-conditions";

type Rule = NonNullable<NonNullable<CommuneFileInput["absences"]>["rules"]>[number];

const WEEK = ["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"];
const NEXT = ["2026-11-30", "2026-12-01"];
const same = { kind: "days", days: 0, at: "10:00" } as const;

function judge(
  rule: Rule,
  given: Partial<AbsenceGiven>,
  otherwise?: NonNullable<CommuneFileInput["absences"]>["otherwise"],
) {
  const file = smallTown({ absences: { rules: [rule], ...(otherwise ? { otherwise } : {}) } });
  const plain = { activity: "cantine", absentDays: WEEK, notices: [], proofs: [], facts: {} };
  return judgeAbsence(file, { ...plain, ...given });
}

/** Days of the month that stay due. */
function due(rule: Rule, given: Partial<AbsenceGiven>): number[] {
  return judge(rule, given)
    .filter(({ charge }) => charge !== "none")
    .map(({ day }) => Number(day.slice(8)));
}

describe("told in time", () => {
  it.each([
    ["2026-11-23T09:59", []],
    ["2026-11-23T10:00", [23]],
    ["2026-11-24T09:59", [23]],
    ["2026-11-27T11:00", [23, 24, 26, 27]],
  ])("each day for itself, at %s: %j due", (at, days) => {
    expect(due({ notice: same }, { notices: [{ at }] })).toEqual(days);
  });

  it.each([
    ["2026-11-23T09:59", []],
    ["2026-11-23T10:00", [23, 24, 26, 27]],
  ])("from its first day, at %s: %j due", (at, days) => {
    expect(due({ notice: same, noticeCovers: "from_first_day" }, { notices: [{ at }] })).toEqual(days);
  });

  it("is due when nobody told, and says so", () => {
    const [day] = judge({ notice: same }, { reason: "illness" });
    expect(day?.why.map(({ code }) => code)).toEqual(["absenceNotTold", "absenceDue"]);
  });

  it.each([
    ["2026-11-26T09:59", []],
    ["2026-11-26T10:00", [26]],
    ["2026-11-27T10:00", [27]],
  ])("an extension told at %s is judged by itself: %j due", (at, days) => {
    const notices = [{ at: "2026-11-23T08:00" }, { at, from: at.slice(0, 10) }];
    expect(due({ notice: same }, { notices })).toEqual(days);
    expect(due({ notice: same }, { notices: [{ at: "2026-11-23T08:00" }, { at }] })).toEqual(days);
  });

  it("may be told by another hour than the absence itself", () => {
    const rule: Rule = { notice: same, extensionNotice: { kind: "days", days: 1, at: "16:00" } };
    const first = { at: "2026-11-23T09:00" };
    expect(due(rule, { notices: [first, { at: "2026-11-25T15:59", from: "2026-11-26" }] })).toEqual([]);
    expect(due(rule, { notices: [first, { at: "2026-11-25T16:00", from: "2026-11-26" }] })).toEqual([26]);
  });

  it("leaves to the first notice the days that it announced", () => {
    const notices = [{ at: "2026-11-23T08:00" }, { at: "2026-11-24T16:00", from: "2026-11-26" }];
    expect(due({ notice: same }, { notices })).toEqual([]);
  });
});

describe("first days that stay due", () => {
  const notices = [{ at: "2026-11-23T08:00" }];

  it.each([
    [{ days: 1 }, [23]],
    [{ days: 2 }, [23, 24]],
    [{ days: 3, count: "calendar" }, [23, 24]],
    [{ days: 4, count: "calendar" }, [23, 24, 26]],
    [{ days: 3, count: "business" }, [23, 24]],
    [{ days: 3, count: "school" }, [23, 24, 26]],
    [{ days: 3, count: "open" }, [23, 24, 26]],
  ] as const)("%o from the first absence: %j due", (waiting, days) => {
    expect(due({ waiting }, { notices })).toEqual(days);
  });

  it.each([
    ["2026-11-23T08:00", [23, 24]],
    ["2026-11-24T08:00", [23, 24, 26]],
    ["2026-11-21T08:00", [23]],
  ])("three calendar days from a notice at %s: %j due", (at, days) => {
    expect(due({ waiting: { days: 3, count: "calendar", from: "notice" } }, { notices: [{ at }] })).toEqual(days);
  });

  it("begin again with an extension, when they run from the notice", () => {
    const rule: Rule = { waiting: { days: 1, count: "calendar", from: "notice" } };
    expect(due(rule, { notices: [{ at: "2026-11-23T08:00" }, { at: "2026-11-26T08:00" }] })).toEqual([23, 26]);
  });

  it("begin again after a day of presence", () => {
    const given = { absentDays: ["2026-11-23", "2026-11-26", "2026-11-27"], bookedDays: WEEK, notices };
    expect(due({ waiting: { days: 1 } }, given)).toEqual([23, 26]);
  });

  it("run on over a week-end", () => {
    const booked = [...WEEK, ...NEXT];
    expect(due({ waiting: { days: 1 } }, { absentDays: booked, bookedDays: booked, notices })).toEqual([23]);
  });

  it("cost what the rule says", () => {
    const [first, second] = judge({ waiting: { days: 1, charge: { amount: 200 } } }, { notices });
    expect([first?.charge, first?.isExcused, second?.charge, second?.isExcused]).toEqual([
      { amount: 200 },
      false,
      "none",
      true,
    ]);
  });
});

describe("proofs", () => {
  const certificate = (receivedAt: string | null) => [{ kind: "medical_certificate", receivedAt }];
  const proved = (within: object) => ({ evidence: { all: ["medical_certificate"], within } }) as Rule;

  it.each([
    [{ days: 2 }, "2026-11-25T23:59", []],
    [{ days: 2 }, "2026-11-26T00:00", [23, 24, 26, 27]],
    [{ days: 2, at: "12:00" }, "2026-11-25T12:00", [23, 24, 26, 27]],
    [{ days: 2, count: "school" }, "2026-11-26T23:59", []],
    [{ days: 2, from: "last_absence", count: "business" }, "2026-12-01T23:59", []],
    [{ days: 2, from: "last_absence", count: "business" }, "2026-12-02T00:00", [23, 24, 26, 27]],
    [{ days: 0, from: "return" }, "2026-11-30T23:59", []],
    [{ days: 0, from: "return" }, "2026-12-01T00:00", [23, 24, 26, 27]],
    [{ hours: 48, from: "notice" }, "2026-11-25T07:59", []],
    [{ hours: 48, from: "notice" }, "2026-11-25T08:00", [23, 24, 26, 27]],
    [{ hours: 48 }, "2026-11-25T11:29", []],
    [{ hours: 48, count: "business", from: "last_absence" }, "2026-12-01T11:29", []],
    [{ hours: 48, count: "business", from: "last_absence" }, "2026-12-01T11:30", [23, 24, 26, 27]],
  ])("within %j, received at %s: %j due", (within, receivedAt, days) => {
    const given = {
      notices: [{ at: "2026-11-23T08:00" }],
      proofs: certificate(receivedAt),
      bookedDays: [...WEEK, ...NEXT],
    };
    expect(due(proved(within), given)).toEqual(days);
  });

  it("are all wanted, or one of several", () => {
    const proofs = [{ kind: "phone", receivedAt: null }];
    expect(due({ evidence: { all: ["phone", "letter"] } }, { proofs })).toHaveLength(4);
    expect(due({ evidence: { any: ["phone", "letter"] } }, { proofs })).toEqual([]);
    expect(due({ evidence: { any: ["letter"] } }, { proofs })).toHaveLength(4);
  });

  it("say what is missing", () => {
    const late = judge(proved({ days: 2 }), { proofs: certificate("2026-12-01T08:00") });
    expect(late[0]?.why[0]).toEqual({ code: "proofLate", facts: { limit: "2026-11-26T00:00" } });
    expect(judge(proved({ days: 2 }), { reason: "illness" })[0]?.why[0]?.code).toBe("proofMissing");
  });
});

describe("reasons, length, requests", () => {
  it("knows a closed list, by the reason or by the proof that says it", () => {
    const rule: Rule = { reasons: ["illness", "strike"] };
    expect(due(rule, { reason: "illness" })).toEqual([]);
    expect(due(rule, { proofs: [{ kind: "illness", receivedAt: null }] })).toEqual([]);
    expect(due(rule, { reason: "convenience" })).toHaveLength(4);
    expect(due(rule, { notices: [{ at: "2026-11-01T08:00" }] })).toHaveLength(4);
  });

  it("deducts by itself only what is automatic", () => {
    expect(due({ automatic: true, notice: same }, {})).toEqual([]);
    expect(due({}, {})).toHaveLength(4);
    expect(due({}, { notices: [{ at: "2026-11-30T08:00" }] })).toEqual([]);
  });

  it.each([
    [{ minimumDays: 4 }, []],
    [{ minimumDays: 5 }, [23, 24, 26, 27]],
    [{ minimumDays: 5, minimumCount: "calendar" }, []],
    [{ minimumDays: 6, minimumCount: "calendar" }, [23, 24, 26, 27]],
  ] as const)("is long enough by %o: %j due", (rule, days) => {
    expect(due(rule, { reason: "illness" })).toEqual(days);
  });

  it("charges what the file says otherwise, else the full price", () => {
    const rule: Rule = { reasons: ["illness"] };
    expect(judge(rule, {}, [{ charge: { amount: 299 } }])[0]?.charge).toEqual({ amount: 299 });
    expect(judge(rule, {}, [{ activities: ["centre"], charge: "none" }])[0]?.charge).toBe("full");
  });

  it("tells what becomes of what was billed", () => {
    const credits = (["same_invoice", "next_invoice", "later_session"] as const).map(
      (as) => judge({ credit: { as, untilMonths: 2 } }, { reason: "illness" })[0]?.credit,
    );
    expect(credits.map((credit) => [credit?.month, credit?.until])).toEqual([
      ["2026-11", "2027-01"],
      ["2026-12", "2027-01"],
      [null, "2027-01"],
    ]);
  });
});
