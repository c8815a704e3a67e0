import { expect, it } from "vitest";
import { writeTable } from "./csv";

it.each(["=1+1", "+33 6", "-2+3", "@SUM(A1)", "\tx"])("keeps %j a text in a spreadsheet", (name) => {
  const [line = ""] = writeTable([[name, "38"]])
    .replace("\ufeff", "")
    .split("\r\n");
  expect(line.replace(/^"/, "").startsWith("'")).toBe(true);
});

it("leaves figures and names alone", () => {
  expect(writeTable([["Les Oliviers", "38"]])).toBe("\ufeffLes Oliviers;38\r\n");
});
