/**
 * Makes a commune file the rules from a day on, and the rows of what it offers with it (design §4: a commune's rules are data).
 * A version is never edited or deleted: past months keep the rules they were billed under (domain rules 3, 8, 10).
 */
import { createHash } from "node:crypto";
import { record } from "@/lib/evidence/record";
import { canonical, type Json } from "@/lib/evidence/tlog/strict/canonical";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Context } from "@/lib/server/context";
import { type Applied, applyRules } from "./commands-offer";

export type Published = { versionId: string } & Applied;
export type Publishing = { file: CommuneFile; label: string; since: CivilDate };

/** The caller has checked the file. Refuses a file that is a version already, and two versions of one day. */
export async function publishRules(
  context: Context,
  { file, label, since }: Publishing,
): Promise<Outcome<Published, "unchanged" | "same-day">> {
  const { tx, now, actor } = context;
  const sha256 = createHash("sha256")
    .update(canonical(file as unknown as Json))
    .digest("hex");
  const known = await tx.rulesVersion.findMany({ where: { OR: [{ sha256 }, { since: toColumn(since) }] } });
  if (known.some((version) => version.sha256 === sha256)) return refused("unchanged");
  if (known.length > 0) return refused("same-day");
  const before = await tx.rulesVersion.findFirst({
    where: { since: { lt: toColumn(since) } },
    orderBy: { since: "desc" },
  });
  const versionId = newId();
  await tx.rulesVersion.create({
    data: {
      ...{ id: versionId, label, since: toColumn(since), document: file as unknown as Prisma.InputJsonValue, sha256 },
      ...{ loadedAt: now, loadedById: actor?.accountId ?? null },
    },
  });
  const offered = await applyRules(context);
  await record(context, {
    type: "rules.published",
    subject: null,
    object: { kind: "rules-version", id: versionId },
    body: { label, since, sha256, ...(before && { follows: before.id }), ...offered },
  });
  return done({ versionId, ...offered });
}
