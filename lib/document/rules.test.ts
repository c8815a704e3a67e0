import { describe, expect, it } from "vitest";
import {
  askedOf,
  faultOfDates,
  type Given,
  isAsked,
  type Need,
  needsAction,
  type Situation,
  standingOf,
  validUntil,
} from "./rules";

const dates = { issuedOn: null, stated: null, givenOn: "2026-11-23", yearEndsOn: "2027-08-31" };

describe("how long a document holds", () => {
  it.each([
    ["school-year", { lasts: "school-year" } as const, {}, "2027-08-31"],
    ["twelve months from its date", { lasts: "months", months: 12 } as const, { issuedOn: "2026-11-01" }, "2027-10-31"],
    ["a month that is too short", { lasts: "months", months: 3 } as const, { issuedOn: "2026-11-30" }, "2027-02-27"],
    ["a leap day", { lasts: "months", months: 12 } as const, { issuedOn: "2028-02-29" }, "2029-02-27"],
    ["the end it states", { lasts: "stated" } as const, { stated: "2027-03-15" }, "2027-03-15"],
    ["no stated end", { lasts: "stated" } as const, {}, null],
    ["no end", { lasts: "unlimited" } as const, { stated: "2027-03-15" }, null],
  ])("%s", (_name, validity, given, until) => {
    expect(validUntil(validity, { ...dates, ...given })).toBe(until);
  });
});

describe("a document that must be recent", () => {
  const fresh = { lasts: "school-year", freshMonths: 3 } as const;
  it.each([
    ["2026-08-22", "too-old"],
    ["2026-08-23", null],
    ["2026-08-24", null],
    ["2026-11-23", null],
    ["2026-11-24", "issue-date-ahead"],
    [null, "issue-date-needed"],
  ])("dated %s is %s", (issuedOn, fault) => {
    expect(faultOfDates(fresh, { issuedOn, stated: null, givenOn: "2026-11-23" })).toBe(fault);
  });

  it.each([
    ["2026-11-22", "already-ended"],
    ["2026-11-23", null],
  ])("stated until %s is %s", (stated, fault) => {
    expect(faultOfDates({ lasts: "stated" }, { issuedOn: null, stated, givenOn: "2026-11-23" })).toBe(fault);
  });
});

const given = (state: Given["state"], more: Partial<Given> = {}): Given => ({
  ...{ id: "a", state, givenOn: "2026-09-10", validUntil: "2027-08-31", motive: null },
  ...more,
});

describe("where a kind stands", () => {
  it("is missing before anything was given, also when only a draft or a withdrawn one is there", () => {
    expect(standingOf([], "2026-11-23")).toEqual({ status: "missing" });
    expect(standingOf([given("draft"), given("withdrawn")], "2026-11-23")).toEqual({ status: "missing" });
  });

  it.each([
    ["2027-07-31", { status: "valid", until: "2027-08-31", renew: false }],
    ["2027-08-01", { status: "valid", until: "2027-08-31", renew: true }],
    ["2027-08-31", { status: "valid", until: "2027-08-31", renew: true }],
    ["2027-09-01", { status: "expired", since: "2027-08-31" }],
  ])("accepted until 31 August, on %s", (today, standing) => {
    expect(standingOf([given("validated")], today)).toEqual(standing);
  });

  it("keeps what holds while a newer one waits, and does not ask to renew meanwhile", () => {
    const both = [given("validated"), given("waiting", { id: "b", givenOn: "2027-08-20" })];
    expect(standingOf(both, "2027-08-25")).toEqual({ status: "valid", until: "2027-08-31", renew: false });
    expect(standingOf(both, "2027-09-01")).toEqual({ status: "waiting", since: "2027-08-20" });
  });

  it("says why the last one was refused, and no more once another was accepted", () => {
    const refused = given("refused", { motive: "La date est illisible." });
    expect(standingOf([refused], "2026-11-23")).toEqual({ status: "refused", motive: "La date est illisible." });
    const later = given("validated", { id: "b", givenOn: "2026-10-01", validUntil: null });
    expect(standingOf([refused, later], "2026-11-23")).toEqual({ status: "valid", until: null, renew: false });
  });

  it("asks for something when it is missing, refused, over or about to be", () => {
    expect(needsAction({ status: "missing" })).toBe(true);
    expect(needsAction({ status: "refused", motive: null })).toBe(true);
    expect(needsAction({ status: "expired", since: "2026-08-31" })).toBe(true);
    expect(needsAction({ status: "valid", until: null, renew: false })).toBe(false);
    expect(needsAction({ status: "valid", until: "2026-12-01", renew: true })).toBe(true);
    expect(needsAction({ status: "waiting", since: "2026-11-01" })).toBe(false);
  });
});

describe("what is asked of whom", () => {
  const need = (more: Partial<Need> = {}): Need => ({
    ...{ kindId: "k", ruleCode: null, schoolYearId: null, condition: "always", isRequired: true },
    ...more,
  });
  const situation: Situation = {
    ...{ schoolYearId: "y", ruleCodes: ["cantine"], hasPai: false, hasAllergies: true, sharesTime: false },
  };

  it.each([
    [{}, true],
    [{ ruleCode: "cantine" }, true],
    [{ ruleCode: "bus" }, false],
    [{ schoolYearId: "y" }, true],
    [{ schoolYearId: "x" }, false],
    [{ condition: "pai" }, false],
    [{ condition: "allergies" }, true],
    [{ condition: "two-homes" }, false],
  ] as [Partial<Need>, boolean][])("%j: %s", (more, asked) => {
    expect(isAsked(need(more), situation)).toBe(asked);
  });

  it("asks each kind once, required if any need requires it, naming the activities", () => {
    const needs = [
      need({ ruleCode: "cantine", isRequired: false }),
      need({ ruleCode: "cantine" }),
      need({ kindId: "z", ruleCode: "bus" }),
    ];
    expect(askedOf(needs, [situation])).toEqual([{ kindId: "k", isRequired: true, ruleCodes: ["cantine"] }]);
  });
});
