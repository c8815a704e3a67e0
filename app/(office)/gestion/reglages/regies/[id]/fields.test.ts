import { expect, it } from "vitest";
import { regieSections } from "@/lib/commune/schema-regie";
import { askedSections, regieFields } from "./fields";

it.each(askedSections)("asks every field of %s, and no other", (section) => {
  expect(regieFields[section].map(({ name }) => name).sort()).toEqual(Object.keys(regieSections[section].shape).sort());
});

it.each(askedSections)("offers in %s only choices that the settings take", (section) => {
  for (const field of regieFields[section]) {
    if (field.look !== "choice") continue;
    for (const value of field.values) {
      expect(regieSections[section].safeParse({ [field.name]: value }).success, `${field.name} ${value}`).toBe(true);
    }
  }
});
