import { describe, expect, it } from "vitest";
import type { Facts } from "@/lib/clause/rules-conditions";
import type { CommuneFile, CommuneFileInput } from "@/lib/rulebook/schema";
import { smallTown } from "@/prisma/fixtures/small-town";
import { type Asked, decide } from "./rules";
import { previewOf } from "./rules-preview";

type Deadlines = NonNullable<CommuneFileInput["deadlines"]>;

const TUESDAY = { activity: "cantine", day: "2026-11-24", facts: {} };
const eve = { kind: "days", days: 1, at: "10:00" } as const;
const morning = { kind: "days", days: 0, at: "08:00" } as const;

function ask(file: CommuneFile, asked: Partial<Asked> & Pick<Asked, "now">) {
  return decide(file, { action: "book", ...TUESDAY, ...asked });
}

function codes(file: CommuneFile, asked: Partial<Asked> & Pick<Asked, "now">) {
  return ask(file, asked).why.map(({ code }) => code);
}

function withDeadlines(...deadlines: Deadlines) {
  return smallTown({ deadlines });
}

describe("just before, on and after the limit", () => {
  const outcomes = ["late", "unbooked", "charged", "refused", "not_said"] as const;

  it.each([
    ["late", "accepted_at_higher_price", "late", "late"],
    ["unbooked", "accepted_at_higher_price", "none", "unbooked"],
    ["charged", "accepted", "in_time", "due"],
    ["refused", "refused", "late", "tooLate"],
    ["not_said", "out_of_time", "late", "notSaid"],
  ] as const)("a booking, otherwise %s: %s", (otherwise, outcome, booking, code) => {
    const file = withDeadlines({ actions: ["book"], windows: [{ until: eve }], otherwise, label: "La veille" });
    expect(ask(file, { now: "2026-11-23T09:59" })).toMatchObject({
      outcome: "accepted",
      booking: "in_time",
      closesAt: "2026-11-23T10:00",
    });
    for (const now of ["2026-11-23T10:00", "2026-11-23T10:01"]) {
      expect(ask(file, { now })).toMatchObject({ outcome, booking, closesAt: "2026-11-23T10:00" });
    }
    const [why] = ask(file, { now: "2026-11-23T10:00" }).why;
    expect(why).toEqual({ code, label: "La veille", facts: { limit: "2026-11-23T10:00" } });
  });

  it.each(outcomes)("a cancellation, otherwise %s: charged", (otherwise) => {
    const file = withDeadlines({ actions: ["cancel"], windows: [{ until: eve }], otherwise });
    expect(ask(file, { action: "cancel", now: "2026-11-23T09:59" }).outcome).toBe("not_charged");
    expect(ask(file, { action: "cancel", now: "2026-11-23T10:00" }).outcome).toBe("charged");
  });

  it("has no limit where the file names none", () => {
    expect(ask(smallTown(), { now: "2026-11-24T12:00" })).toMatchObject({ outcome: "accepted", closesAt: null });
  });

  it("follows the booking for a change that has no deadline of its own", () => {
    const file = withDeadlines({ actions: ["book"], windows: [{ until: eve }], otherwise: "refused" });
    expect(ask(file, { action: "change", now: "2026-11-23T10:00" }).outcome).toBe("refused");
    const own = withDeadlines(
      { actions: ["book"], windows: [{ until: eve }], otherwise: "refused" },
      { actions: ["change"], windows: [{ until: morning }], otherwise: "refused" },
    );
    expect(ask(own, { action: "change", now: "2026-11-23T10:00" }).outcome).toBe("accepted");
  });
});

