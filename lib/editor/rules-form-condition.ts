/** A condition in a form: alternatives, each with its facts, and one list to add a fact from. Pure. */

import { factChoices, factsOf } from "@/lib/wording/rules-choices";
import { factWord } from "@/lib/wording/rules-names";
import { COUNT, countOf, type Fields, join, MORE, textOf, WAS, wordsOf } from "./rules-answers";
import { CONTROL, FACT, NOT } from "./rules-conditions";
import { daysNodes, formWord, rangeNodes } from "./rules-form-ranges";
import { type At, baseOf, type FactNode, type FormNode, type WayNode } from "./rules-nodes";

export function conditionNode(fields: Fields, { place, context }: At): FormNode {
  const { path } = place;
  const ways = Array.from({ length: countOf(fields, path) }, (_, index) => wayNode(fields, index, { place, context }));
  const list: FormNode = { name: join(path, "_list"), label: "", kind: "hidden", value: asList(fields, path) };
  return {
    ...{ ...baseOf(place, context), kind: "condition", ways },
    count: {
      ...{ name: path, label: "", kind: "group", isFolded: false, isFilled: true },
      nodes: [{ name: join(path, COUNT), label: "", kind: "hidden", value: String(ways.length) }, list],
    },
  };
}

function asList(fields: Fields, path: string): string {
  return textOf(fields, join(path, "_list"));
}

function wayNode(fields: Fields, index: number, { place, context }: At): WayNode {
  const path = join(place.path, index);
  const facts = Array.from({ length: countOf(fields, path) }, (_, row) =>
    factNode(fields, join(path, row), { place, context }),
  );
  const word = index === 0 ? "condition" : "otherCondition";
  return {
    path,
    label: formWord(context.locale, word, { number: String(index + 1) }),
    facts,
    count: { name: join(path, COUNT), label: "", kind: "hidden", value: String(facts.length) },
    add: {
      ...{ name: join(path, "_add"), label: formWord(context.locale, "factToAdd"), kind: "select", value: "" },
      choices: [{ value: "", label: formWord(context.locale, "nothing") }, ...factsOf(context)],
    },
  };
}

function factNode(fields: Fields, path: string, { place, context }: At): FactNode {
  const fact = textOf(fields, join(path, FACT));
  const control = textOf(fields, join(path, CONTROL));
  const hidden = [FACT, CONTROL, WAS].map((part): FormNode => {
    return { name: join(path, part), label: "", kind: "hidden", value: textOf(fields, join(path, part)) };
  });
  const not: FormNode = {
    ...{ name: join(path, NOT), label: formWord(context.locale, "not"), kind: "check" },
    isOn: textOf(fields, join(path, NOT)) === "yes",
  };
  const label = factWord(context.locale, context.file, fact);
  const error = context.faults.get(join(place.path, fact)) ?? context.faults.get(path);
  const answer = answerNodes(fields, { path, fact, control, label, ...(error ? { error } : {}) }, context);
  return { path, label, nodes: control === "kept" ? [...hidden, ...answer] : [...hidden, ...answer, not] };
}

type Asked = { path: string; fact: string; control: string; label: string; error?: string };

function answerNodes(fields: Fields, asked: Asked, context: At["context"]): FormNode[] {
  const { path, fact, control, label, error } = asked;
  if (control === "range") return rangeNodes(fields, path, context);
  if (control === "days") return daysNodes(fields, path, context);
  if (control === "kept") {
    const hint = formWord(context.locale, "kept");
    return [{ name: path, label, kind: "group", isFolded: false, isFilled: true, nodes: [], hint }];
  }
  const choices = factChoices(context, fact);
  const chosen = wordsOf(fields, join(path, "words"));
  const others = chosen.filter((word) => !choices.some(({ value }) => value === word));
  const isClosed = choices.length > 0 && CLOSED.includes(fact) && others.length === 0;
  const more: FormNode = {
    ...{ name: join(path, MORE), kind: "text", input: "text" },
    label: formWord(context.locale, choices.length > 0 ? "more" : "own"),
    value: [...others, textOf(fields, join(path, MORE))].filter(Boolean).join(", "),
  };
  return [
    {
      ...{ name: join(path, "words"), label, kind: "boxes", choices, ...(error ? { error } : {}) },
      ...{ chosen: chosen.filter((word) => !others.includes(word)), beside: isClosed ? [] : [more] },
    },
  ];
}

/** Facts that have no other value than those the portal knows. */
const CLOSED = [
  "resident",
  "afterHolidays",
  "weekday",
  "booking",
  "qfState",
  "time",
  "holiday",
  "channel",
  "person",
  "unit",
  "status",
  "slot",
  "school",
];
