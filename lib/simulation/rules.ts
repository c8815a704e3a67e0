/**
 * Worked cases through the same functions as the application (contract §4, `commune simulate`): each is read, answered and compared.
 * What the file or the format of cases cannot express is said, with nothing got: never a guess, never a crash. Pure.
 */

import { answerTo } from "@/lib/deadline/rules-billing";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { answerAbsence } from "./rules-absence";
import { type Answer, agree, type Found, type Got, Inexpressible, type Question } from "./rules-answer";
import { answerBilling } from "./rules-billing";
import { answerCount } from "./rules-count";
import { answerCapacity, answerDecision } from "./rules-decision";
import { factsOf } from "./rules-facts";
import { answerPrice } from "./rules-price";
import { categoryFor, onlyCategory } from "./rules-status";
import { type Case, caseSchema, type Of } from "./schema";

export function simulate(file: CommuneFile, given: unknown): Answer {
  if (daysTold(given) > MOST_DAYS) return nothing(given, [`a case tells at most ${MOST_DAYS} days of one household`]);
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

/** A school of a hundred children has as many meals in a year; a case is about one household. */
const MOST_DAYS = 20_000;

/** Counted before a word is read. */
function daysTold(given: unknown): number {
  if (typeof given !== "object" || given === null) return 0;
  const { use, given: inner } = given as Record<string, unknown>;
  const uses: readonly unknown[] = Array.isArray(use) ? use : [];
  const lists = uses.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  const own = lists.reduce<number>((sum, list) => sum + (Array.isArray(list) ? list.length : 0), uses.length);
  return inner === undefined ? own : own + daysTold({ use: (inner as { use?: unknown } | null)?.use });
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

/** A question of the règlement: a category, a number, a date, a month, yes or no. The file's own answers come first. */
function answerQuestion(
  file: CommuneFile,
  { type, question, given, expected }: Of<"status" | "count" | "billing">,
): Got {
  const asked: Question = { type, question, given, facts: factsOf(given) };
  const [first, second] = type === "count" ? [answerCount, answerBilling] : [answerBilling, answerCount];
  const ways = [ownAnswer, categoryFor, first, second, onlyCategory];
  for (const way of ways) {
    const found = way(file, asked);
    if (!found) continue;
    const right = found.values.find((value) => agree(value, expected));
    return {
      got: right ?? found.values[0],
      expected,
      ok: right !== undefined || expected === undefined,
      why: found.why,
    };
  }
  throw new Inexpressible([`the file does not answer “${question}”: give it under billing.answers or categories`]);
}

function ownAnswer(file: CommuneFile, { question, facts }: Question): Found {
  const value = answerTo(file, question, facts);
  if (value === null) return null;
  const label = file.billing.answers.find((one) => one.question === question)?.label;
  return { values: [value], why: label === undefined ? [] : [label] };
}
