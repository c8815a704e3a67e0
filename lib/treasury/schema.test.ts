import { expect, it } from "vitest";
import { decisionSchema, periodSchema } from "./schema";

const ID = "0190f4a2-0000-7000-8000-000000000001";
const faultsOf = (result: { success: boolean; error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
  (result.error?.issues ?? []).map((issue) => [issue.path.join("."), issue.message]);

it("a period does not end before it begins", () => {
  const period = { regieId: ID, since: "2026-11-30", until: "2026-11-01" };
  expect(faultsOf(periodSchema.safeParse(period))).toEqual([["until", "dateOrder"]]);
  expect(periodSchema.safeParse({ ...period, since: "2026-11-01" }).success).toBe(true);
});

it("a decision has a reason, and an amount only if money came", () => {
  const decision = { attemptId: ID, decision: "none", reason: "Rien sur le relevé" };
  expect(decisionSchema.parse({ ...decision, amount: "" })).toMatchObject({ amount: null });
  expect(faultsOf(decisionSchema.safeParse({ ...decision, reason: "non" }))).toEqual([["reason", "required"]]);
});
