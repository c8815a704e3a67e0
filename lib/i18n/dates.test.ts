import { describe, expect, it } from "vitest";
import * as words from "./dates";

/** Non-breaking spaces are written ~ here, to be seen. */
const seen = (text: string) => text.replaceAll("\u00a0", "~");

describe("days and hours in French", () => {
  it.each([
    [words.wordDay("fr", "2026-11-23"), "lundi 23~novembre~2026"],
    [words.wordDay("fr", "2027-01-01"), "vendredi 1er~janvier~2027"],
    [words.wordDayInYear("fr", "2026-12-01"), "mardi 1er~décembre"],
    [words.wordDate("fr", "2026-08-31"), "31~août~2026"],
    [words.wordDayTight("fr", "2026-11-23"), "lun.~23"],
    [words.wordDayShort("fr", "2026-11-20"), "ven.~20~nov."],
    [words.wordMonth("fr", "2026-10"), "octobre~2026"],
    [words.wordTime("fr", "16:30"), "16~h~30"],
    [words.wordTime("fr", "08:00"), "8~h"],
    [words.wordTime("fr", "00:05"), "0~h~05"],
    [words.wordTimes("fr", "16:30", "18:30"), "16~h~30 à 18~h~30"],
    [words.wordMoment("fr", "2026-11-23T09:10"), "lundi 23~novembre~2026, 9~h~10"],
    [words.untilMoment("fr", "2026-11-26T23:59"), "jusqu’à jeudi 26~novembre, 23~h~59"],
    [words.wordDays("fr", ["2026-12-07", "2026-12-08", "2026-12-10"]), "lundi~7, mardi~8 et jeudi~10"],
    [words.writeDate("2026-11-03"), "03/11/2026"],
  ])("writes %s", (text, expected) => {
    expect(seen(text)).toBe(expected);
  });

  it.each([
    ["2026-10", "d’octobre~2026"],
    ["2026-08", "d’août~2026"],
    ["2026-04", "d’avril~2026"],
    ["2026-09", "de septembre~2026"],
  ])("joins the month %s to its noun", (month, expected) => {
    expect(seen(words.ofMonth("fr", month))).toBe(expected);
  });

  it.each([
    ["2026-12-07", "2026-12-11", "du 7 au 11~décembre"],
    ["2026-11-30", "2026-12-04", "du 30~novembre au 4~décembre"],
    ["2026-12-28", "2027-01-01", "du 28~décembre~2026 au 1er~janvier~2027"],
    ["2026-12-01", "2026-12-04", "du 1er au 4~décembre"],
  ])("writes the span from %s to %s", (from, to, expected) => {
    expect(seen(words.wordSpan("fr", { from, to }))).toBe(expected);
  });

  it.each([
    ["2026-11-23", "aujourd’hui"],
    ["2026-11-24", "demain"],
    ["2026-11-22", "hier"],
    ["2026-11-30", "dans 7~jours"],
    ["2026-11-20", "il y a 3~jours"],
  ])("says how far %s is from Monday 23 November", (day, expected) => {
    expect(seen(words.wordDistance("fr", day, "2026-11-23"))).toBe(expected);
  });

  it("never uses the narrow space that the typeface lacks", () => {
    const all = [
      words.wordMoment("fr", "2026-11-23T09:10"),
      words.wordSpan("fr", { from: "2026-01-01", to: "2027-01-01" }),
    ];
    expect(all.join()).not.toContain("\u202f");
  });
});

describe("days and hours in English", () => {
  it.each([
    [words.wordDay("en", "2026-11-23"), "Monday 23~November~2026"],
    [words.wordDay("en", "2027-01-01"), "Friday 1~January~2027"],
    [words.wordDayShort("en", "2026-11-20"), "Fri~20~Nov"],
    [words.wordTime("en", "16:30"), "4:30~pm"],
    [words.wordTime("en", "00:00"), "12~am"],
    [words.wordTime("en", "12:00"), "12~pm"],
    [words.untilMoment("en", "2026-11-26T23:59"), "until Thursday 26~November, 11:59~pm"],
    [words.wordSpan("en", { from: "2026-12-07", to: "2026-12-11", year: true }), "7 to 11~December~2026"],
    [words.ofMonth("en", "2026-10", { year: false }), "for October"],
    [words.wordList("en", ["Léa", "Tom", "Noé"]), "Léa, Tom and Noé"],
    [words.wordDistance("en", "2026-11-20", "2026-11-23"), "3~days ago"],
  ])("writes %s", (text, expected) => {
    expect(seen(text)).toBe(expected);
  });
});

describe("the opening of a sentence", () => {
  it("takes a capital, accents too", () => {
    expect(words.opening("été")).toBe("Été");
  });
});
