import { describe, expect, it } from "vitest";
import { type CommuneFile, type CommuneFileInput, communeFileSchema, FORMAT } from "@/lib/rulebook/schema";
import { calendarOf } from "./rules";

type CalendarInput = CommuneFileInput["calendar"];

function fileOf(calendar: Partial<CalendarInput> = {}): CommuneFile {
  const open = { weekdays: ["mon", "tue", "thu", "fri"], during: "school" } as const;
  return communeFileSchema.parse({
    format: FORMAT,
    commune: { id: "essai", name: "Essai" },
    calendar: { zone: "A", schoolYears: ["2026-2027"], ...calendar },
    activities: [
      { id: "cantine", name: "Cantine", kind: "canteen", open, group: "midi" },
      { id: "mercredi", name: "Mercredi", kind: "leisure", open: { weekdays: ["wed"], during: "school" } },
      { id: "vacances", name: "Vacances", kind: "leisure", open: { during: "holidays" } },
      { id: "libre", name: "Libre", kind: "workshop" },
    ],
  });
}

describe("school days", () => {
  const calendar = calendarOf(fileOf());

  it.each([
    ["2026-08-31", false, "summer"],
    ["2026-09-01", true, "first day of class"],
    ["2026-10-16", true, "last day before autumn"],
    ["2026-10-17", false, "first day of autumn"],
    ["2026-11-02", true, "return"],
    ["2026-11-04", false, "a Wednesday"],
    ["2026-11-11", false, "a public holiday"],
    ["2027-02-12", true, "eve of winter in zone A"],
    ["2027-02-15", false, "winter in zone A"],
    ["2027-02-08", true, "winter in zone C only"],
    ["2027-05-07", false, "the bridge of the Ascension"],
    ["2027-07-02", true, "last day of class"],
    ["2027-07-05", false, "summer"],
    ["2027-09-06", false, "a year that nobody told"],
  ])("%s: %s (%s)", (day, isSchool) => {
    expect(calendar.isSchoolDay(day)).toBe(isSchool);
  });

  it("follow the zone", () => {
    expect(calendarOf(fileOf({ zone: "C" })).isSchoolDay("2027-02-08")).toBe(false);
  });

  it("follow the weekdays of school", () => {
    const days = ["mon", "tue", "wed", "thu", "fri"] as const;
    expect(calendarOf(fileOf({ schoolDays: [...days] })).isSchoolDay("2026-11-04")).toBe(true);
  });

  it("are 17 in November 2026, as the corpus counts them", () => {
    expect(calendar.openDays("cantine", { from: "2026-11-01", to: "2026-11-30" })).toHaveLength(17);
  });

  it("know the days of work", () => {
    expect(calendar.isBusinessDay("2026-11-21")).toBe(false);
    expect(calendar.isWorkingDay("2026-11-21")).toBe(true);
    expect(calendar.isWorkingDay("2026-11-11")).toBe(false);
    expect(calendarOf(fileOf({ alsaceMoselle: true })).isBusinessDay("2027-03-26")).toBe(false);
    expect(calendar.isBusinessDay("2027-03-26")).toBe(true);
  });
});

describe("holidays of the file", () => {
  it("replace the official ones of the same name and year", () => {
    const own = { name: "winter", from: "2027-02-06", to: "2027-02-21" };
    const calendar = calendarOf(fileOf({ holidays: [own] }));
    expect(calendar.isSchoolDay("2027-02-08")).toBe(false);
    expect(calendar.isSchoolDay("2027-02-22")).toBe(true);
  });

  it("make a year that the portal does not know", () => {
    const calendar = calendarOf(
      fileOf({
        schoolYears: [{ id: "2030-2031", from: "2030-09-02", to: "2031-07-04" }],
        holidays: [{ name: "autumn", from: "2030-10-19", to: "2030-11-03" }],
      }),
    );
    expect(calendar.isSchoolDay("2030-09-02")).toBe(true);
    expect(calendar.isSchoolDay("2030-10-21")).toBe(false);
    expect(calendar.isAfterHolidays("2030-11-04")).toBe(true);
    expect(calendar.holidayOn("2031-07-10")?.name).toBe("summer");
    expect(calendar.schoolYearOf("2030-12-01").isKnown).toBe(true);
  });
});

describe("the return from holidays", () => {
  const calendar = calendarOf(fileOf());

  it.each([
    ["2026-11-02", true],
    ["2026-11-03", false],
    ["2027-01-04", true],
    ["2026-09-01", true],
    ["2027-05-10", false],
  ])("%s: %s", (day, answer) => {
    expect(calendar.isAfterHolidays(day)).toBe(answer);
    expect(calendar.factsOf(day).afterHolidays).toBe(answer);
  });

  it("names the holidays before", () => {
    expect(calendar.holidaysBefore("2026-11-23")).toEqual({ name: "autumn", from: "2026-10-17", to: "2026-11-01" });
    expect(calendar.holidaysBefore("2026-10-20")?.name).toBe("autumn");
    expect(calendar.holidaysBefore("2027-05-10")?.name).toBe("spring");
  });
});

