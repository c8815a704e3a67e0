/** The official holidays of the commune's zone, from the ministry's file into the draft of the rules. */

import { schoolYearId } from "@/lib/calendar/rules-years";
import { draftChanged, lockDraft, saveDraft } from "@/lib/draft/commands";
import { withRule } from "@/lib/draft/rules-document";
import { type Section, sectionOf } from "@/lib/editor/rules-sections";
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { communeFileSchema } from "@/lib/rulebook/schema";
import type { Context } from "@/lib/server/context";
import { holidaysIn } from "./rules-ics";

const section = sectionOf("vacances") as Section;

export async function importHolidays(
  context: Context,
  { text }: { text: string },
): Promise<Outcome<{ count: number }, "no-draft" | "no-calendar">> {
  const document = await lockDraft(context);
  if (!document) return refused("no-draft");
  const { calendar } = communeFileSchema.parse(document);
  const found = holidaysIn(text, calendar.zone);
  if (!found || found.length === 0) return refused("no-calendar");
  const same = (one: { name: string; from: string }, other: { name: string; from: string }) =>
    one.name === other.name && schoolYearId(one.from) === schoolYearId(other.from);
  const kept = calendar.holidays.filter((holiday) => !found.some((one) => same(one, holiday)));
  let next = document;
  for (const _ of calendar.holidays) next = withRule(next, section, { index: 0, value: undefined });
  for (const holiday of [...kept, ...found]) next = withRule(next, section, { index: null, value: holiday });
  await saveDraft(context, next);
  await record(
    context,
    draftChanged({
      change: "holidays-imported",
      section: section.slug,
      zone: calendar.zone,
      before: JSON.stringify(calendar.holidays),
      after: JSON.stringify([...kept, ...found]),
    }),
  );
  return done({ count: found.length });
}
