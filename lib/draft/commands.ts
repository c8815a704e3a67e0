/**
 * The draft of the rules: begun from the version in force, changed rule by rule, thrown away. The row is locked while it changes, and a rule
 * that a colleague changed meanwhile is never overwritten unseen. Each change is an event; nothing is in force before it is published.
 */

import type { Fault } from "@/lib/check/rules-fault";
import { shapeFaults } from "@/lib/check/rules-shape";
import type { Fields } from "@/lib/editor/rules-answers";
import { read } from "@/lib/editor/rules-fields";
import { changed, changeOf } from "@/lib/editor/rules-rows";
import { type Section, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import { type Event, record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { rulesHistory } from "@/lib/rulebook/queries";
import { type CommuneFile, communeFileSchema } from "@/lib/rulebook/schema";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import { DRAFT_ID, draftOf } from "./queries";
import {
  type Document,
  findRule,
  fingerprint,
  ruleAt,
  rulesIn,
  shortened,
  withMoved,
  withRule,
} from "./rules-document";
import type { RuleAct, RuleForm } from "./schema";

export async function startDraft(context: Context): Promise<Outcome<object, "no-rules">> {
  const { tx, now, actor } = context;
  // A version that is still to come is not undone by the next one: the change begins from the last that was published.
  const rules = (await rulesHistory(tx)).at(-1);
  if (!rules) return refused("no-rules");
  const document = shortened(rules.file) as JsonObject;
  const row = { document, basedOnId: rules.id, updatedAt: now, updatedById: actor?.accountId ?? null };
  // Two agents may begin at once: the second finds the draft of the first. One that can no longer be read is begun anew.
  const { count } = await tx.rulesDraft.createMany({ data: [{ id: DRAFT_ID, ...row }], skipDuplicates: true });
  if (count === 0 && (await lockDraft(context)) !== null) return done();
  if (count === 0) await tx.rulesDraft.update({ where: { id: DRAFT_ID }, data: row });
  await record(context, draftChanged({ change: "started", version: rules.label }));
  return done();
}

/** `revision` is the draft as the page showed it: a colleague's later change is not thrown away unseen. */
export async function discardDraft(
  context: Context,
  { revision }: { revision: string },
): Promise<Outcome<object, "no-draft" | "draft-changed">> {
  const document = await lockDraft(context);
  const draft = await draftOf(context.tx);
  if (!document || !draft) return refused("no-draft");
  if (draft.revision !== revision) return refused("draft-changed");
  await context.tx.rulesDraft.delete({ where: { id: DRAFT_ID } });
  await record(context, draftChanged({ change: "discarded", before: fingerprint(document) }));
  return done();
}

/** The document, locked until the end of the transaction; null when there is none that can be read. */
export async function lockDraft({ tx }: Context): Promise<Document | null> {
  await tx.$queryRaw`SELECT id FROM rules_draft WHERE id = ${DRAFT_ID} FOR UPDATE`;
  const row = await tx.rulesDraft.findUnique({ where: { id: DRAFT_ID }, select: { document: true } });
  return row && communeFileSchema.safeParse(row.document).success ? (row.document as Document) : null;
}

type ChangeBody = { change: string; [fact: string]: string | number };

/** The caller leaves the trace, which says what changed. */
export async function saveDraft({ tx, now, actor }: Context, document: Document): Promise<void> {
  // What cannot be read again is never kept.
  communeFileSchema.parse(document);
  await tx.rulesDraft.update({
    where: { id: DRAFT_ID },
    data: { document: document as JsonObject, updatedAt: now, updatedById: actor?.accountId ?? null },
  });
}

export function draftChanged(body: ChangeBody): Event {
  return { type: "rules.draft-changed", subject: null, object: { kind: "rules-draft", id: DRAFT_ID }, body };
}

/** `rows`: a button changed the rows of the form; nothing is saved. The other endings show the form again, with all that was typed. */
export type RuleAnswer = {
  ending: "saved" | "rows" | "faulty" | "changed";
  fields: Fields;
  faults: readonly Fault[];
  base: string;
  file: CommuneFile;
};

export async function editRule(context: Context, form: RuleForm): Promise<Outcome<RuleAnswer, "no-draft">> {
  const document = await lockDraft(context);
  if (!document) return refused("no-draft");
  const section = sectionNamed(form.section);
  const file = communeFileSchema.parse(document);
  const answer = { fields: form.f, faults: [], base: form.base, file };
  const row = changeOf(form.do);
  if (row) return done({ ...answer, ending: "rows", fields: changed(form.f, row) });
  if (form.do !== "") return done({ ...answer, ending: "rows" });
  // A sheet is one rule: it has no other place, and is never added.
  const index = section.isList ? form.index : 0;
  const place = index === "nouveau" ? null : findRule(document, section, { index, base: form.base });
  if (index !== "nouveau" && place === null) {
    const now = ruleAt(document, section, index);
    return done({ ...answer, ending: "changed", base: fingerprint(now) });
  }
  return place === null
    ? addRule(context, { document, section, answer })
    : putRule(context, { document, section, answer, place });
}

type Editing = { document: Document; section: Section; answer: Omit<RuleAnswer, "ending"> };

function addRule(context: Context, { document, section, answer }: Editing) {
  const place = rulesIn(document, section).length;
  return putRule(context, { document, section, answer, place });
}

async function putRule(context: Context, { document, section, answer, place }: Editing & { place: number }) {
  const value = read(shapeOfSection(section), answer.fields) ?? {};
  const before =
    section.isList && place >= rulesIn(document, section).length ? undefined : ruleAt(document, section, place);
  if (before !== undefined && fingerprint(before) === fingerprint(value))
    return done({ ...answer, ending: "saved" as const });
  const next = withRule(document, section, { index: place, value });
  const parsed = communeFileSchema.safeParse(next);
  if (!parsed.success) {
    return done({ ...answer, ending: "faulty" as const, faults: shapeFaults(next, parsed.error.issues) });
  }
  const change = before === undefined ? "added" : "changed";
  await saveDraft(context, next);
  await record(
    context,
    draftChanged({
      ...traceOf(section, place),
      change,
      ...told("before", before),
      ...told("after", value),
    }),
  );
  return done({ ...answer, ending: "saved" as const, file: parsed.data });
}

function traceOf({ slug }: Section, index: number) {
  return { section: slug, index };
}

function told(name: string, value: unknown): Record<string, string> {
  return value === undefined ? {} : { [name]: JSON.stringify(value) };
}

function sectionNamed(slug: string): Section {
  const section = sectionOf(slug);
  if (!section) throw new NotFound();
  return section;
}

/** Taking a rule away, or moving it one place up or down. */
export async function moveRule(
  context: Context,
  act: RuleAct,
): Promise<Outcome<object, "no-draft" | "changed" | "needed">> {
  const document = await lockDraft(context);
  if (!document) return refused("no-draft");
  const section = sectionNamed(act.section);
  const place = findRule(document, section, act);
  if (place === null || !section.isList) return refused("changed");
  const rule = ruleAt(document, section, place);
  const to = act.do === "up" ? place - 1 : place + 1;
  const next =
    act.do === "remove"
      ? withRule(document, section, { index: place, value: undefined })
      : withMoved(document, section, { from: place, to });
  // A commune has one activity at least.
  if (!communeFileSchema.safeParse(next).success) return refused("needed");
  const change = act.do === "remove" ? "removed" : "moved";
  await saveDraft(context, next);
  await record(context, draftChanged({ ...traceOf(section, place), change, ...told("before", rule) }));
  return done();
}
