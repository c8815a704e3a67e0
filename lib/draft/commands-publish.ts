/**
 * Publishes the office's draft of the rules: checked once more under its lock, in force from a day to come, so that no day that families
 * have lived or booked under other rules is judged again (domain rules 3, 8, 10). A publication refused is an event too.
 */

import { type Published, publishRules } from "@/lib/activity/commands-rules";
import { checkFile } from "@/lib/check/rules";
import { record } from "@/lib/evidence/record";
import { type Outcome, refused } from "@/lib/kernel/outcome";
import { rulesHistory } from "@/lib/rulebook/queries";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Context } from "@/lib/server/context";
import { lockDraft } from "./commands";
import { DRAFT_ID, draftOf } from "./queries";
import { fingerprint } from "./rules-document";
import type { PublishDraft } from "./schema";

export type PublishRefusal = "no-draft" | "draft-changed" | "faults" | "in-the-past" | "unchanged" | "same-day";

export async function publishDraft(context: Context, form: PublishDraft): Promise<Outcome<Published, PublishRefusal>> {
  await lockDraft(context);
  const draft = await draftOf(context.tx);
  if (!draft) return refused("no-draft");
  const refuse = async (reason: PublishRefusal, faults: string[] = []) => {
    await record(context, {
      type: "rules.refused",
      subject: null,
      object: { kind: "rules-draft", id: DRAFT_ID },
      body: { reason, label: form.label, since: form.since, ...(faults.length > 0 && { faults: faults.join(" ") }) },
    });
    return refused(reason);
  };
  if (draft.revision !== form.revision) return refuse("draft-changed");
  if (form.since <= context.today) return refuse("in-the-past");
  const file = { ...draft.file, since: form.since };
  const last = (await rulesHistory(context.tx)).at(-1);
  if (last && saysTheSame(last.file, file)) return refuse("unchanged");
  const errors = checkFile(file).filter(({ severity }) => severity === "error");
  if (errors.length > 0) return refuse("faults", [...new Set(errors.map(({ code }) => code))]);
  const published = await publishRules(context, { file, label: form.label, since: form.since });
  if (!published.ok) return refuse(published.reason);
  await context.tx.rulesDraft.delete({ where: { id: DRAFT_ID } });
  return published;
}

/** The day of effect apart. */
function saysTheSame({ since: _one, ...one }: CommuneFile, { since: _other, ...other }: CommuneFile): boolean {
  return fingerprint(one) === fingerprint(other);
}