describe("the opening of an activity", () => {
  const calendar = calendarOf(
    fileOf({
      closures: [
        { from: "2026-12-14", activities: ["midi"], reason: "Travaux" },
        { from: "2026-12-17", to: "2026-12-18", reason: "Fêtes" },
      ],
      openings: [{ day: "2026-11-04", activities: ["cantine"] }],
    }),
  );

  it.each([
    ["cantine", "2026-11-02", null],
    ["cantine", "2026-11-04", null],
    ["cantine", "2026-11-11", "publicHoliday"],
    ["cantine", "2026-11-18", "weekday"],
    ["cantine", "2026-10-19", "holidays"],
    ["cantine", "2026-12-14", "closure"],
    ["cantine", "2026-12-18", "closure"],
    ["cantine", "2028-01-10", "unknownYear"],
    ["mercredi", "2026-11-18", null],
    ["mercredi", "2026-11-11", "publicHoliday"],
    ["mercredi", "2026-12-14", "weekday"],
    ["vacances", "2026-10-21", null],
    ["vacances", "2026-10-24", "weekday"],
    ["vacances", "2026-11-18", "schoolTime"],
    ["vacances", "2027-07-14", "publicHoliday"],
    ["libre", "2026-11-22", null],
    ["libre", "2026-12-17", "closure"],
  ])("%s on %s: %s", (activity, day, code) => {
    expect(calendar.closureOn(activity, day)?.code ?? null).toBe(code);
    expect(calendar.isOpen(activity, day)).toBe(code === null);
  });
});

describe("steps", () => {
  const calendar = calendarOf(fileOf());

  it.each([
    ["calendar", "2026-11-12", 2, "2026-11-10"],
    ["business", "2026-11-12", 2, "2026-11-09"],
    ["business", "2026-11-23", 1, "2026-11-20"],
    ["working", "2026-11-23", 1, "2026-11-21"],
    ["working", "2026-11-02", 1, "2026-10-31"],
    ["school", "2026-11-12", 1, "2026-11-10"],
    ["school", "2026-11-02", 1, "2026-10-16"],
    ["school", "2026-11-12", 0, "2026-11-12"],
  ] as const)("%s: %s less %i is %s", (count, day, steps, expected) => {
    expect(calendar.stepBack(day, steps, { count })).toBe(expected);
  });

  it("count the days of an activity, or of school when it does not say them", () => {
    expect(calendar.stepBack("2026-11-25", 2, { count: "open", activity: "mercredi" })).toBe("2026-11-04");
    expect(calendar.stepBack("2026-11-23", 1, { count: "open", activity: "libre" })).toBe("2026-11-20");
    expect(calendar.stepForward("2026-10-16", 1, { count: "open", activity: "cantine" })).toBe("2026-11-02");
  });

  it("end", () => {
    expect(calendar.stepForward("2028-01-01", 1, { count: "school" })).toBeNull();
  });
});

describe("spans", () => {
  const calendar = calendarOf(fileOf());

  it.each([
    ["week", "2026-11-29", "2026-11-23", "2026-11-23", "2026-11-29"],
    ["month", "2026-12-31", "2026-12", "2026-12-01", "2026-12-31"],
    ["month", "2028-02-03", "2028-02", "2028-02-01", "2028-02-29"],
    ["period", "2026-09-01", "2026-2027/1", "2026-09-01", "2026-10-16"],
    ["period", "2026-11-23", "2026-2027/2", "2026-11-02", "2026-12-18"],
    ["period", "2026-10-20", "2026-2027/autumn", "2026-10-17", "2026-11-01"],
    ["period", "2027-05-07", "2026-2027/5", "2027-04-26", "2027-07-02"],
    ["period", "2026-08-01", "2025-2026/summer", "2026-07-04", "2026-08-31"],
    ["term", "2027-02-01", "2026-2027/term-2", "2027-01-01", "2027-03-31"],
    ["year", "2027-08-31", "2026-2027", "2026-09-01", "2027-08-31"],
    ["day", "2027-08-31", "2027-08-31", "2027-08-31", "2027-08-31"],
  ] as const)("the %s of %s is %s", (unit, day, key, from, to) => {
    expect(calendar.spanOf(unit, day)).toMatchObject({ key, from, to });
  });

  it("take the terms of the file", () => {
    const terms = [{ name: "automne", from: "2026-09-01", to: "2026-12-18" }];
    expect(calendarOf(fileOf({ terms })).termKey("2026-10-20")).toBe("2026-2027/automne");
  });
});
