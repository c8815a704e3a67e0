/** What the office's affairs of the demonstration are written from: the homes, the day, who decides; and who does something at which moment. */

import { addDays, type CivilDate, type CivilTime } from "@/lib/kernel/civil-date";
import { workingDayFrom } from "@/lib/request/rules-deadline";
import { type Actor, type Context, contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Commune } from "../commune/found";
import type { Account } from "../families/accounts";
import type { Home } from "../families/home";
import { at, must } from "../rows";

export type Office = {
  homes: readonly Home[];
  commune: Commune;
  accounts: ReadonlyMap<string, Account>;
  today: CivilDate;
  head: Actor;
  guardianIds: ReadonlyMap<string, string>;
};

/** Members of staff, by the name of their address. */
export type Desk = "responsable" | "agent.oliviers" | "agent.fontaine";

export type When = { time: CivilTime } & ({ daysAgo: number } | { workingDaysAgo: number });

export function homeOf({ homes }: Pick<Office, "homes">, story: string): Home {
  return must(
    homes.find((home) => home.story.key === story),
    story,
  );
}

export function dayOf({ today }: Pick<Office, "today">, when: When): CivilDate {
  if ("daysAgo" in when) return addDays(today, -when.daysAgo);
  return workingDayFrom(today, -when.workingDaysAgo, { alsaceMoselle: false });
}

type Doing = { actor: Actor; channel: Context["channel"]; when: When };

export function contextAt(tx: Tx, office: Pick<Office, "today">, { actor, channel, when }: Doing): Context {
  return contextOf(tx, at(dayOf(office, when), when.time), { actor, channel, net: null });
}

/** The parent who uses the portal for this home. */
export function parentOf(office: Pick<Office, "homes">, story: string): Actor & { accountId: string } {
  return { accountId: must(homeOf(office, story).accountId, `account of ${story}`), role: "parent" };
}

export function staffOf({ accounts }: Pick<Office, "accounts">, desk: Desk): Actor & { accountId: string } {
  const { id, role } = must(accounts.get(`${desk}@example.org`), desk);
  return { accountId: id, role };
}
