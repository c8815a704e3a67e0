/**
 * What a form of a rule shows: fields, choices, groups and rows with their words, their answers and their faults, ready for a component that
 * knows nothing of rules. Built from the fields, not from the rule, so that what was typed wrong is shown as it was typed. Pure.
 */
import type { Locale } from "@/lib/i18n/locale";
import { bracketWords, knownWords, referenceOf } from "@/lib/wording/rules-choices";
import { keyWord, saidWord, valueWord, wayWord } from "@/lib/wording/rules-names";
import { COUNT, countOf, type Fields, join, MORE, textOf, WAS, WAY, wordsOf } from "./rules-answers";
import { conditionNode } from "./rules-form-condition";
import { daysNodes, formWord, rangeNodes } from "./rules-form-ranges";
import { type At, baseOf, type Choice, type FormContext, type FormNode, type Place } from "./rules-nodes";
import { byImportance, type Plain, type Prop, type Shape } from "./rules-shape";

export function formOf(shape: Shape, fields: Fields, context: FormContext & { key: string }): FormNode[] {
  const place = { path: "v", owner: "", key: context.key, label: "" };
  if (shape.kind === "group") return groupNodes(shape.props, fields, { place, context });
  return [nodeOf(shape, fields, { place: { ...place, label: context.key }, context })];
}

export function nodeOf(shape: Shape, fields: Fields, { place, context }: At): FormNode {
  const { path, label, prop, key } = place;
  const base = baseOf(place, context);
  switch (shape.kind) {
    case "plain":
      return plainNode(shape, fields, { place, context });
    case "flag":
      return { ...base, kind: "check", isOn: textOf(fields, path) === "yes" };
    case "choice":
      return { ...base, kind: "select", value: textOf(fields, path), choices: choicesOf(shape.values, place, context) };
    case "several":
      return boxesNode(shape.values, fields, { place, context });
    case "interval":
      return { ...base, kind: "group", ...shownOpen(prop), nodes: rangeNodes(fields, path, context) };
    case "period":
      return { ...base, kind: "group", ...folded(prop, fields, path), nodes: daysNodes(fields, path, context) };
    case "condition":
      return conditionNode(fields, { place, context });
    case "variant":
      return waysNode(shape.options, fields, { place, context });
    case "group":
      return {
        ...base,
        kind: "group",
        ...folded(prop, fields, path),
        nodes: groupNodes(shape.props, fields, { place, context }),
      };
    case "pair":
      return { ...base, kind: "group", ...shownOpen(prop), nodes: pairNodes(shape.items, fields, { place, context }) };
    case "list":
      return listNode(shape.item, fields, { place, context });
    case "fixed":
      return { name: path, label, kind: "hidden", value: key };
  }
}

function shownOpen(_prop: Prop | undefined) {
  return { isFolded: false, isFilled: true };
}

/** What may be left out is folded until it is answered. */
function folded(prop: Prop | undefined, fields: Fields, path: string) {
  const isFilled = isAnswered(fields, path);
  return { isFolded: prop !== undefined && !prop.required, isFilled };
}

export function isAnswered(fields: Fields, path: string): boolean {
  return Object.entries(fields).some(([name, value]) => {
    if (name !== path && !name.startsWith(`${path}-`)) return false;
    if (name.endsWith(WAS)) return false;
    return name.endsWith(COUNT) ? value !== "0" && value !== "" : value.length > 0;
  });
}

function groupNodes(props: readonly Prop[], fields: Fields, { place, context }: At): FormNode[] {
  return [...props].sort(byImportance).flatMap((prop) => {
    if (prop.shape.kind === "fixed") return [];
    const label = keyWord(context.locale, place.key, prop.key) ?? prop.key;
    const inner = { path: join(place.path, prop.key), owner: place.key, key: prop.key, label, prop };
    return [nodeOf(prop.shape, fields, { place: inner, context })];
  });
}

function pairNodes(items: readonly Shape[], fields: Fields, { place, context }: At): FormNode[] {
  return items.map((item, index) => {
    const key = String(index);
    const label = keyWord(context.locale, place.key, key) ?? key;
    return nodeOf(item, fields, { place: { path: join(place.path, key), owner: place.key, key, label }, context });
  });
}

type PlainShape = Extract<Shape, { kind: "plain" }>;
const MODES: Partial<Record<Plain, "numeric" | "decimal">> = {
  euros: "decimal",
  decimal: "decimal",
  number: "numeric",
};

function plainNode(shape: PlainShape, fields: Fields, { place, context }: At): FormNode {
  const { path, key, owner, prop } = place;
  const value = textOf(fields, path);
  const base = { ...baseOf(place, context), ...hintOf(shape.input, prop, context.locale) };
  const choices = referenceOf(context, owner, key);
  if (choices && (value === "" || choices.some((choice) => choice.value === value))) {
    return { ...base, kind: "select", value, choices: prop?.required ? choices : withNothing(choices, context.locale) };
  }
  const isLong = key === "note" || key === "notes" || (shape.most ?? 0) > 300;
  const input = shape.input === "day" ? "date" : shape.input === "month" ? "month" : isLong ? "long" : "text";
  const mode = MODES[shape.input];
  return {
    ...base,
    kind: "text",
    value,
    input,
    ...(mode ? { mode } : {}),
    isShort: mode !== undefined || shape.input === "hour",
  };
}

