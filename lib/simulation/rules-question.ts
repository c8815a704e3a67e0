/** Cases that ask a question of the règlement: a category, a number, a date, a month, yes or no. The file's own answers come first. Pure. */

import { answerTo } from "@/lib/deadline/rules-billing";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { agree, type Found, type Got, Inexpressible, type Question } from "./rules-answer";
import { answerBilling } from "./rules-billing";
import { answerCount, categoryFor } from "./rules-count";
import { factsOf } from "./rules-facts";
import type { Of } from "./schema";

export function answerQuestion(
  file: CommuneFile,
  { type, question, given, expected }: Of<"status" | "count" | "billing">,
): Got {
  const asked: Question = { type, question, given, facts: factsOf(given) };
  const ways: (() => Found)[] = [
    () => ownAnswer(file, asked),
    () => categoryFor(file, asked),
    ...(type === "count"
      ? [() => answerCount(file, asked), () => answerBilling(file, asked)]
      : [() => answerBilling(file, asked), () => answerCount(file, asked)]),
  ];
  for (const way of ways) {
    const found = way();
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
