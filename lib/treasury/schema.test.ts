import { describe, expect, it } from "vitest";
import { counterPaymentSchema, decisionSchema, periodSchema } from "./schema";

const ID = "0190f4a2-0000-7000-8000-000000000001";
const cash = { invoiceId: ID, means: "cash", amount: "12,50", receivedOn: "2026-11-23" };
const faultsOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  (result.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]);

describe("money at the counter", () => {
  it.each([
    ["12,50", 1250],
    ["12.5", 1250],
    ["1 234,56 €", 123_456],
  ])("%s is read to the cent", (amount, cents) => {
    expect(counterPaymentSchema.parse({ ...cash, amount })).toMatchObject({ amount: cents });
  });

  it.each(["0", "-5", "12,505", "douze", "", "1e3", "9999999"])("%j is not an amount to take", (amount) => {
    expect(faultsOf(counterPaymentSchema.safeParse({ ...cash, amount }))).toEqual([["amount", "amount"]]);
  });

  it("a cheque has a number and an issuer", () => {
    expect(faultsOf(counterPaymentSchema.safeParse({ ...cash, means: "cheque" }))).toEqual([
      ["chequeNumber", "required"],
      ["chequeIssuer", "required"],
    ]);
  });

  it("comes by cash or cheque, on a day of the calendar", () => {
    const wrong = { ...cash, means: "card", receivedOn: "2026-02-30" };
    expect(faultsOf(counterPaymentSchema.safeParse(wrong))).toEqual([
      ["means", "choose"],
      ["receivedOn", "date"],
    ]);
  });
});

it("a period does not end before it begins", () => {
  const period = { regieId: ID, since: "2026-11-30", until: "2026-11-01" };
  expect(faultsOf(periodSchema.safeParse(period))).toEqual([["until", "dateOrder"]]);
  expect(periodSchema.safeParse({ ...period, since: "2026-11-01" }).success).toBe(true);
});

it("a decision has a reason, and an amount only if money came", () => {
  const decision = { attemptId: ID, decision: "none", reason: "Rien sur le relevé" };
  expect(decisionSchema.parse({ ...decision, amount: "" })).toMatchObject({ amount: null });
  expect(faultsOf(decisionSchema.safeParse({ ...decision, reason: "non" }))).toEqual([["reason", "required"]]);
});
