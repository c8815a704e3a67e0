import { describe, expect, it } from "vitest";
import { isBic, needsBic, readIban, refuseIban } from "./iban";

describe("an account number", () => {
  it.each([
    [null, "FR76 3000 6000 0112 3456 7890 189"],
    [null, "fr7630006000011234567890189"],
    [null, "DE89370400440532013000"],
    [null, "BE68 5390 0754 7034"],
    ["iban-key", "FR76 3000 6000 0112 3456 7890 180"],
    ["iban-length", "FR76 3000 6000 0112 3456 7890 18"],
    ["iban-form", "FR7X 3000 6000 0112 3456 7890 189"],
    ["iban-form", ""],
    ["iban-form", "XX7630006000011234567890189"],
    ["iban-country", "SA0380000000608010167519"],
  ])("%s for %s", (fault, text) => {
    expect(refuseIban(readIban(text))).toBe(fault);
  });

  it("says when the bank must be named", () => {
    expect([needsBic("FR7630006000011234567890189"), needsBic("CH9300762011623852957")]).toEqual([false, true]);
    expect([isBic("AGRIFRPP"), isBic("AGRIFRPPXXX"), isBic("AGRI")]).toEqual([true, true, false]);
  });
});
