import { expect, it } from "vitest";
import { toColumn } from "@/lib/kernel/civil-date";
import { type Health, joinedHealth } from "./rules";

const health = (change: Partial<Health> = {}): Health => ({
  ...{ diet: "standard", hasPai: false, paiUntil: null, allergies: null },
  ...change,
});
const [june, july] = [toColumn("2027-06-30"), toColumn("2027-07-31")];

it.each<[string, Health | null, Health, Partial<Health>]>([
  ["nothing known beside something", null, health({ allergies: "arachide" }), { allergies: "arachide" }],
  [
    "an allergy of each",
    health({ allergies: "œuf" }),
    health({ allergies: "arachide" }),
    { allergies: "œuf ; arachide" },
  ],
  ["the same allergy twice", health({ allergies: "œuf" }), health({ allergies: "œuf" }), { allergies: "œuf" }],
  ["none", health(), health(), { allergies: null, paiUntil: null, hasPai: false }],
  [
    "a plate and a more careful one",
    health({ diet: "no-pork" }),
    health({ diet: "vegetarian" }),
    { diet: "vegetarian" },
  ],
  ["a careful plate and the usual one", health({ diet: "no-meat" }), health(), { diet: "no-meat" }],
  ["a PAI beside none", health(), health({ hasPai: true, paiUntil: june }), { hasPai: true, paiUntil: june }],
  ["two PAI", health({ hasPai: true, paiUntil: july }), health({ hasPai: true, paiUntil: june }), { paiUntil: july }],
  ["a PAI without end", health({ hasPai: true }), health({ hasPai: true, paiUntil: june }), { paiUntil: null }],
  ["a PAI that was over", health({ paiUntil: july }), health({ hasPai: true, paiUntil: june }), { paiUntil: june }],
])("%s", (_case, kept, gone, expected) => expect(joinedHealth(kept, gone)).toMatchObject(expected));
