import { describe, expect, it } from "vitest";
import * as civil from "./civil-date";

describe("a civil date", () => {
  it.each([
    ["2026-11-23", true],
    ["2028-02-29", true],
    ["2026-02-29", false],
    ["2026-13-01", false],
    ["2026-1-1", false],
    ["2026-11-23T00:00", false],
  ])("%s is one: %s", (text, answer) => {
    expect(civil.isCivilDate(text)).toBe(answer);
  });

  it("crosses the changes of hour without losing a day", () => {
    expect(civil.addDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(civil.addDays("2027-03-27", 2)).toBe("2027-03-29");
    expect(civil.daysBetween("2026-10-24", "2026-10-26")).toEqual(["2026-10-24", "2026-10-25", "2026-10-26"]);
  });

  it("knows months, weeks and ages at their edges", () => {
    expect(civil.lastDayOf("2028-02")).toBe("2028-02-29");
    expect(civil.mondayOf("2026-11-29")).toBe("2026-11-23");
    expect(civil.mondayOf("2026-11-23")).toBe("2026-11-23");
    expect(civil.isoWeekOf("2027-01-03")).toBe(53);
    expect(civil.isoWeekOf("2027-01-04")).toBe(1);
    expect(civil.ageOn("2020-09-15", "2026-09-14")).toBe(5);
    expect(civil.ageOn("2020-09-15", "2026-09-15")).toBe(6);
    expect(civil.distanceInDays("2026-12-31", "2027-01-01")).toBe(1);
    expect(civil.addMonths("2026-12", 1)).toBe("2027-01");
  });
});

describe("the wall clock in Paris", () => {
  it.each([
    ["2026-11-22T23:30:00Z", "2026-11-23T00:30"],
    ["2026-07-14T22:30:00Z", "2026-07-15T00:30"],
    ["2026-10-25T00:59:00Z", "2026-10-25T02:59"],
    ["2026-10-25T01:00:00Z", "2026-10-25T02:00"],
  ])("%s shows %s", (instant, moment) => {
    expect(civil.parisOf(new Date(instant)).moment).toBe(moment);
  });

  it("turns back into the instant, and moves an hour that does not exist forward", () => {
    expect(civil.instantOf("2026-11-23T08:00").toISOString()).toBe("2026-11-23T07:00:00.000Z");
    expect(civil.instantOf("2027-03-28T02:30").toISOString()).toBe("2027-03-28T01:30:00.000Z");
  });

  it("keeps the day through a DATE column, whatever the zone of the machine", () => {
    expect(civil.fromColumn(civil.toColumn("2027-03-28"))).toBe("2027-03-28");
  });
});
