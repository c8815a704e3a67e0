import { describe, expect, it } from "vitest";
import { blameOf, type Expected, fieldOf, judge, paidAtOf, stateOf } from "./rules-answer";

const fields = {
  dattrans: "23112026",
  exer: "26",
  heurtrans: "1630",
  idOp: "cc0cb210-1cd4-11ea-8cca-0213ad91a103",
  montant: "4250",
  numauto: "112233445566-tip",
  numcli: "012345",
  refdet: "PER2026000123",
  resultrans: "P",
  saisie: "W",
};
const expected: Expected = {
  amountCents: 4250,
  refdet: "PER2026000123",
  numcli: "012345",
  idop: "cc0cb210-1cd4-11ea-8cca-0213ad91a103",
  mode: "W",
  testPays: false,
};

describe("an answer that agrees with what was asked", () => {
  it.each([
    ["P", "paid", "card"],
    ["V", "paid", "debit"],
    ["R", "refused", "card"],
    ["Z", "refused", "debit"],
    ["A", "cancelled", null],
    ["", "unknown", null],
    ["p", "unknown", null],
    ["PP", "unknown", null],
    ["constructor", "unknown", null],
  ])("with the letter %j is %s, means %s", (resultrans, outcome, means) => {
    expect(judge({ ...fields, resultrans }, expected)).toMatchObject({
      outcome,
      means,
      amountCents: 4250,
      differences: [],
    });
  });

  it("gives the paid minute in Paris and the authorisation number", () => {
    expect(judge(fields, expected)).toMatchObject({ paidAt: "2026-11-23T16:30", numauto: "112233445566-tip" });
  });

  it("may come back with the year on two digits, or with fields left out", () => {
    expect(judge({ resultrans: "P", montant: "4250" }, expected).outcome).toBe("paid");
  });
});

describe("an answer that differs is never a payment", () => {
  it.each([
    ["amount", { montant: "4251" }],
    ["amount", { montant: "" }],
    ["amount", { montant: "42,50" }],
    ["refdet", { refdet: "PER2026000124" }],
    ["numcli", { numcli: "543210" }],
    ["mode", { saisie: "X" }],
    ["idop", { idOp: "another" }],
  ] as const)("in its %s", (difference, change) => {
    const verdict = judge({ ...fields, ...change }, expected);
    expect(verdict).toMatchObject({ outcome: "suspect", claim: "paid" });
    expect(verdict.differences).toContain(difference);
  });

  it("because a test payment settles no real invoice, even where the contract itself is set to test", () => {
    const test = { ...fields, saisie: "T" };
    expect(judge(test, expected).outcome).toBe("suspect");
    expect(judge(test, { ...expected, mode: "T" }).differences).toEqual(["test"]);
    expect(judge({ ...test, saisie: "" }, { ...expected, mode: "T" }).differences).toEqual(["test"]);
    expect(judge(test, { ...expected, mode: "T", testPays: true }).outcome).toBe("paid");
  });

  it("because the form must echo each value", () => {
    const { numcli: _, ...without } = fields;
    expect(judge(without, expected).outcome).toBe("paid");
    expect(judge(without, { ...expected, everyField: true }).differences).toEqual(["numcli"]);
  });

  it("because an amount that cannot be read agrees with nothing", () => {
    expect(judge({ resultrans: "P", montant: "-4250" })).toMatchObject({ outcome: "suspect", amountCents: null });
  });
});

it("finds a field whatever the case of its name, and takes a blank for an absence", () => {
  expect(fieldOf({ RESULTRANS: " P " }, "resultrans")).toBe("P");
  expect(fieldOf({ idop: "a" }, "idOp")).toBe("a");
  expect(fieldOf({ numauto: "  " }, "numauto")).toBeNull();
  expect(fieldOf({}, "toString")).toBeNull();
});

describe("the paid minute", () => {
  it.each([
    ["29022028", "2359", "2028-02-29T23:59"],
    ["29022026", "0900", null],
    ["23112026", "2400", null],
    ["23112026", "", null],
    ["2311202", "0900", null],
    ["20261123", "0900", null],
  ])("%s %s is %s", (date, time, moment) => {
    expect(paidAtOf(date, time)).toBe(moment);
  });
});

it("reads an answer the same way at any age, but for P5 and a giving up", () => {
  const paid = { kind: "verdict", verdict: judge(fields, expected) } as const;
  expect([0, 19, 20, 21, null].map((age) => stateOf(paid, age))).toEqual(Array(5).fill("paid"));
  const p5 = { kind: "code", code: "P5" } as const;
  expect([19, 20, 21, null].map((age) => stateOf(p5, age))).toEqual(["waiting", "expired", "expired", "waiting"]);
});

it("knows who can cure an error", () => {
  expect(["A2", "M1", "R3", "T2", "P1", "999", "Q7", "__proto__"].map(blameOf)).toEqual([
    "mel",
    "amount",
    "reference",
    "settings",
    "operation",
    "outage",
    "unlisted",
    "unlisted",
  ]);
});