describe("windows", () => {
  const monthly = withDeadlines({
    actions: ["book"],
    windows: [
      {
        from: { kind: "full_week", weekday: "mon" },
        until: { kind: "full_week", weekday: "fri" },
      },
      { from: { kind: "weekday", weekday: "fri" }, until: { kind: "weekday", weekday: "fri" }, ifPlaces: true },
    ],
    otherwise: "refused",
  });
  const december = { day: "2026-12-10", facts: {} };

  it.each([
    ["2026-11-22T23:59", "refused", "notYet"],
    ["2026-11-23T00:00", "accepted", "inTime"],
    ["2026-11-27T23:59", "accepted", "inTime"],
    ["2026-11-28T00:00", "refused", "tooLate"],
    ["2026-12-04T00:00", "accepted", "inTime"],
    ["2026-12-05T00:00", "refused", "tooLate"],
  ])("at %s: %s (%s)", (now, outcome, code) => {
    expect(ask(monthly, { ...december, now }).outcome).toBe(outcome);
    expect(codes(monthly, { ...december, now })[0]).toBe(code);
  });

  it("says when the next one opens", () => {
    expect(ask(monthly, { ...december, now: "2026-11-20T09:00" })).toMatchObject({
      opensAt: "2026-11-23T00:00",
      closesAt: "2026-11-28T00:00",
    });
    expect(ask(monthly, { ...december, now: "2026-12-01T09:00" }).opensAt).toBe("2026-12-04T00:00");
  });

  it("holds one « if places are left » only while there are", () => {
    const now = "2026-12-04T09:00";
    expect(ask(monthly, { ...december, now, facts: { placesLeft: 1 } }).outcome).toBe("accepted");
    expect(ask(monthly, { ...december, now, facts: { placesLeft: 0 } }).outcome).toBe("refused");
    expect(codes(monthly, { ...december, now, facts: { placesLeft: 0 } })).toContain("noPlaces");
  });

  it("is never late before it opens", () => {
    const file = withDeadlines({ actions: ["book"], windows: [{ from: eve, until: morning }], otherwise: "late" });
    expect(ask(file, { now: "2026-11-23T09:00" })).toMatchObject({ outcome: "refused", opensAt: "2026-11-23T10:00" });
  });

  it("charges what a late cancellation costs", () => {
    const file = withDeadlines({
      actions: ["cancel"],
      windows: [{ until: eve }, { until: morning, verdict: "charged", charge: 150 }],
      otherwise: "charged",
    });
    expect(ask(file, { action: "cancel", now: "2026-11-23T12:00" })).toMatchObject({
      outcome: "charged",
      charge: { amount: 150 },
    });
    expect(ask(file, { action: "cancel", now: "2026-11-24T09:00" })).not.toHaveProperty("charge");
  });

  it("says that no limit is told for a day without a row", () => {
    const rows = [{ for: "2026-12-01..2026-12-31", on: "2026-11-20" }];
    const file = withDeadlines({
      actions: ["book"],
      windows: [{ until: { kind: "dates", rows } }],
      otherwise: "refused",
    });
    expect(ask(file, { now: "2026-11-01T09:00" }).outcome).toBe("refused");
    expect(codes(file, { now: "2026-11-01T09:00" })).toContain("limitNotTold");
  });
});

describe("which deadline", () => {
  const file = withDeadlines(
    {
      actions: ["cancel"],
      when: { afterHolidays: true },
      windows: [{ until: { kind: "before_holidays", at: "11:00" } }],
      otherwise: "charged",
    },
    {
      actions: ["cancel"],
      when: { channel: "phone" },
      windows: [{ until: morning, when: { reason: ["illness", "strike"] } }],
      otherwise: "charged",
    },
    { actions: ["cancel"], inForce: "2027-01-01..", windows: [{ until: morning }], otherwise: "charged" },
    { actions: ["cancel"], activities: ["cantine"], windows: [{ until: eve }], otherwise: "charged" },
  );

  it.each<[string, Partial<Asked> & Pick<Asked, "now">, string]>([
    ["the day of return, before the holidays", { day: "2026-11-02", now: "2026-10-16T10:59" }, "not_charged"],
    ["the day of return, during them", { day: "2026-11-02", now: "2026-10-16T11:00" }, "charged"],
    ["the day after the return", { day: "2026-11-03", now: "2026-11-02T09:59" }, "not_charged"],
    ["by phone, ill", { now: "2026-11-24T07:59", facts: { channel: "phone", reason: "illness" } }, "not_charged"],
    ["by phone, for convenience", { now: "2026-11-20T08:00", facts: { channel: "phone", reason: "other" } }, "charged"],
    ["on the portal, on the eve", { now: "2026-11-23T09:59", facts: { channel: "portal" } }, "not_charged"],
    ["in the next version of the rule", { day: "2027-01-05", now: "2027-01-05T07:59" }, "not_charged"],
    ["in the version before", { day: "2026-12-15", now: "2026-12-15T07:59" }, "charged"],
    ["of an activity without deadline", { activity: "atelier", now: "2026-11-24T22:00" }, "not_charged"],
  ])("%s", (_, asked, outcome) => {
    expect(ask(file, { action: "cancel", ...asked }).outcome).toBe(outcome);
  });

  it("says that the reason given is none of the list", () => {
    const facts = { channel: "phone", reason: "other" };
    expect(codes(file, { action: "cancel", now: "2026-11-20T08:00", facts })).toEqual([
      "lateCancelAlways",
      "conditionNotMet",
    ]);
  });
});

