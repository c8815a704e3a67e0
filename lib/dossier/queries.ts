/** The dossiers somebody asked for: their own only, until they expire. */
import { knownAliases } from "@/lib/evidence/pseudonyms";
import { decrypt } from "@/lib/evidence/vault";
import { type CivilDate, fromColumn, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import type { DossierDocument, DossierRow } from "./rules";
import { dossierHtml } from "./rules-html";

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

export type DossierFormat = "html" | "pdf";

/** The bytes of one's own dossier; null when it is somebody else's, not ready, or past its day. */
export async function dossierBytes(
  tx: Tx,
  reader: { accountId: string; today: CivilDate },
  asked: { id: string; format: DossierFormat },
): Promise<Uint8Array<ArrayBuffer> | null> {
  const { id, format } = asked;
  const row = await tx.dossier.findFirst({
    where: { id, accountId: reader.accountId, state: "ready", expiresOn: { gte: toColumn(reader.today) } },
    select: { content: format === "html", pdf: format === "pdf" },
  });
  const sealed = row?.content ?? row?.pdf;
  const [alias] = sealed ? await knownAliases(tx, [{ kind: "account", id: reader.accountId }]) : [];
  if (!sealed || !alias) return null;
  const plain = decrypt(alias.key, sealed, `dossier/${id}/${format}`);
  if (format === "pdf") return new Uint8Array(plain);
  return new Uint8Array(Buffer.from(dossierHtml(JSON.parse(plain.toString()) as DossierDocument)));
}
