import { describe, expect, it } from "vitest";
import { counterPaymentSchema, depositSchema, handoverSchema, remittanceSchema, reversalSchema } from "./schema";

const ID = "0190f4a2-0000-7000-8000-000000000001";
const cash = { invoiceId: ID, means: "cash", amount: "12,50", receivedOn: "2026-11-23" };
const faultsOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  (result.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]);

describe("money at the counter", () => {
  it.each([
    ["12,50", 1250],
    ["12.5", 1250],
    ["19.99", 1999],
    ["0,01", 1],
    ["999999,99", 99_999_999],
    ["1 234,56 €", 123_456],
  ])("%s is read to the cent", (amount, cents) => {
    expect(counterPaymentSchema.parse({ ...cash, amount })).toMatchObject({ amount: cents, keepSurplus: false });
  });

  it.each(["0", "0,00", "-5", "-0,01", "12,505", "19.999", "douze", "", "1e3", "NaN", "0x10", "1000000", "9999999"])(
    "%j is not an amount to take",
    (amount) => {
      expect(faultsOf(counterPaymentSchema.safeParse({ ...cash, amount }))).toEqual([["amount", "amount"]]);
    },
  );

  it("a cheque has a number and an issuer, a transfer its reference", () => {
    expect(faultsOf(counterPaymentSchema.safeParse({ ...cash, means: "cheque", chequeNumber: " " }))).toEqual([
      ["chequeNumber", "required"],
      ["chequeIssuer", "required"],
    ]);
    expect(faultsOf(counterPaymentSchema.safeParse({ ...cash, means: "transfer" }))).toEqual([
      ["reference", "required"],
    ]);
    expect(counterPaymentSchema.safeParse({ ...cash, means: "cesu" }).success).toBe(true);
  });

  it("comes by hand, on a day of the calendar", () => {
    const wrong = { ...cash, means: "card", receivedOn: "2026-02-30" };
    expect(faultsOf(counterPaymentSchema.safeParse(wrong))).toEqual([
      ["means", "choose"],
      ["receivedOn", "date"],
    ]);
  });

  it("keeps a surplus only when the box is ticked", () => {
    expect(counterPaymentSchema.parse({ ...cash, keepSurplus: "on" }).keepSurplus).toBe(true);
    expect(counterPaymentSchema.parse({ ...cash, keepSurplus: "" }).keepSurplus).toBe(false);
  });
});

it("a correction says why, in words", () => {
  const wish = { receiptId: ID, kind: "mistake", motive: "non" };
  expect(faultsOf(reversalSchema.safeParse(wish))).toEqual([["motive", "required"]]);
  expect(reversalSchema.safeParse({ ...wish, motive: "Mauvaise facture" }).success).toBe(true);
});

it("a deposit slip holds something, and no cash", () => {
  const wish = { regieId: ID, means: "cheque", depositedOn: "2026-11-23", receipts: [ID] };
  expect(depositSchema.safeParse(wish).success).toBe(true);
  expect(faultsOf(depositSchema.safeParse({ ...wish, receipts: [] }))).toEqual([["receipts", "choose"]]);
  expect(faultsOf(depositSchema.safeParse({ ...wish, means: "cash" }))).toEqual([["means", "choose"]]);
});

it("a remittance reads an empty amount as nothing, and refuses one below zero or of three decimals", () => {
  const wish = { regieId: ID, remittedOn: "2026-11-23", amounts: { cash: "12,50", cheque: "" } };
  expect(remittanceSchema.parse(wish).amounts).toMatchObject({ cash: 1250, cheque: 0, card: 0 });
  for (const amount of ["-1", "19.999"]) {
    const wrong = remittanceSchema.safeParse({ ...wish, amounts: { cash: amount } });
    expect(faultsOf(wrong)).toEqual([["amounts.cash", "amount"]]);
  }
});

it("a handover names somebody", () => {
  expect(faultsOf(handoverSchema.safeParse({ regieId: ID, toId: "", counted: {} }))).toEqual([["toId", "choose"]]);
  expect(handoverSchema.parse({ regieId: ID, toId: ID, counted: {} }).counted).toMatchObject({ cash: 0, voucher: 0 });
});
