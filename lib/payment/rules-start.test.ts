import { describe, expect, it } from "vitest";
import { chosenOffer, offersOf, refuseStart, type StartFacts } from "./rules-start";

const offers = offersOf([{ contractId: "a", numcli: "012345", card: true, debit: true }]);
const fine: StartFacts = { dueCents: 4250, claimCents: 0, isAtBank: false, offers, mel: "parent@example.org" };

describe("an invoice", () => {
  it.each([
    ["can be paid online", {}, null],
    ["of a cent below 1 € is too small", { dueCents: 99 }, "too-small"],
    ["of 1 € can be paid", { dueCents: 100 }, null],
    ["of 99 999,99 € can be paid", { dueCents: 9_999_999 }, null],
    ["a cent above it is too big", { dueCents: 10_000_000 }, "too-big"],
    ["on the régie's own minimum can be paid", { dueCents: 1500, limits: { minCents: 1500, maxCents: 2000 } }, null],
    ["under the régie's minimum", { dueCents: 1499, limits: { minCents: 1500, maxCents: 2000 } }, "too-small"],
    ["on the régie's maximum can be paid", { dueCents: 2000, limits: { minCents: 1500, maxCents: 2000 } }, null],
    ["above the régie's maximum", { dueCents: 2001, limits: { minCents: 1500, maxCents: 2000 } }, "too-big"],
    ["that is paid", { dueCents: 0 }, "nothing-due"],
    ["that is in credit", { dueCents: -100 }, "nothing-due"],
    ["that the comptable has", { dueCents: 0, claimCents: 1 }, "handed-over"],
    ["of which the comptable has a part", { claimCents: 1 }, "handed-over"],
    ["whose direct debit is at the bank", { isAtBank: true }, "at-bank"],
    ["that is paid, whatever is at the bank", { dueCents: 0, isAtBank: true }, "nothing-due"],
    ["of a régie without an active contract", { offers: [] }, "closed"],
    ["of a payer whose address PayFiP refuses", { mel: "a@b.f" }, "email"],
    ["of a payer without an @", { mel: "parent.example.org" }, "email"],
  ] as const)("%s", (_, change, expected) => {
    expect(refuseStart({ ...fine, ...change })).toBe(expected);
  });
});

describe("the contracts of a régie", () => {
  const both = { contractId: "a", numcli: "000001", card: true, debit: true };
  const card = { contractId: "b", numcli: "000002", card: true, debit: false };
  const debit = { contractId: "c", numcli: "000003", card: false, debit: true };
  const none = { contractId: "d", numcli: "000004", card: false, debit: false };
  it.each([
    ["one that takes both is the only button", [both, card, debit], [["a", ["card", "debit"]]]],
    [
      "one by means give a button each",
      [card, debit],
      [
        ["b", ["card"]],
        ["c", ["debit"]],
      ],
    ],
    [
      "a second one is offered for the means that the default lacks",
      [card, both],
      [
        ["b", ["card"]],
        ["a", ["debit"]],
      ],
    ],
    ["one without an activated means is not offered", [none, card], [["b", ["card"]]]],
    ["none activated: nothing is offered", [none], []],
  ] as const)("%s", (_, contracts, expected) => {
    expect(offersOf(contracts).map(({ contractId, means }) => [contractId, means])).toEqual(expected);
  });

  it("give the first when none is chosen, the chosen one, or none when it is another régie's", () => {
    const both = offersOf([card, debit]);
    expect(chosenOffer(both, undefined)?.numcli).toBe("000002");
    expect(chosenOffer(both, "c")?.numcli).toBe("000003");
    expect(chosenOffer(both, "z")).toBeNull();
    expect(chosenOffer([], undefined)).toBeNull();
  });
});
