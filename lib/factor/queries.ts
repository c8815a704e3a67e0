/** One's own second factor: whether a telephone is known, and while one is being added, its secret and the recovery codes, shown that once. */
import { createHmac } from "node:crypto";
import { codeFrom } from "@/lib/account/rules";
import { decrypt } from "@/lib/evidence/vault";
import { parisOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { RECOVERY_CODES } from "./rules";

type Row = { id: string; accountId: string; secret: Uint8Array };

export const masterKey = () => Buffer.from(env().PORTAIL_MASTER_KEY, "base64");
export const secretLabel = ({ id, accountId }: Pick<Row, "id" | "accountId">) => `second-factor/${accountId}/${id}`;

export function secretOf(row: Row): string {
  return decrypt(masterKey(), row.secret, secretLabel(row)).toString("ascii");
}

/** Computed again while the telephone is being added, so that nothing readable is stored; afterwards only their digests are there. */
export function recoveryCodesOf(row: Row): string[] {
  const key = createHmac("sha256", masterKey())
    .update(`recovery/${row.id}/${secretOf(row)}`)
    .digest();
  return Array.from({ length: RECOVERY_CODES }, (_, index) =>
    codeFrom(createHmac("sha256", key).update(String(index)).digest()),
  );
}

/** A telephone that was not confirmed is shown for half an hour: later its secret may have been seen by somebody else. */
const SHOWN = 30 * 60_000;

export async function ownFactor(tx: Tx, accountId: string, now: Date) {
  const rows = await tx.secondFactor.findMany({ where: { accountId }, orderBy: { createdAt: "desc" } });
  const confirmed = rows.find((row) => row.confirmedAt !== null);
  const prepared = rows.find((row) => row.confirmedAt === null && +row.createdAt > +now - SHOWN);
  return {
    since: confirmed?.confirmedAt ? parisOf(confirmed.confirmedAt).moment : null,
    codesLeft: confirmed ? await tx.recoveryCode.count({ where: { factorId: confirmed.id, usedAt: null } }) : 0,
    prepared: prepared ? { secret: secretOf(prepared), codes: recoveryCodesOf(prepared) } : null,
  };
}

/** Whether a member of staff has added a telephone, for who manages the accounts. */
export async function hasFactor(tx: Tx, accountId: string): Promise<boolean> {
  return (await tx.secondFactor.count({ where: { accountId, confirmedAt: { not: null } } })) > 0;
}
