/** What the rules say of one service, in sentences: its deadlines and its prices, the first that fits first. Pure. */

import { concerns } from "@/lib/clause/rules-activities";
import { type Said, sayRule } from "@/lib/editor/rules-say";
import { rulesOf, type Section, sectionOf, shapeOfSection } from "@/lib/editor/rules-sections";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Reader } from "@/lib/wording/rules-phrases";

type Rule = { activities?: readonly string[]; inForce?: string };

/** Rules that are over on the day are left out; those to come are said. */
export function saidOfActivity(
  { file, ...reader }: Reader,
  slug: "delais" | "prix",
  { activity, day }: { activity: string; day: CivilDate },
): Said[] {
  const section = sectionOf(slug) as Section;
  const shape = shapeOfSection(section);
  const key = section.path.at(-1) ?? "";
  return (rulesOf(file, section) as Rule[])
    .filter((rule) => concerns(file, rule.activities, activity) && !isOver(rule.inForce, day))
    .map(({ activities: _, ...rule }) => sayRule({ ...reader, file }, shape, { key, value: rule }));
}

function isOver(inForce: string | undefined, day: CivilDate): boolean {
  const last = inForce?.split("..")[1];
  return last !== undefined && last !== "" && last < day;
}

/** Whether the rules know the service at all. */
export function isOffered(file: CommuneFile, activity: string): boolean {
  return file.activities.some(({ id }) => id === activity);
}
