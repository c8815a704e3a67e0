/**
 * What changes from one version of the rules to the next, section by section: rules added, removed, changed or moved, in sentences
 * (issue 3, point 4: the office sees it before it publishes). Pure.
 */
import { type Said, sayRule } from "@/lib/editor/rules-say";
import { rulesOf, type Section, sections, shapeOfSection } from "@/lib/editor/rules-sections";
import type { Locale } from "@/lib/i18n/locale";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Reader } from "@/lib/wording/rules-phrases";
import { type Document, fingerprint, ruleAt, shortened } from "./rules-document";

export type Change =
  | { kind: "added" | "removed"; said: Said }
  | { kind: "changed"; title: string; before: readonly string[]; after: readonly string[] }
  | { kind: "moved"; said: Said };
export type SectionChanges = { slug: string; changes: readonly Change[] };

type Rule = { mark: string; said: Said };

export function differences(before: CommuneFile, after: CommuneFile, locale: Locale): SectionChanges[] {
  const [old, fresh] = [before, after].map((file) => ({ file, document: shortened(file) }));
  if (!old || !fresh) return [];
  return sections.flatMap((section) => {
    const changes = changesOf(rulesSaid(old, section, locale), rulesSaid(fresh, section, locale));
    return changes.length > 0 ? [{ slug: section.slug, changes }] : [];
  });
}

function rulesSaid({ file, document }: { file: CommuneFile; document: Document }, section: Section, locale: Locale) {
  const reader: Reader = { locale, file };
  const shape = shapeOfSection(section);
  const key = section.path.at(-1) ?? "";
  return rulesOf(file, section).map((value, index): Rule => {
    const mark = fingerprint(ruleAt(document, section, index));
    return { mark, said: sayRule(reader, shape, { key, value }) };
  });
}

/** Rules that are the same first; of the others, those with one title are one rule that changed, then those at one place. */
function changesOf(before: readonly Rule[], after: readonly Rule[]): Change[] {
  const gone = unmatched(before, after);
  const come = unmatched(after, before);
  const pairs: [Rule, Rule][] = [];
  for (const rule of [...gone]) {
    const other =
      come.find(({ said }) => said.title === rule.said.title) ?? (gone.length === come.length ? come[0] : null);
    if (!other) continue;
    pairs.push([rule, other]);
    gone.splice(gone.indexOf(rule), 1);
    come.splice(come.indexOf(other), 1);
  }
  return [
    ...pairs.map(([old, fresh]) => changed(old.said, fresh.said)),
    ...gone.map(({ said }): Change => ({ kind: "removed", said })),
    ...come.map(({ said }): Change => ({ kind: "added", said })),
    ...movedIn(before, after),
  ];
}

function unmatched(rules: readonly Rule[], others: readonly Rule[]): Rule[] {
  const left = others.map(({ mark }) => mark);
  return rules.filter(({ mark }) => {
    const at = left.indexOf(mark);
    if (at < 0) return true;
    left.splice(at, 1);
    return false;
  });
}

function changed(old: Said, fresh: Said): Change {
  const [before, after] = [linesOf(old), linesOf(fresh)];
  return {
    kind: "changed",
    title: fresh.title || old.title,
    before: before.filter((line) => !after.includes(line)),
    after: after.filter((line) => !before.includes(line)),
  };
}

function linesOf({ title, details }: Said): readonly string[] {
  return [title, ...details].filter(Boolean);
}

/** Where the first rule that fits decides, an order is a rule: what is kept and no longer in its order moved. */
function movedIn(before: readonly Rule[], after: readonly Rule[]): Change[] {
  const kept = before.filter(({ mark }) => after.some((rule) => rule.mark === mark));
  const order = after.filter(({ mark }) => before.some((rule) => rule.mark === mark));
  const first = kept.findIndex(({ mark }, index) => order[index]?.mark !== mark);
  const rule = first < 0 ? undefined : order[first];
  return rule ? [{ kind: "moved", said: rule.said }] : [];
}
