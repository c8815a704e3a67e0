import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { startOf } from "../commune/calendar";
import { at, must } from "../rows";
import { guardianOf } from "./guardians";
import type { Home, Kid } from "./home";
import { payersOf, quotientsOf } from "./payers";
import { ownPlaces, sharedPlaces } from "./places";
import type { HomeRow, Rows, Settling, Town } from "./settling";
import type { Story } from "./story";

/** `guardianIds` are by e-mail, or by story and name where there is none. */
export type Settled = { homes: Home[]; rows: Rows; guardianIds: ReadonlyMap<string, string> };

export function settle(stories: readonly Story[], town: Town): Settled {
  const rows: Rows = {
    households: [],
    addresses: [],
    guardians: [],
    members: [],
    children: [],
    health: [],
    guardianships: [],
    places: [],
    schoolings: [],
    contacts: [],
    pickups: [],
    consents: [],
    payers: [],
    shares: [],
    quotients: [],
  };
  const settling = { ...town, rows, guardianIds: new Map<string, string>(), kids: new Map<string, Kid>() };
  return { homes: stories.map((story) => settleOne(story, settling)), rows, guardianIds: settling.guardianIds };
}

function settleOne(story: Story, settling: Settling): Home {
  const { commune, accounts, rows, today } = settling;
  const home = openHome(story, settling);
  const places = [...ownPlaces(story, settling, home), ...sharedPlaces(story, settling, home)];
  const guardians = story.adults.map((person) => ({ person, id: guardianOf(person, story, settling, home) }));
  rows.guardianships.push(
    ...places.flatMap(({ kid }) =>
      guardians.map(({ person, id }) => ({
        childId: kid.id,
        guardianId: id,
        authority: person.authority,
        isBarred: person.isBarred,
      })),
    ),
  );
  const email = story.adults.find((person) => person.hasAccount && !person.livesElsewhere)?.email;
  const schoolStart = startOf(commune.years.current);
  return {
    ...home,
    story,
    places,
    ...payersOf(story, { householdId: home.id, guardianId: must(guardians[0], "adult").id, since: home.since }, rows),
    quotients: quotientsOf(story, { householdId: home.id, since: home.since, today, schoolStart }, rows),
    accountId: email ? (accounts.get(email)?.id ?? null) : null,
  };
}

function openHome(story: Story, { commune, rows, today }: Settling): HomeRow {
  const id = newId();
  const { startsOn } = commune.years.previous;
  const since = story.movedIn ? addDays(today, -story.movedIn.daysAgo) : startsOn;
  rows.households.push({
    id,
    externalRef: `F-${String(rows.households.length + 201).padStart(4, "0")}`,
    name: story.name,
    situation: story.situation,
    createdAt: at(since, "10:00"),
    closedAt: story.closedDaysAgo === null ? null : at(addDays(today, -story.closedDaysAgo), "16:00"),
  });
  if (story.movedIn)
    rows.addresses.push({ id: newId(), householdId: id, ...story.movedIn.from, since: toColumn(startsOn) });
  const { line, more = null, postalCode, city, isProtected } = story.address;
  const address = { line, more, postalCode, city, isProtected };
  rows.addresses.push({ id: newId(), householdId: id, ...address, since: toColumn(since) });
  return { id, since };
}
