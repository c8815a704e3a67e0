/** The paper that a justified absence still lacks (issue 6, point 3): the commune says which, by reason; what is joined is read under the caller's lock. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { isRequestKind } from "@/lib/request/rules";
import type { Tx } from "@/lib/server/db";
import { readAbout } from "./queries";
import { handlingOf } from "./queries-settings";
import { certificateFor, holdsAsCertificate } from "./rules";

type About = { id: string; kind: string; about: unknown };
export type Lacking = { id: string; nameFr: string; nameEn: string };

/** The kind of document without which the request cannot be accepted; null when it is there, or nothing is asked. */
export async function lackingCertificate(
  tx: Tx,
  { id, kind, about }: About,
  today: CivilDate,
): Promise<Lacking | null> {
  if (!isRequestKind(kind)) return null;
  const { certificates } = await handlingOf(tx, today);
  const kindId = certificateFor(kind, readAbout(about).reason, certificates);
  if (!kindId) return null;
  const joined = await tx.document.findMany({
    where: { requestId: id, kindId },
    select: { kindId: true, state: true, destroyedAt: true },
  });
  if (joined.some((one) => holdsAsCertificate(kindId, one))) return null;
  return tx.documentKind.findUnique({ where: { id: kindId }, select: { id: true, nameFr: true, nameEn: true } });
}