function hintOf(input: Plain, prop: Prop | undefined, locale: Locale): { hint?: string } {
  const written = input === "hour" || input === "decimal" || input === "numbers" ? formWord(locale, input) : "";
  const usual = typeof prop?.usual === "string" || typeof prop?.usual === "number" ? prop.usual : undefined;
  const word = usual === undefined ? "" : formWord(locale, "usual", { value: usualText(input, usual) });
  const hint = [written, word].filter(Boolean).join(" ");
  return hint ? { hint } : {};
}

function usualText(input: Plain, usual: string | number): string {
  return input === "euros" ? String(Number(usual) / 100).replace(".", ",") : String(usual);
}

function withNothing(choices: readonly Choice[], locale: Locale): Choice[] {
  return [{ value: "", label: formWord(locale, "nothing") }, ...choices];
}

function choicesOf(values: readonly string[], { key, prop }: Place, { locale }: FormContext): Choice[] {
  const word = (value: string) => valueWord(locale, key, value) ?? value;
  const choices = values.map((value) => ({ value, label: word(value) }));
  if (prop?.required) return [{ value: "", label: formWord(locale, "nothing") }, ...choices];
  const { usual } = prop ?? {};
  const label =
    typeof usual === "string" ? formWord(locale, "usualChoice", { value: word(usual) }) : formWord(locale, "nothing");
  return [{ value: "", label }, ...choices];
}

function boxesNode(values: readonly string[] | null, fields: Fields, { place, context }: At): FormNode {
  const { path, owner, key } = place;
  const chosen = wordsOf(fields, path);
  const known = values?.map((value) => ({ value, label: valueWord(context.locale, key, value) ?? value }));
  const choices = known ?? knownWords(context, owner, key);
  const others = chosen.filter((word) => !choices.some(({ value }) => value === word));
  const more: FormNode = {
    name: join(path, MORE),
    label: formWord(context.locale, "more"),
    kind: "text",
    value: [...others, textOf(fields, join(path, MORE))].filter(Boolean).join(", "),
    input: "text",
  };
  const was: FormNode = { name: join(path, WAS), label: "", kind: "hidden", value: textOf(fields, join(path, WAS)) };
  const hint = key === "activities" && !place.prop?.required ? { hint: formWord(context.locale, "allActivities") } : {};
  const ticked = chosen.filter((word) => !others.includes(word));
  return {
    ...{ ...baseOf(place, context), ...hint, kind: "boxes", chosen: ticked, choices },
    beside: isOpenList(values, key) || others.length > 0 ? [more, was] : [was],
  };
}

/** Names of the file are all there is; reasons and proofs may be words of the commune's own. */
function isOpenList(values: readonly string[] | null, key: string): boolean {
  return values === null && !["activities", "sites"].includes(key);
}

type Options = Extract<Shape, { kind: "variant" }>["options"];

function waysNode(options: Options, fields: Fields, { place, context }: At): FormNode {
  const { path, owner, key, prop } = place;
  const name = join(path, WAY);
  // What must be answered begins with its simplest way: a fixed price.
  const isOptional = prop?.required === false;
  const value = textOf(fields, name) || (isOptional ? "" : (options[0]?.key ?? ""));
  const choices = options.map(({ key: way }) => ({
    value: way,
    label: wayWord(context.locale, { owner, key, way }) ?? way,
  }));
  const chosen = options.find((option) => option.key === value);
  const inner = { path, owner, key, label: place.label };
  const nodes = chosen ? insideOf(chosen.shape, fields, { place: inner, context }) : [];
  return {
    ...{ ...baseOf(place, context), name, kind: "ways", value, nodes },
    choices: isOptional ? withNothing(choices, context.locale) : choices,
  };
}

function insideOf(shape: Shape, fields: Fields, at: At): readonly FormNode[] {
  if (shape.kind === "fixed") return [];
  if (shape.kind === "group") return groupNodes(shape.props, fields, at);
  return [nodeOf(shape, fields, at)];
}

function listNode(item: Shape, fields: Fields, { place, context }: At): FormNode {
  const { path, label, owner, key } = place;
  const brackets = key === "amounts" ? bracketWords(context, textOf(fields, path.replace(/-amounts$/, "-scale"))) : [];
  const items = Array.from({ length: countOf(fields, path) || brackets.length }, (_, index) => {
    const short = saidWord(context.locale, owner, key) ?? label;
    const own = brackets[index] ?? formWord(context.locale, "row", { label: short, number: String(index + 1) });
    const inner = { path: join(path, index), owner, key, label: own };
    return { path: inner.path, label: own, node: nodeOf(item, fields, { place: inner, context }) };
  });
  const count: FormNode = { name: join(path, COUNT), label: "", kind: "hidden", value: String(items.length) };
  return { ...baseOf(place, context), kind: "list", count, items };
}
