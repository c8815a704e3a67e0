import { expect, it } from "vitest";
import { refuseStart } from "./rules-start";

const payable = { dueCents: 9482, isOpen: true, mel: "camille.durand@example.org" };

it.each([
  ["is due", {}, null],
  ["is paid", { dueCents: 0 }, "nothing-due"],
  ["is credited", { dueCents: -1 }, "nothing-due"],
  ["is just under 1 €", { dueCents: 99 }, "too-small"],
  ["is 1 €", { dueCents: 100 }, null],
  ["is just at the limit", { dueCents: 9_999_999 }, null],
  ["is above the limit", { dueCents: 10_000_000 }, "too-big"],
  ["is of a régie without contract", { isOpen: false }, "closed"],
  ["would be paid from an address PayFiP refuses", { mel: "a@b" }, "email"],
  ["is paid, whatever else is wrong", { dueCents: 0, isOpen: false, mel: "" }, "nothing-due"],
] as const)("an invoice that %s", (_, change, reason) => {
  expect(refuseStart({ ...payable, ...change })).toBe(reason);
});
