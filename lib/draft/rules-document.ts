/**
 * The document of a draft: a commune file as short as it can be said, and one rule of it put in, taken out or moved. Every change gives a
 * new document; none touches the one it was given. Pure.
 */
import { createHash } from "node:crypto";
import type { Section } from "@/lib/editor/rules-sections";
import { type Prop, type Shape, shapeOf } from "@/lib/editor/rules-shape";
import { canonical, type Json } from "@/lib/evidence/tlog/strict/canonical";
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";

export type Document = Readonly<Record<string, unknown>>;

/** What a rule was when its form was drawn: another agent's change shows. An absent rule has one too. */
export function fingerprint(value: unknown): string {
  return createHash("sha256")
    .update(canonical((value ?? null) as Json))
    .digest("hex")
    .slice(0, 24);
}

/** What a default says anyway is left out: a shorter file, that says the same. */
export function shortened(file: CommuneFile): Document {
  return short(shapeOf(communeFileSchema), file) as Document;
}

function short(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  switch (shape.kind) {
    case "group":
      return shortGroup(shape.props, value as Record<string, unknown>);
    case "list":
      return (value as unknown[]).map((item) => short(shape.item, item));
    case "pair":
      return shape.items.map((item, index) => short(item, (value as unknown[])[index]));
    case "variant": {
      const option = shape.options.find(({ accepts }) => accepts(value));
      return option ? short(option.shape, value) : value;
    }
    default:
      return value;
  }
}

function shortGroup(props: readonly Prop[], group: Record<string, unknown>): Document {
  const kept = props.flatMap((prop): [string, unknown][] => {
    const value = short(prop.shape, group[prop.key]);
    if (value === undefined || isUsual(prop, value)) return [];
    return [[prop.key, value]];
  });
  return Object.fromEntries(kept);
}

/** A group that may be left out and has nothing to say is left out. */
function isUsual({ usual, required, shape }: Prop, value: unknown): boolean {
  if (usual !== undefined) return canonical(usual as Json) === canonical(value as Json);
  return !required && shape.kind === "group" && Object.keys(value as object).length === 0;
}

export function rulesIn(document: Document, { path, isList }: Section): readonly unknown[] {
  const value = path.reduce<unknown>((at, key) => (at as Document | undefined)?.[key], document);
  if (isList) return (value as unknown[] | undefined) ?? [];
  return [value ?? {}];
}

/** The sheet of a section without what has its own page. */
export function ruleAt(document: Document, section: Section, index: number): unknown {
  const rule = rulesIn(document, section)[index];
  return section.without ? omit(rule as Document, section.without) : rule;
}

function omit(value: Document, keys: readonly string[]): Document {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** `index` null adds a rule at the end; `value` undefined takes it away. */
export function withRule(document: Document, section: Section, change: { index: number | null; value: unknown }) {
  const { index, value } = change;
  if (!section.isList) return put(document, section.path, merged(document, section, value));
  const rules = [...rulesIn(document, section)];
  if (value === undefined) rules.splice(index ?? rules.length, 1);
  else rules.splice(index ?? rules.length, 1, value);
  return put(document, section.path, rules.length > 0 ? rules : undefined);
}

function merged(document: Document, section: Section, value: unknown): unknown {
  if (!section.without) return value;
  const before = rulesIn(document, section)[0] as Document;
  const kept = Object.entries(before).filter(([key]) => section.without?.includes(key));
  return { ...(value as Document), ...Object.fromEntries(kept) };
}

export function withMoved(document: Document, section: Section, { from, to }: { from: number; to: number }): Document {
  const rules = [...rulesIn(document, section)];
  if (to < 0 || to >= rules.length || from < 0 || from >= rules.length) return document;
  const [rule] = rules.splice(from, 1);
  rules.splice(to, 0, rule);
  return put(document, section.path, rules);
}

function put(document: Document, [key = "", ...rest]: readonly string[], value: unknown): Document {
  const inner = rest.length === 0 ? value : put((document[key] as Document | undefined) ?? {}, rest, value);
  const isGone = inner === undefined || (rest.length > 0 && Object.keys(inner as object).length === 0);
  if (!isGone) return { ...document, [key]: inner };
  return omit(document, [key]);
}

/** Where a rule stands now: at its place, or where a colleague moved it; null when it changed or went. */
export function findRule(
  document: Document,
  section: Section,
  { index, base }: { index: number; base: string },
): number | null {
  if (!section.isList) return fingerprint(ruleAt(document, section, 0)) === base ? 0 : null;
  const rules = rulesIn(document, section);
  if (index < rules.length && fingerprint(rules[index]) === base) return index;
  const same = rules.flatMap((rule, at) => (fingerprint(rule) === base ? [at] : []));
  return same.length === 1 ? (same[0] ?? null) : null;
}
