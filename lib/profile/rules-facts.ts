/** Which facts of its own a commune asks about households and children, and what kind of answer each takes (docs/commune-file.md §2). Pure. */
import type { FactValue } from "@/lib/clause/rules-conditions";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
import type { CommuneFile } from "@/lib/rulebook/schema";

export type FactKind = "yes-no" | "number" | "text";
export type AskedFact = { id: string; label: string; kind: FactKind; otherwise: FactValue };

export function factsAbout(file: CommuneFile, about: "household" | "child"): AskedFact[] {
  return file.facts
    .filter((fact) => fact.of === about)
    .map(({ id, label, default: otherwise }) => ({ id, label, kind: kindOf(file, id, otherwise), otherwise }));
}

/** By the default, else by the values that the rules look for. */
function kindOf(file: CommuneFile, id: string, otherwise: FactValue): FactKind {
  if (typeof otherwise === "boolean") return "yes-no";
  if (typeof otherwise === "number") return "number";
  if (typeof otherwise === "string") return "text";
  const wanted = wantedFor(file, id);
  if (wanted.some((value) => typeof value === "boolean")) return "yes-no";
  if (wanted.some((value) => typeof value === "string" && !/^[[(<>=\d]/.test(value))) return "text";
  return "number";
}

/** Every value that a condition of the file compares the fact with. */
function wantedFor(value: unknown, id: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => wantedFor(one, id));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => (name === id ? plainValues(inner) : wantedFor(inner, id)));
}

function plainValues(wanted: unknown): unknown[] {
  if (Array.isArray(wanted)) return wanted.flatMap(plainValues);
  if (typeof wanted === "object" && wanted !== null && "not" in wanted) return plainValues(wanted.not);
  return [wanted];
}

/** What was typed as the rules read it; null when it is no such answer. */
export function readAnswer(kind: FactKind, text: string): FactValue | null {
  if (kind === "text") return text;
  if (kind === "yes-no") return text === "oui" ? true : text === "non" ? false : null;
  const number = Number(text.replace(",", ".").replace(/[\s\u00a0]/g, ""));
  return Number.isFinite(number) && Math.abs(number) < 1e9 ? number : null;
}

/** The words that the rules in force have for how a child is enrolled: regular, occasional, card… Empty when no rule asks. */
export function regularitiesOf(history: RulesHistory, today: CivilDate): string[] {
  const file = rulesOn(history, today)?.file;
  if (!file || file.categories.some(({ fact }) => fact === "regularity")) return [];
  const words = wantedFor(file, "regularity").filter((word): word is string => typeof word === "string");
  return [...new Set(words)].sort();
}
