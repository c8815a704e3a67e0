import { expect, it } from "vitest";
import { countMeals, servesMeal } from "./rules";

const eater = (diet: string, part: { hasPai?: boolean; isAbsent?: boolean } = {}) => ({
  diet,
  hasPai: false,
  isAbsent: false,
  ...part,
});

it("counts meals by diet without those known to be absent, and care plans apart", () => {
  const counts = countMeals([
    eater("standard"),
    eater("standard", { hasPai: true }),
    eater("no-pork"),
    eater("no-pork", { isAbsent: true, hasPai: true }),
  ]);
  expect(counts).toMatchObject({ booked: 4, absent: 1, meals: 3, withPai: 1 });
  expect(Object.fromEntries(counts.byDiet)).toEqual({ standard: 2, "no-pork": 1 });
});

it("nobody is nothing", () => expect(countMeals([])).toMatchObject({ booked: 0, meals: 0, withPai: 0 }));

it("only the canteen and whole days serve a meal", () =>
  expect(["canteen", "leisure", "evening-care", "bus"].map(servesMeal)).toEqual([true, true, false, false]));