describe("what comes before the deadline", () => {
  const file = smallTown({
    facts: [{ id: "file_complete", of: "household", label: "Dossier complet", default: true }],
    activities: [
      { id: "cantine", name: "Cantine", kind: "canteen", open: { weekdays: ["mon", "tue", "thu", "fri"] } },
      { id: "etude", name: "Étude", kind: "study", open: {}, after: "cantine" },
      { id: "atelier", name: "Atelier", kind: "workshop" },
    ],
    eligibility: [
      { label: "Dossier complet", requires: { file_complete: true } },
      { label: "Pour les élémentaires", activities: ["etude"], requires: { grade: "elementaire" } },
    ],
    capacity: [{ activities: ["etude"], places: 20 }],
    deadlines: [{ actions: ["book", "cancel"], windows: [{ until: eve }], otherwise: "refused" }],
  });
  const now = "2026-11-01T09:00";

  it.each<[string, Partial<Asked>, string]>([
    ["an activity of another file", { activity: "piscine" }, "unknownActivity"],
    ["a public holiday", { day: "2026-11-11" }, "closedPublicHoliday"],
    ["a Wednesday", { day: "2026-11-25" }, "closedWeekday"],
    ["holidays", { day: "2026-12-22" }, "closedHolidays"],
    ["a year that nobody told", { day: "2029-01-15" }, "closedUnknownYear"],
    ["an incomplete file", { facts: { file_complete: false } }, "notEligible"],
    ["a class that may not come", { activity: "etude", facts: { grade: "PS" } }, "notEligible"],
    ["an activity that needs another", { activity: "etude", booked: ["atelier"] }, "needsOther"],
    ["a full activity", { activity: "etude", capacity: { taken: 20 } }, "full"],
    ["no place, as the caller counted", { activity: "etude", facts: { placesLeft: 0 } }, "noPlaces"],
  ])("refuses %s", (_, asked, code) => {
    expect(ask(file, { now, ...asked }).outcome).toBe("refused");
    expect(codes(file, { now, ...asked })).toContain(code);
  });

  it.each<[string, Partial<Asked>]>([
    ["the last place", { activity: "etude", capacity: { taken: 19 } }],
    ["a class that nobody told, and says so", { activity: "etude" }],
    ["a child booked in what comes before", { activity: "etude", booked: ["cantine"] }],
    ["an activity that does not say its days", { activity: "atelier", day: "2026-11-25" }],
  ])("accepts %s", (_, asked) => {
    expect(ask(file, { now, ...asked }).outcome).toBe("accepted");
  });

  it("lets one cancel on a day that was closed since, or of a full activity", () => {
    expect(ask(file, { action: "cancel", day: "2026-11-25", now }).outcome).toBe("not_charged");
    expect(ask(file, { action: "cancel", activity: "etude", capacity: { taken: 20 }, now }).outcome).toBe(
      "not_charged",
    );
  });
});

describe("the preview of a day", () => {
  it("tells each action's windows", () => {
    const file = withDeadlines(
      { actions: ["book", "cancel"], windows: [{ until: eve, when: { regularity: "occasional" } }], otherwise: "late" },
      { actions: ["cancel"], windows: [{ until: morning }], otherwise: "charged" },
    );
    const preview = (facts: Facts) => previewOf(file, { activity: "cantine", day: "2026-11-24", facts });
    expect(preview({ regularity: "occasional" }).map(({ action }) => action)).toEqual(["book", "change", "cancel"]);
    expect(preview({ regularity: "occasional" })[0]?.windows[0]?.closesAt).toBe("2026-11-23T10:00");
    expect(preview({})[0]).toMatchObject({ windows: [], otherwise: "late" });
  });
});
