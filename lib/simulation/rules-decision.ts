/** Cases of decision and of places: what the file answers to a request at an instant, and whether one more child may come. Pure. */

import type { Facts } from "@/lib/clause/rules-conditions";
import { decide } from "@/lib/deadline/rules";
import { capacityOn } from "@/lib/deadline/rules-capacity";
import type { CommuneFile } from "@/lib/rulebook/schema";
import { type Got, Inexpressible } from "./rules-answer";
import { factsOf } from "./rules-facts";
import { factsOfChild } from "./rules-household";
import { activityOf } from "./rules-uses";
import type { Of } from "./schema";

const READ_DECISION = [
  "id",
  "type",
  "service",
  "action",
  "for_date",
  "at",
  "context",
  "household",
  "child",
  "expected",
  "why",
];

export function answerDecision(file: CommuneFile, asked: Of<"decision">): Got {
  const activity = activityOf(file, asked.service);
  const child = asked.child ?? asked.context.child;
  const facts = {
    ...factsOfChild(asked.household, child, activity),
    ...factsOf(asked, READ_DECISION),
    ...inner(asked.context.household),
    ...inner(child),
    ...factsOf(asked.context, ["household", "child"]),
  };
  const taken = asked.context.already_booked ?? asked.already_booked;
  const verdict = decide(file, {
    action: asked.action,
    activity,
    day: asked.for_date,
    now: asked.at,
    facts,
    ...(typeof taken === "number" ? { capacity: { taken } } : {}),
  });
  const expected = asked.expected ?? null;
  return {
    got: verdict.outcome,
    expected,
    ok: expected === null || isAnswer(verdict.outcome, expected),
    why: verdict.why,
  };
}

/** A household or a child told within the context. */
function inner(told: unknown): Facts {
  return typeof told === "object" && told !== null && !Array.isArray(told) ? factsOf({ ...told }) : {};
}

/** Past a limit of which the page says no more, anything but a plain acceptance at the normal price is right. */
function isAnswer(outcome: string, expected: string): boolean {
  return expected === "out_of_time" ? outcome !== "accepted" : outcome === expected;
}

export function answerCapacity(file: CommuneFile, asked: Of<"capacity">): Got {
  const activity = activityOf(file, asked.service);
  const ages = asked.context.ages ?? asked.ages;
  const facts = {
    ...factsOf(asked, ["id", "type", "service", "context", "expected", "why", "ages"]),
    ...factsOf(asked.context, ["ages"]),
  };
  const { left, why } = capacityOn(file, {
    activity,
    day: asked.for_date,
    facts,
    taken: asked.already_booked,
    ...(typeof ages === "object" && ages !== null ? { ageCounts: ages as Record<number, number> } : {}),
  });
  if (left === null) throw new Inexpressible([`the file limits no places of ${activity} on ${asked.for_date}`]);
  const got = left > 0 ? "accepted" : "full";
  return { got, expected: asked.expected ?? null, ok: asked.expected === undefined || asked.expected === got, why };
}
