"use server";
/** The office changes one rule of its draft, moves it, takes it away, or changes a grid of prices. */
import { getLocale, getTranslations } from "next-intl/server";
import type { RuleFormData } from "@/components/rules/rule-form";
import { editRule, moveRule, type RuleAnswer } from "@/lib/draft/commands";
import { saveGrid } from "@/lib/draft/commands-grid";
import { fieldFaults } from "@/lib/draft/rules-faults";
import { type RuleForm, ruleActSchema, ruleFormSchema } from "@/lib/draft/schema";
import { gridSchema } from "@/lib/draft/schema-grid";
import { formOf } from "@/lib/editor/rules-form";
import { nodeFaults } from "@/lib/editor/rules-nodes";
import { changeOf } from "@/lib/editor/rules-rows";
import { rulesOf, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import { newReference } from "@/lib/kernel/ids";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("rules.refusals");

export const edit = officeAction({
  permission: "activity.manage",
  input: ruleFormSchema,
  run: editRule,
  refusals: { "no-draft": async () => (await words())("no-draft") },
  then: async (answer, form) => {
    const { isList = true } = sectionOf(form.section) ?? {};
    if (answer.ending === "saved") {
      return {
        redirect: isList ? `/gestion/tarifs/brouillon/${form.section}?fait=oui` : "/gestion/tarifs/brouillon?fait=oui",
      };
    }
    return { message: "", data: await drawnAgain(answer, form) };
  },
});

/** The form with all that was typed, the rows as the button wished them, and the sentence of each fault. */
async function drawnAgain({ ending, fields, faults, base, file }: RuleAnswer, form: RuleForm): Promise<RuleFormData> {
  const [t, locale] = await Promise.all([getTranslations("rules.form"), getLocale()]);
  const section = sectionOf(form.section);
  if (!section) throw new Error(`No section ${form.section}`);
  const place = form.index === "nouveau" ? rulesOf(file, section).length : form.index;
  const prefix = section.isList ? [...section.path, place] : section.path;
  const byField = fieldFaults(faults, prefix, locale);
  const nodes = formOf(shapeOfSection(section), fields, {
    ...{ locale, file, faults: byField },
    key: section.path.at(-1) ?? "",
  });
  const change = changeOf(form.do);
  const shown = nodeFaults(nodes).map(({ name, label, error }) => ({
    text: `${label}\u00a0: ${error}`,
    field: `f.${name}`,
  }));
  const lines = shown.length > 0 ? shown : [...new Set(byField.values())].map((text) => ({ text }));
  return {
    ...{ nodes, base, stamp: newReference("F") },
    ...(ending === "faulty" && { message: { title: t("faults", { count: lines.length }), lines } }),
    ...(ending === "changed" && { message: { title: t("changed"), lines: [{ text: t("changedText") }] } }),
    ...(change && { focus: change.verb === "add" || change.verb === "fact" ? change.path : parentOf(change.path) }),
  };
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("-"));
}

export const move = officeAction({
  permission: "activity.manage",
  input: ruleActSchema,
  run: moveRule,
  refusals: {
    "no-draft": async () => (await words())("no-draft"),
    changed: async () => (await words())("rule-changed"),
    needed: async () => (await words())("needed"),
  },
  then: async (_, { section }) => ({ redirect: `/gestion/tarifs/brouillon/${section}?fait=oui` }),
});

export const setPrices = officeAction({
  permission: "activity.manage",
  input: gridSchema,
  run: saveGrid,
  refusals: {
    "no-draft": async () => (await words())("no-draft"),
    gone: async () => (await words())("rule-changed"),
    over: async () => (await words())("price-over"),
    unchanged: async () => (await words())("no-price-changed"),
  },
  then: async () => ({ redirect: "/gestion/tarifs/brouillon/grille?fait=oui" }),
});
