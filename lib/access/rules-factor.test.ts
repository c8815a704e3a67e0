import { expect, it } from "vitest";
import { staffRoles } from "./permissions";
import { factorStep } from "./rules-factor";

const none = { enrolled: false, passed: false };
const known = { enrolled: true, passed: false };

it.each(staffRoles)("asks %s for the code of a telephone that is known, required or not", (role) => {
  expect(factorStep(role, known, "offered")).toBe("enter");
  expect(factorStep(role, known, "required")).toBe("enter");
  expect(factorStep(role, { enrolled: true, passed: true }, "required")).toBeNull();
});

it.each(staffRoles)("makes %s add a telephone only where it is required", (role) => {
  expect(factorStep(role, none, "required")).toBe("enrol");
  expect(factorStep(role, none, "offered")).toBeNull();
});

it("asks parents for nothing", () => {
  expect(factorStep("parent", none, "required")).toBeNull();
});
