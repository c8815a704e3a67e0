import { describe, expect, it } from "vitest";
import type { CommuneFileInput } from "@/lib/rulebook/schema";
import { checkText, checkValue, tooLarge } from "./rules";
import { type Fault, nearest, pathText } from "./rules-fault";
import { faultText } from "./rules-words";

const rounding = { mode: "nearest" } as const;
const good: CommuneFileInput = {
  format: "portail-commune/1",
  commune: { id: "valmontel", name: "Valmontel" },
  calendar: { zone: "A", schoolYears: ["2026-2027"] },
  facts: [{ id: "ulis", of: "child", label: "Élève d’ULIS" }],
  sites: [{ id: "oliviers", name: "Les Oliviers" }],
  activities: [
    { id: "cantine", name: "Cantine", kind: "canteen", sites: ["oliviers"] },
    { id: "garderie", name: "Garderie", kind: "evening-care", hours: { from: "16:30", to: "18:30" } },
  ],
  groups: [{ id: "tout", activities: ["cantine", "garderie"] }],
  scales: [{ id: "qf", brackets: [{ id: "t1", in: "[0,400)" }, { in: "[400,inf)" }], none: "highest" }],
  prices: [
    { activities: ["cantine"], when: { ulis: true }, price: 200 },
    { activities: ["cantine"], price: { scale: "qf", amounts: [100, 330] } },
    { activities: ["garderie"], when: { qfState: "known" }, price: { percent: "0.36", minCents: 100, rounding } },
    { activities: ["garderie"], price: 300 },
  ],
  deadlines: [
    {
      actions: ["book"],
      windows: [{ until: { kind: "days", days: 1, at: "09:00" } }],
      otherwise: "late",
    },
  ],
};

/** The same file with one thing changed: what a step of the path leads to is replaced, or taken away when undefined. */
function changed(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(good) as Record<string | number, unknown>;
  const owner = path.slice(0, -1).reduce((at, step) => at[step] as Record<string | number, unknown>, copy);
  owner[path.at(-1) ?? ""] = value;
  return JSON.parse(JSON.stringify(copy));
}

const told = (faults: readonly Fault[]) => faults.map(({ path, code }) => `${pathText(path)}: ${code}`);

it("a good file has no fault", () => {
  expect(told(checkValue(good).faults)).toEqual([]);
});

