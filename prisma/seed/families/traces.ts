/** The traces of accounts, rights, settings and families as they were brought in: every row of the demonstration is named by an event. */
import type { Actor } from "@/lib/server/context";
import type { Commune } from "../commune/found";
import type { Trace } from "../life/journal";
import { at } from "../rows";
import type { Account, Right } from "./accounts";
import type { Home } from "./home";
import type { Rows } from "./settling";

type Settled = { homes: readonly Home[]; rows: Rows; commune: Commune; head: Actor };

export function familyTraces({ homes, rows, head }: Settled): Trace[] {
  return homes.map((home) => {
    const own = <Row extends { householdId: string; id: string }>(list: readonly Row[]) =>
      list.filter(({ householdId }) => householdId === home.id).map(({ id }) => id);
    const children = home.places.map(({ kid }) => kid.id);
    const body = {
      name: home.story.name,
      householdId: home.id,
      addresses: own(rows.addresses),
      members: rows.members.filter(({ householdId }) => householdId === home.id).map(({ guardianId }) => guardianId),
      children,
      payers: home.payers.map(({ id }) => id),
      quotients: own(rows.quotients),
    };
    const subject = { kind: "household" as const, id: home.id };
    return {
      at: at(home.since, "10:00"),
      actor: head,
      event: { type: "household.imported", subject, object: subject, body },
    };
  });
}

export function accountTraces(
  accounts: ReadonlyMap<string, Account>,
  rights: readonly Right[],
  { commune, head }: Settled,
): Trace[] {
  const since = at(commune.years.previous.startsOn, "10:00");
  const decidedAt = at(commune.years.current.startsOn, "09:00");
  return [
    ...[...accounts.values()].flatMap((account) => ownTraces(account, since, head)),
    ...rights.map(({ id, accountId, type }): Trace => {
      const account = { kind: "account" as const, id: accountId };
      const body = type === "account.accredited" ? { accreditationId: id } : { assignmentId: id };
      return { at: decidedAt, actor: head, event: { type, subject: account, object: account, body } };
    }),
  ];
}

function ownTraces({ id, email, role, acceptedAt }: Account, since: Date, head: Actor): Trace[] {
  const account = { kind: "account" as const, id };
  const created = { type: "account.created", subject: account, object: account, body: { email, role } } as const;
  if (!acceptedAt) return [{ at: since, actor: head, event: created }];
  const body = { accountId: id, version: 1 };
  const accepted = { type: "charter.accepted", subject: account, object: { kind: "charter", id: "1" }, body } as const;
  return [
    { at: since, actor: head, event: created },
    { at: acceptedAt, actor: { accountId: id, role }, event: accepted },
  ];
}

/** The commune's own rows. */
export function communeTraces({ commune, head }: Settled): Trace[] {
  const since = at(commune.years.previous.startsOn, "09:00");
  const published = at(commune.charterPublishedOn, "08:00");
  const own = { subject: null };
  return [
    ...commune.activities.map(
      ({ id, code }): Trace => ({
        at: since,
        actor: head,
        event: { type: "activity.changed", ...own, object: { kind: "activity", id }, body: { code } },
      }),
    ),
    {
      at: since,
      actor: head,
      event: {
        type: "rules.published",
        ...own,
        object: { kind: "rules-version", id: commune.rules.id },
        body: { label: commune.rules.label, since: commune.rules.since },
      },
    },
    {
      at: published,
      actor: head,
      event: { type: "charter.published", ...own, object: { kind: "charter", id: "1" }, body: { version: 1 } },
    },
  ];
}
