/** The copies somebody asked for, and the bytes of one: their own only, while the password was given a moment ago, until the days are over. */
import { createHash } from "node:crypto";
import { childrenOfFamily, type FamilyScope, mintFamilyScope } from "@/lib/access/gate";
import type { Passport } from "@/lib/access/passport";
import { knownAliases } from "@/lib/evidence/pseudonyms";
import { record } from "@/lib/evidence/record";
import { decrypt } from "@/lib/evidence/vault";
import type { ConsentKind } from "@/lib/household/schema";
import type { Locale } from "@/lib/i18n/locale";
import { familyEntries } from "@/lib/journal/queries";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import type { Context } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import { isProved } from "./rules";

export async function copiesOf(tx: Tx, accountId: string, now: Date) {
  const rows = await tx.dataCopy.findMany({
    where: { accountId, state: { not: "gone" }, expiresAt: { gt: now } },
    orderBy: { createdAt: "desc" },
    take: 10,
  });
  return rows.map(({ createdAt, readyAt, expiresAt, ...row }) => ({
    ...row,
    askedAt: parisOf(createdAt).moment,
    readyAt: readyAt && parisOf(readyAt).moment,
    expiresAt: parisOf(expiresAt).moment,
  }));
}

export async function provedIn(tx: Tx, sessionId: string, now: Date): Promise<boolean> {
  const session = await tx.session.findUnique({ where: { id: sessionId }, select: { provedAt: true } });
  return isProved(session?.provedAt ?? null, now);
}

/** What a copy is sealed to: its own id, and the homes and children that its owner may see. */
export async function sealOf(tx: Tx, scope: FamilyScope, copyId: string): Promise<string> {
  const children = await tx.child.findMany({ where: childrenOfFamily(scope), select: { id: true } });
  const reach = [...scope.householdIds, ...children.map(({ id }) => id)].sort().join("/");
  return `data-copy/${copyId}/${createHash("sha256").update(reach).digest("hex")}`;
}

/**
 * `locked`: the password is to be given again. Null: not theirs, not ready, or gone; a copy of homes and children that are no longer those of its
 * owner does not open either, and another is to be asked for.
 */
export async function takeCopy(
  context: Context,
  { accountId, sessionId }: Pick<Passport, "accountId" | "sessionId">,
  id: string,
): Promise<Uint8Array<ArrayBuffer> | "locked" | null> {
  const { tx, now } = context;
  const row = await tx.dataCopy.findFirst({ where: { id, accountId, state: "ready", expiresAt: { gt: now } } });
  if (!row) return null;
  if (!(await provedIn(tx, sessionId, now))) return "locked";
  const [alias] = await knownAliases(tx, [{ kind: "account", id: accountId }]);
  const parts = await tx.dataCopyPart.findMany({ where: { copyId: id }, orderBy: { position: "asc" } });
  const scope = await mintFamilyScope(tx, accountId, context.today);
  if (!alias || !scope || parts.length === 0) return null;
  const bytes = opened(alias.key, Buffer.concat(parts.map((part) => part.bytes)), await sealOf(tx, scope, id));
  if (bytes === null) return null;
  await record(context, {
    type: "account.copy-taken",
    subject: { kind: "account", id: accountId },
    object: { kind: "data-copy", id },
    body: { sha256: row.sha256, size: row.size },
  });
  return new Uint8Array(bytes);
}

function opened(key: Uint8Array, sealed: Uint8Array, seal: string): Uint8Array | null {
  try {
    return decrypt(key, sealed, seal);
  } catch {
    return null;
  }
}

/** Every answer ever given, the latest first: none is overwritten. Of an answer by somebody else only that it was not one's own. */
export async function consentHistory(tx: Tx, scope: FamilyScope) {
  const [charter, answers] = await Promise.all([
    tx.charterAcceptance.findMany({ where: { accountId: scope.accountId }, orderBy: { version: "desc" } }),
    tx.consent.findMany({
      where: { child: childrenOfFamily(scope) },
      orderBy: [{ givenAt: "desc" }, { id: "asc" }],
      take: 100,
      select: {
        id: true,
        kind: true,
        isGranted: true,
        givenAt: true,
        accountId: true,
        child: { select: { firstName: true } },
      },
    }),
  ]);
  return {
    charter: charter.map(({ version, acceptedAt }) => ({ version, moment: parisOf(acceptedAt).moment })),
    answers: answers.map(({ accountId, givenAt, child, kind, ...answer }) => ({
      ...answer,
      kind: kind as ConsentKind,
      child: child.firstName,
      moment: parisOf(givenAt).moment,
      own: accountId === scope.accountId,
    })),
  };
}

export type ConsentHistory = Awaited<ReturnType<typeof consentHistory>>;

export async function latestLooks(tx: Tx, reader: { scope: FamilyScope; today: CivilDate; locale: Locale }) {
  return (await familyEntries(tx, reader, { group: "looks", take: 5 })).entries;
}

export function knownDevices(tx: Tx, accountId: string): Promise<number> {
  return tx.knownDevice.count({ where: { accountId } });
}
