/** How requests are handled in this commune: its settings, the days that count here, and the staff among whom work is shared. */
import { staffRoles } from "@/lib/access/permissions";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { isRequestKind } from "@/lib/request/rules";
import type { Delays, Place } from "@/lib/request/rules-deadline";
import { rulesHistory } from "@/lib/rulebook/queries";
import { rulesOn } from "@/lib/rulebook/rules-history";
import type { Tx } from "@/lib/server/db";
import { readAbout } from "./queries";
import { certificateFor, holdsAsCertificate } from "./rules";
import { delaysOf, handlingSchema, type StoredHandling } from "./schema-settings";

/** The row of `setting` that holds them. */
export const HANDLING = "requests";

export type Handling = StoredHandling & { delays: Delays; place: Place };

export async function handlingOf(tx: Tx, today: CivilDate): Promise<Handling> {
  const [row, history] = await Promise.all([tx.setting.findUnique({ where: { section: HANDLING } }), rulesHistory(tx)]);
  const stored = handlingSchema.parse(row?.value ?? {});
  const alsaceMoselle = rulesOn(history, today)?.file.calendar.alsaceMoselle ?? false;
  return { ...stored, delays: delaysOf(stored), place: { alsaceMoselle } };
}

/** The teams that a member of staff belongs to. */
export function teamsOf({ teams }: Pick<Handling, "teams">, accountId: string): string[] {
  return teams.filter(({ memberIds }) => memberIds.includes(accountId)).map(({ id }) => id);
}

export type Colleague = { id: string; name: string; role: string };

/** Who may handle requests at all; what each of them sees of it is the gate's business. */
const HANDLERS = staffRoles.filter((role) => ["agent", "responsable", "regie"].includes(role));

export async function colleagues(tx: Tx): Promise<Colleague[]> {
  const rows = await tx.account.findMany({
    where: { role: { in: [...HANDLERS] }, closedAt: null },
    orderBy: [{ lastName: "asc" }, { firstName: "asc" }],
    select: { id: true, firstName: true, lastName: true, role: true },
  });
  return rows.map(({ id, firstName, lastName, role }) => ({ id, role, name: `${firstName} ${lastName}` }));
}

type About = { id: string; kind: string; about: unknown };
export type Lacking = { id: string; nameFr: string; nameEn: string };

/**
 * What a justified absence still lacks (issue 6, point 3): the kind of document without which the request cannot be accepted; null when it is there, or nothing is asked.
 * Whoever decides holds the request.
 */
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