describe("each fault is told once, at its place", () => {
  it.each<[string, (string | number)[], unknown, string]>([
    ["no calendar", ["calendar"], undefined, "calendar: calendar"],
    ["another format", ["format"], "x", "format: format"],
    [
      "a key misspelt",
      ["activities", 0],
      { id: "cantine", name: "C", knd: "canteen" },
      "activities[0].knd: unknownKeyMeant",
    ],
    ["an unknown key", ["commune", "couleur"], "bleu", "commune.couleur: unknownKey"],
    [
      "an hour cut in parts that are no hour",
      ["prices", 2, "countedBy"],
      { unit: "quarter_hour", rounding },
      "prices[2].countedBy: countedBy",
    ],
    ["a part of the price", ["prices", 2, "price", "percent"], "36", "prices[2].price.percent: rateAsShare"],
    ["days that are none", ["prices", 0, "when"], { enrolledOn: "janvier" }, "prices[0].when.enrolledOn: period"],
    [
      "a fact named as what every object has",
      ["prices", 0, "when"],
      { toString: "x" },
      "prices[0].when.toString: unknownFact",
    ],
    ["a machine gone wrong", ["prices"], Array.from({ length: 20_000 }, () => ({ price: 1 })), "prices: tooBig"],
    ["an unknown kind", ["activities", 0, "kind"], "canten", "activities[0].kind: oneOfMeant"],
    [
      "a formula that does not round",
      ["prices", 1, "price"],
      { percent: "0.36", minCents: 3 },
      "prices[1].price.rounding: rounding",
    ],
    ["euros for cents", ["prices", 1, "price"], 4.4, "prices[1].price: cents"],
    ["text for an amount", ["prices", 1, "price"], "440", "prices[1].price: wrongType"],
    ["a range badly written", ["scales", 0, "brackets", 0, "in"], "0-400", "scales[0].brackets[0].in: interval"],
    ["a day that does not exist", ["since"], "2026-02-30", "since: date"],
    [
      "an unknown limit",
      ["deadlines", 0, "windows", 0, "until", "kind"],
      "day",
      "deadlines[0].windows[0].until.kind: oneOfMeant",
    ],
    ["no outcome past the limit", ["deadlines", 0, "otherwise"], undefined, "deadlines[0].otherwise: otherwise"],
    ["an unknown activity", ["prices", 1, "activities"], ["cantinne"], "prices[1].activities[0]: unknownActivity"],
    ["an unknown site", ["activities", 0, "sites"], ["olivier"], "activities[0].sites[0]: unknownSite"],
    [
      "an unknown scale",
      ["prices", 1, "price"],
      { scale: "quotient", amounts: [1, 2] },
      "prices[1].price.scale: unknownScale",
    ],
    ["two activities of one name", ["activities", 1, "id"], "cantine", "activities[1].id: twice"],
    ["a cycle of activities", ["activities", 1, "after"], "garderie", "activities[1].after: cycle"],
    ["a cycle of groups", ["groups", 0, "activities"], ["tout"], "groups[0].activities: cycle"],
    ["a fact not declared", ["prices", 0, "when"], { allergique: true }, "prices[0].when.allergique: unknownFact"],
    ["a fact misspelt", ["prices", 0, "when"], { residant: true }, "prices[0].when.residant: unknownFactMeant"],
    ["a weekday in French", ["prices", 0, "when"], { weekday: "lundi" }, "prices[0].when.weekday: factValue"],
    ["a rank in words", ["prices", 0, "when"], { rank: "troisième" }, "prices[0].when.rank: factNumber"],
    [
      "brackets that overlap",
      ["scales", 0, "brackets", 0, "in"],
      "[0,400]",
      "scales[0].brackets[1].in: bracketOverlap",
    ],
    ["a hole without an answer", ["scales", 0, "brackets", 0, "in"], "[0,399]", "scales[0]: hole"],
    ["brackets that fall", ["scales", 0, "brackets", 0, "in"], "[500,600)", "scales[0].brackets[1].in: bracketOrder"],
    ["no answer without proof", ["scales", 0, "none"], undefined, "scales[0].none: noProof"],
    ["an unknown bracket", ["scales", 0, "none"], "t9", "scales[0].none: unknownBracket"],
    [
      "too few amounts",
      ["prices", 1, "price"],
      { scale: "qf", amounts: [100] },
      "prices[1].price.amounts: amountCount",
    ],
    [
      "a floor over the ceiling",
      ["prices", 1, "price"],
      { percent: "1", minCents: 9, maxCents: 3, rounding },
      "prices[1].price.maxCents: floorOverCeiling",
    ],
    [
      "an hour that the spring night skips",
      ["deadlines", 0, "windows", 0, "until"],
      { kind: "on", day: "2027-03-28", at: "02:30" },
      "deadlines[0].windows[0].until.at: clockGap",
    ],
    [
      "a window that closes before it opens",
      ["deadlines", 0, "windows", 0],
      { from: { kind: "month_day", day: 25 }, until: { kind: "month_day", day: 20 } },
      "deadlines[0].windows[0]: neverOpens",
    ],
    [
      "a school year that nobody told",
      ["calendar", "schoolYears"],
      ["2026-2027", "2041-2042"],
      "calendar.schoolYears[1]: unknownYear",
    ],
    ["a rule that is never reached", ["prices", 0, "when"], undefined, "prices[1]: unreachable"],
    [
      "an activity without a price",
      ["prices"],
      [{ activities: ["cantine"], price: 1 }],
      "activities[1]: activityWithoutPrice",
    ],
    [
      "no price outside the commune",
      ["prices"],
      [{ when: { resident: true }, price: 1 }],
      "activities[0]: noPriceOutside",
    ],
    [
      "a rate and no proof",
      ["prices"],
      [{ price: { percent: "0.3", rounding } }],
      "activities[0]: noPriceWithoutProof",
    ],
    [
      "a window after one that never closes",
      ["deadlines", 0, "windows"],
      [{}, { until: { kind: "days", days: 1 } }],
      "deadlines[0].windows[1]: unreachable",
    ],
    [
      "an absence after one that takes any",
      ["absences"],
      { rules: [{ charge: "none" }, { reasons: ["illness"], charge: "full" }] },
      "absences.rules[1]: unreachable",
    ],
    ["a day that no year has", ["quotient"], { expires: "02-31" }, "quotient.expires: monthDay"],
    ["a term without terms", ["prices", 2, "per"], "term", "prices[2].per: noTerms"],
  ])("%s", (_, path, value, expected) => {
    const { faults } = checkValue(changed(path, value));
    expect(told(faults)).toContain(expected);
    expect(told(faults).filter((line) => line === expected)).toHaveLength(1);
    for (const fault of faults)
      for (const locale of ["fr", "en"] as const)
        expect(`${faultText(fault, locale).say} ${faultText(fault, locale).write}`).not.toMatch(/\{\w+\}/);
  });

  it("a price after one that takes some of its cases is reached", () => {
    const prices = [
      { when: { rank: ">=3" }, price: 1 },
      { when: { rank: ">=2" }, price: 2 },
      { when: { rank: "3", resident: true }, price: 3 },
      { when: { ulis: true }, price: 4 },
      { price: 5 },
    ];
    expect(told(checkValue(changed(["prices"], prices)).faults)).toEqual(["prices[2]: unreachable"]);
  });
});

describe("the text itself", () => {
  const read = (text: string) => {
    const { faults } = checkText(text);
    return faults.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`);
  };
  it.each([
    ["a comma too many", '{\n  "a": 1,\n}', ["json 3:1"]],
    ["nothing", "", ["json 1:1"]],
    ["a text without end", '{"a": "b\n"}', ["json 1:7"]],
    ["two values", "{} {}", ["json 1:4"]],
    ["very deep", "[".repeat(100_000), ["tooDeep 1:42"]],
  ])("%s", (_, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("a key written twice is told where it stands the second time", () => {
    const text = JSON.stringify(good, null, 2).replace('"zone": "A",', '"zone": "A",\n    "zone": "B",');
    expect(read(text)).toEqual(["duplicateKey 9:5"]);
  });

  it("five megabytes are refused before they are read", () => {
    expect(told(tooLarge(5_000_000))).toEqual(["(file): tooLarge"]);
    expect(told(checkText(" ".repeat(5_000_000)).faults)).toEqual(["(file): tooLarge"]);
  });

  it("each fault has its line", () => {
    const text = JSON.stringify(changed(["since"], "2026-02-30"), null, 2);
    const [fault] = checkText(text).faults;
    expect(text.split("\n")[(fault?.place?.line ?? 0) - 1]).toContain('"since"');
  });
});

it.each([
  ["actvities", "activities"],
  ["untill", "until"],
  ["prcie", "price"],
  ["zzz", null],
])("%s was meant as %s", (word, meant) => {
  expect(nearest(word, ["activities", "until", "price"])).toBe(meant);
});
