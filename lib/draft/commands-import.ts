/** A commune file brought into the draft, whole: what cannot be read is told by its place, and the draft stays as it was. */
import { checkText } from "@/lib/check/rules";
import type { Fault } from "@/lib/check/rules-fault";
import { readJson } from "@/lib/check/rules-json";
import { record } from "@/lib/evidence/record";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { communeFileSchema } from "@/lib/rulebook/schema";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import { draftChanged, lockDraft } from "./commands";
import { DRAFT_ID } from "./queries";
import { fingerprint, shortened } from "./rules-document";

/** `faults` empty: it is the draft now. Faults that the office can mend in its forms do not keep a file out. */
export async function importFile(
  context: Context,
  { text }: { text: string },
): Promise<Outcome<{ faults: readonly Fault[] }, never>> {
  const { faults } = checkText(text);
  const parsed = communeFileSchema.safeParse(readJson(text).value);
  const unread = faults.filter(({ code }) => code === "json" || code === "duplicateKey" || code === "tooDeep");
  if (!parsed.success || unread.length > 0) return done({ faults });
  const { tx, now, actor } = context;
  const document = shortened(parsed.data);
  const row = { document: document as JsonObject, updatedAt: now, updatedById: actor?.accountId ?? null };
  const before = await lockDraft(context);
  const { count } = await tx.rulesDraft.createMany({ data: [{ id: DRAFT_ID, ...row }], skipDuplicates: true });
  if (count === 0) await tx.rulesDraft.update({ where: { id: DRAFT_ID }, data: row });
  await record(
    context,
    draftChanged({
      change: "imported",
      commune: parsed.data.commune.name,
      ...(before && { before: fingerprint(before) }),
      after: fingerprint(document),
    }),
  );
  return done({ faults: [] });
}
