/**
 * The shape of a rule as a form sees it, read from the schema itself: a key that the schema gains has its field the same day
 * (docs/commune-file.md; design §4). What a person writes in one go — a day, an amount, a condition — is one field here. Pure.
 */
import type { z } from "zod";
import {
  centsSchema,
  conditionSchema,
  daySchema,
  decimalSchema,
  hourSchema,
  intervalSchema,
  monthSchema,
  periodSchema,
} from "@/lib/rulebook/schema-words";

export type Plain = "line" | "day" | "month" | "hour" | "decimal" | "number" | "euros" | "numbers";
export type Shape =
  | { kind: "plain"; input: Plain; most?: number }
  | { kind: "interval" | "period" | "condition" | "flag" }
  | { kind: "fixed"; value: string }
  | { kind: "choice"; values: readonly string[] }
  | { kind: "several"; values: readonly string[] | null }
  | { kind: "group"; props: readonly Prop[] }
  | { kind: "pair"; items: readonly Shape[] }
  | { kind: "list"; item: Shape }
  | { kind: "variant"; options: readonly Option[] };
export type Prop = { key: string; shape: Shape; required: boolean; usual?: unknown };
export type Option = { key: string; shape: Shape; accepts: (value: unknown) => boolean };

type Schema = z.core.$ZodType;

const definition = (schema: Schema) => (schema as z.core.$ZodTypes)._zod.def;

/** Schemas that are one field, whatever they are made of. A description makes a copy of a schema, and keeps its definition. */
const WHOLE = new Map<unknown, Shape>(
  (
    [
      [daySchema, { kind: "plain", input: "day" }],
      [monthSchema, { kind: "plain", input: "month" }],
      [hourSchema, { kind: "plain", input: "hour" }],
      [centsSchema, { kind: "plain", input: "euros" }],
      [decimalSchema, { kind: "plain", input: "decimal" }],
      [intervalSchema, { kind: "interval" }],
      [periodSchema, { kind: "period" }],
      [conditionSchema, { kind: "condition" }],
    ] as const
  ).map(([schema, shape]) => [definition(schema), shape]),
);

const shapes = new WeakMap<object, Shape>();

export function shapeOf(schema: Schema, key = ""): Shape {
  const known = shapes.get(schema);
  if (known) return known;
  const shape = made(schema, key);
  shapes.set(schema, shape);
  return shape;
}

function made(schema: Schema, key: string): Shape {
  const def = definition(schema);
  const whole = WHOLE.get(def);
  if (whole) return whole;
  switch (def.type) {
    case "optional":
    case "default":
    case "prefault":
      return shapeOf(def.innerType, key);
    case "boolean":
      return { kind: "flag" };
    case "number":
      return { kind: "plain", input: isEuros(key) ? "euros" : "number" };
    case "enum":
      return { kind: "choice", values: Object.values(def.entries).map(String) };
    case "literal":
      return { kind: "fixed", value: String(def.values[0]) };
    case "array":
      return listOf(def.element, key);
    case "tuple":
      return { kind: "pair", items: def.items.map((item) => shapeOf(item)) };
    case "record":
      return recordOf(def.keyType, def.valueType);
    case "object":
    case "intersection":
      return { kind: "group", props: propsOf(schema) };
    case "union":
      return variantOf(def.options);
    default:
      return { kind: "plain", input: "line", ...longest(schema) };
  }
}

/** Amounts are cents in the file and euros on the screen; a step of rounding stays in cents. */
function isEuros(key: string): boolean {
  return key === "cents" || (key.endsWith("Cents") && key !== "stepCents");
}

function longest(schema: Schema): { most?: number } {
  const most = "maxLength" in schema && typeof schema.maxLength === "number" ? schema.maxLength : undefined;
  return most === undefined ? {} : { most };
}

/** Names, one of several words, months: ticked or written on one line. What is longer is a list of its own. */
function listOf(element: Schema, key: string): Shape {
  const item = shapeOf(element, key);
  if (item.kind === "choice") return { kind: "several", values: item.values };
  if (item.kind === "plain" && item.input === "number") return { kind: "plain", input: "numbers" };
  if (item.kind === "plain" && item.input === "line" && key !== "notes") return { kind: "several", values: null };
  return { kind: "list", item };
}

function recordOf(keyType: Schema, valueType: Schema): Shape {
  const keys = shapeOf(keyType);
  const shape = shapeOf(valueType);
  return {
    kind: "group",
    props: (keys.kind === "choice" ? keys.values : []).map((key) => ({ key, shape, required: false })),
  };
}

function propsOf(schema: Schema): Prop[] {
  const def = definition(schema);
  if (def.type === "intersection") return [...propsOf(def.left), ...propsOf(def.right)];
  if (def.type !== "object") return [];
  return Object.entries(def.shape).map(([key, inner]) => propOf(key, inner));
}

function propOf(key: string, schema: Schema): Prop {
  const def = definition(schema);
  const shape = shapeOf(schema, key);
  if (def.type === "default") return { key, shape, required: false, usual: def.defaultValue };
  return { key, shape, required: def.type !== "optional" && def.type !== "prefault" };
}

/** A choice inside a choice is one choice; each word of a list of words is a way of its own. */
function variantOf(schemas: readonly Schema[]): Shape {
  const options = schemas.flatMap((schema): Option[] => {
    const shape = shapeOf(schema);
    if (shape.kind === "variant") return [...shape.options];
    const accepts = (value: unknown) => (schema as z.ZodType).safeParse(value).success;
    if (shape.kind === "choice" || shape.kind === "fixed") {
      const values = shape.kind === "choice" ? shape.values : [shape.value];
      return values.map((value) => ({
        key: value,
        shape: { kind: "fixed", value },
        accepts: (given: unknown) => given === value,
      }));
    }
    return [{ key: nameOf(shape), shape, accepts }];
  });
  const [only] = options;
  const words = options.every(({ shape }) => shape.kind === "fixed");
  if (words && options.length > 1) return { kind: "choice", values: options.map(({ key }) => key) };
  return options.length === 1 && only ? only.shape : { kind: "variant", options };
}

/** A way is named after what tells it from the others: its kind, or its first key that must be there. */
function nameOf(shape: Shape): string {
  if (shape.kind === "plain") return shape.input;
  if (shape.kind !== "group") return shape.kind;
  const kind = shape.props.find(({ key }) => key === "kind")?.shape;
  if (kind?.kind === "fixed") return kind.value;
  return (shape.props.find(({ required }) => required) ?? shape.props[0])?.key ?? "group";
}

/** What a rule is for comes first, what few rules say comes last. */
const FIRST = ["label", "actions", "activities", "when"];
const LAST = ["inForce", "id", "note"];

export function byImportance(one: Prop, other: Prop): number {
  return rankOf(one) - rankOf(other);
}

function rankOf({ key, required }: Prop): number {
  const first = FIRST.indexOf(key);
  if (first >= 0) return first - FIRST.length;
  return required ? 0 : LAST.indexOf(key) + 1;
}
