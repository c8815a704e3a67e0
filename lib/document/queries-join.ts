/** Documents and requests: what goes with one, what may still be joined to it, and which kinds are given for that. */
import type { FamilyScope } from "@/lib/access/gate";
import type { Locale } from "@/lib/i18n/locale";
import type { Tx } from "@/lib/server/db";
import { givenDocuments, kindOf } from "./queries";
import { type Joining, joinableTo } from "./queries-giver";
import type { Kind } from "./rules";

/** The files that go with one of the family's requests. */
export const documentsOfRequest = (tx: Tx, scope: FamilyScope, requestId: string) =>
  givenDocuments(tx, scope, { requestId });

/** What this person handed in already and may join to it. */
export const joinableDocuments = (tx: Tx, scope: FamilyScope, request: Joining) =>
  givenDocuments(tx, scope, joinableTo(scope, request));

/** All of what is named, or the request is filed without any of it. */
export async function areJoinable(tx: Tx, scope: FamilyScope, { documentIds, ...request }: Joining & Named) {
  const ids = [...new Set(documentIds)];
  const where = { AND: [{ id: { in: ids } }, joinableTo(scope, request)] };
  return (await tx.document.count({ where })) === ids.length;
}

type Named = { documentIds: readonly string[] };

/** The kinds that go with a request: a certificate of absence, anything else; about a child only where the request is. */
export async function attachableKinds(
  tx: Tx,
  locale: Locale,
  { childId }: { childId: string | null },
): Promise<Kind[]> {
  const rows = await tx.documentKind.findMany({
    where: { isAttached: true, isOpen: true, ...(childId === null && { subject: "household" }) },
    orderBy: { position: "asc" },
  });
  return rows.map((row) => kindOf(row, locale));
}
