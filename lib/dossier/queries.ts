/** The dossiers somebody asked for: their own only, until they expire. */
import { knownAliases } from "@/lib/evidence/pseudonyms";
import { record } from "@/lib/evidence/record";
import { tryDecrypt } from "@/lib/evidence/vault";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { mayStillRead } from "./queries-dispute";
import type { DossierDocument, DossierRow } from "./rules";
import { dossierHtml } from "./rules-html";
import { disputeDossierSchema } from "./schema";

export async function dossiersOf(tx: Tx, accountId: string, today: CivilDate): Promise<DossierRow[]> {
  const rows = await tx.dossier.findMany({
    where: { accountId, expiresOn: { gte: toColumn(today) } },
    orderBy: { createdAt: "desc" },
    select: { id: true, state: true, lines: true, wish: true, readyAt: true, expiresOn: true },
  });
  return rows.map(({ wish, readyAt, expiresOn, ...row }) => ({
    ...row,
    ...periodOf(wish),
    readyOn: readyAt && parisOf(readyAt).day,
    expiresOn: fromColumn(expiresOn),
  }));
}

function periodOf(wish: unknown): { since: CivilDate; until: CivilDate } {
  const { since, until } = wish as { since: CivilDate; until: CivilDate };
  return { since, until };
}

type DossierFormat = "html" | "pdf";

/**
 * The bytes of one's own dossier, with the line that says it was taken; null when it is somebody else's, not ready, or past its day. One for a
 * dispute is only for who may still read what is in it.
 */
export async function takeDossier(
  context: Context,
  { id, format }: { id: string; format: DossierFormat },
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { tx, today, actor } = context;
  if (!actor) return null;
  const row = await tx.dossier.findFirst({
    where: { id, accountId: actor.accountId, state: "ready", expiresOn: { gte: toColumn(today) } },
    select: { audience: true, wish: true, content: format === "html", pdf: format === "pdf" },
  });
  const sealed = row?.content ?? row?.pdf;
  const owner = { kind: "account", id: actor.accountId } as const;
  const [alias] = sealed ? await knownAliases(tx, [owner]) : [];
  if (!row || !sealed || !alias) return null;
  const dispute = row.audience === "office" ? disputeDossierSchema.parse(row.wish) : null;
  if (dispute && !(await mayStillRead(tx, actor, { ...dispute, today }))) return null;
  const plain = tryDecrypt(alias.key, sealed, `dossier/${id}/${format}`);
  if (!plain) return null;
  await record(context, {
    type: "dossier.downloaded",
    subject: dispute ? { kind: "household", id: dispute.householdId } : owner,
    object: { kind: "dossier", id },
    body: { format },
  });
  if (format === "pdf") return new Uint8Array(plain);
  return new Uint8Array(Buffer.from(dossierHtml(JSON.parse(plain.toString()) as DossierDocument)));
}
