/**
 * Worked cases through the same functions as the application (contract §4, `commune simulate`): each is read, answered and compared.
 * What the file or the format of cases cannot express is said, with nothing got: never a guess, never a crash. Pure.
 */
import type { CommuneFile } from "@/lib/rulebook/schema";
import { answerAbsence } from "./rules-absence";
import { type Answer, type Got, Inexpressible } from "./rules-answer";
import { answerCapacity, answerDecision } from "./rules-decision";
import { answerPrice } from "./rules-price";
import { answerQuestion } from "./rules-question";
import { type Case, caseSchema } from "./schema";

export function simulate(file: CommuneFile, given: unknown): Answer {
  const read = caseSchema.safeParse(given);
  if (!read.success) {
    const reasons = read.error.issues.map(({ path, message }) => `${path.join(".") || "case"}: ${message}`);
    return nothing(given, [`this case cannot be read: ${reasons.join("; ")}`]);
  }
  try {
    return { id: read.data.id, ...answer(file, read.data) };
  } catch (error) {
    if (error instanceof Inexpressible) return nothing(given, error.reasons);
    return nothing(given, [`this case cannot be computed: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function answer(file: CommuneFile, asked: Case): Got {
  switch (asked.type) {
    case "price":
      return answerPrice(file, asked);
    case "decision":
      return answerDecision(file, asked);
    case "absence":
      return answerAbsence(file, asked);
    case "capacity":
      return answerCapacity(file, asked);
    case "status":
    case "count":
    case "billing":
      return answerQuestion(file, asked);
  }
}

const EXPECTED = ["expected", "expected_total_cents", "expected_charged_dates"];

function nothing(given: unknown, why: Answer["why"]): Answer {
  const { id, ...rest } = typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
  const expected = EXPECTED.map((key) => rest[key]).find((value) => value !== undefined) ?? null;
  return { id: typeof id === "string" || typeof id === "number" ? id : null, ok: false, got: null, expected, why };
}
