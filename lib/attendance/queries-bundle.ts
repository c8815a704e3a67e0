/**
 * Today's own lists with all that the gate must know, for one device and one session (issue « attendance off line »). Only the sites assigned to
 * the person: the head, who sees every site, takes none away on a device. Each list taken is a look into the files of its children.
 */
import type { OfficeScope } from "@/lib/access/gate";
import { codesOf } from "@/lib/badge/queries";
import { idOfName } from "@/lib/kernel/ids";
import type { Context } from "@/lib/server/context";
import { sheetOf, sheetsOn } from "./queries";
import { markOf, notesArrival, notesDeparture } from "./rules";
import { type GateBundle, type GateKid, type GateList, UNMARKED } from "./rules-gate";

type Person = { accountId: string; sessionId: string; firstName: string };

/** Says whose device data is without telling who: the same account always has the same. */
export function ownerTag(accountId: string): string {
  return idOfName("gate-owner", accountId);
}

export async function gateBundle(context: Context, scope: OfficeScope, person: Person): Promise<GateBundle> {
  const summaries = scope.everySite ? [] : await sheetsOn(context.tx, scope, context.today);
  const lists: GateList[] = [];
  for (const { id, isClosed } of summaries) {
    const list = isClosed ? null : await listOf(context, scope, id);
    if (list) lists.push(list);
  }
  const { accountId, sessionId, firstName } = person;
  const owner = ownerTag(accountId);
  return { owner, session: idOfName("gate-session", sessionId), day: context.today, firstName, lists };
}

async function listOf(context: Context, scope: OfficeScope, id: string): Promise<GateList | null> {
  const sheet = await sheetOf(context, scope, id);
  if (!sheet) return null;
  const badges = await codesOf(
    context.tx,
    sheet.rows.map((row) => row.childId),
  );
  const { activity, isLocked } = sheet;
  const kids = sheet.rows.map((row): GateKid => {
    const { childId, firstName, lastName, grade, isBooked, status, arrivedAt, departedAt, gate } = row;
    const state = status ? { mark: markOf(status), arrived: arrivedAt, departed: departedAt } : UNMARKED;
    const { diet = "standard", hasPai = false, allergies = null, mayLeaveAlone = false, people = [] } = gate ?? {};
    const known = { diet, hasPai, allergies, mayLeaveAlone, people };
    return {
      childId,
      firstName,
      lastName,
      grade,
      isBooked,
      state,
      ...known,
      badges: badges.get(childId) ?? [],
      stop: null,
    };
  });
  const { nameFr, nameEn, startsAt, endsAt, kind } = activity;
  const names = { nameFr, nameEn, siteName: activity.site.name };
  const hours = { notesArrival: notesArrival(kind), notesDeparture: notesDeparture(kind) };
  return { id, ...names, startsAt, endsAt, ...hours, isLocked, kids };
}
