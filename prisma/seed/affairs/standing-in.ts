/** Who stands in for whom: an agent's absence to come, with a deputy, and a child whom a mother entrusts to a neighbour. Written by the commands. */
import { mintFamilyScope } from "@/lib/access/gate";
import { nameDeputy } from "@/lib/accreditation/commands-deputy";
import { entrustChild } from "@/lib/delegation/commands";
import { addDays, mondayOf } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { must } from "../rows";
import { contextAt, homeOf, type Office, parentOf, staffOf } from "./office";

/** The week of the absence begins at least so many days ahead: today's rights are those of contract.md §2. */
const AHEAD = 21;

export async function writeStandingIn(tx: Tx, office: Office): Promise<void> {
  await announceAbsence(tx, office);
  await entrust(tx, office);
}

async function announceAbsence(tx: Tx, office: Office): Promise<void> {
  const monday = mondayOf(addDays(office.today, AHEAD + 6));
  const context = contextAt(tx, office, {
    ...{ actor: office.head, channel: "portal", when: { daysAgo: 2, time: "17:05" } },
  });
  const wish = { since: monday, until: addDays(monday, 4) };
  const [absent, deputy] = [staffOf(office, "agent.fontaine"), staffOf(office, "agent.oliviers")];
  const named = await nameDeputy(context, { accountId: absent.accountId, deputyId: deputy.accountId, ...wish });
  if (!named.ok) throw new Error(`The absence was refused: ${named.reason}`);
}

/** A widow who comes home late: a neighbour of the same school sees the days and may collect. */
async function entrust(tx: Tx, office: Office): Promise<void> {
  const actor = parentOf(office, "leroy");
  const scope = must(await mintFamilyScope(tx, actor.accountId, office.today), "scope of leroy");
  const { kid } = must(homeOf(office, "leroy").places[0], "child of leroy");
  const context = contextAt(tx, office, { actor, channel: "portal", when: { daysAgo: 10, time: "20:36" } });
  const entrusted = await entrustChild(
    context,
    {
      ...{ childId: kid.id, name: "Sophie Martin", email: "sophie.martin@example.org", relation: "voisine" },
      ...{ since: addDays(office.today, -9), until: addDays(office.today, 120), rights: ["canSee", "canCollect"] },
    },
    scope,
  );
  if (!entrusted.ok) throw new Error(`Entrusting the child was refused: ${entrusted.reason}`);
}
