/** Guardians: one row a person, however many stories name them; a member of the home unless they live elsewhere. */
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { at } from "../rows";
import type { HomeRow, Settling } from "./settling";
import type { Adult, Story } from "./story";

/** Gives the guardian's id. */
export function guardianOf(person: Adult, story: Story, settling: Settling, home: HomeRow): string {
  const { rows, guardianIds, today } = settling;
  const key = person.email ?? `${story.key}/${person.firstName} ${person.lastName}`;
  const id = guardianIds.get(key) ?? newId();
  const diedOn = person.diedDaysAgo === null ? null : addDays(today, -person.diedDaysAgo);
  if (!guardianIds.has(key)) addGuardian(person, { id, since: home.since, diedOn }, settling);
  guardianIds.set(key, id);
  if (!person.livesElsewhere) {
    const since = diedOn ? addDays(diedOn, -400) : home.since;
    const until = diedOn && toColumn(diedOn);
    rows.members.push({ id: newId(), householdId: home.id, guardianId: id, since: toColumn(since), until });
  }
  return id;
}

type Known = HomeRow & { diedOn: string | null };

function addGuardian(person: Adult, { id, since, diedOn }: Known, { rows, accounts }: Settling): void {
  const { firstName, lastName, email, phoneWork } = person;
  rows.guardians.push({
    id,
    accountId: email && person.hasAccount ? (accounts.get(email)?.id ?? null) : null,
    firstName,
    lastName,
    email,
    phone: diedOn ? null : (person.phone ?? phoneNumber(rows.guardians.length)),
    phoneWork,
    deceasedOn: diedOn && toColumn(diedOn),
    createdAt: at(since, "10:00"),
  });
}

/** Numbers of the range 06 39 98, which is kept for fiction. */
export function phoneNumber(rank: number): string {
  const digits = String(1000 + ((rank * 83) % 9000));
  return `06 39 98 ${digits.slice(0, 2)} ${digits.slice(2)}`;
}
