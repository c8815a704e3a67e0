import { expect, it } from "vitest";
import { sectionNames, sections } from "@/lib/commune/schema";
import { fieldsOf } from "./fields";

/** The logo has a form of its own. */
const ELSEWHERE = ["logo"];

it.each(sectionNames)("asks every field of %s, and no other", (section) => {
  const known = Object.keys(sections[section].shape).filter((name) => !ELSEWHERE.includes(name));
  expect(fieldsOf[section].map(({ name }) => name).sort()).toEqual(known.sort());
});
