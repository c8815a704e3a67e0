/** Several prices of the draft changed at once, with or without a date of effect. */
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { draftChanged, lockDraft, saveDraft } from "./commands";
import { withPrices } from "./rules-grid";
import type { GridForm } from "./schema-grid";

export async function saveGrid(
  context: Context,
  { p: after, o: before, since }: GridForm,
): Promise<Outcome<object, "no-draft" | "gone" | "over" | "unchanged">> {
  const document = await lockDraft(context);
  if (!document) return refused("no-draft");
  const next = withPrices(document, { before, after, since: since === "" ? null : since });
  if (next === "gone" || next === "over") return refused(next);
  if (next === document) return refused("unchanged");
  await saveDraft(context, next);
  await record(
    context,
    draftChanged({
      change: "repriced",
      section: "prix",
      ...(since !== "" && { since }),
      before: JSON.stringify(document.prices),
      after: JSON.stringify(next.prices),
    }),
  );
  return done();
}
