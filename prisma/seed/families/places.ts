/** The children of a story in its home, and those who also live in another one. */
import { consentKinds } from "@/lib/household/schema";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { at, must } from "../rows";
import { phoneNumber } from "./guardians";
import type { Kid, Place } from "./home";
import { childRow, healthRow, kidOf } from "./kids";
import type { HomeRow, Rows, Settling } from "./settling";
import type { Story } from "./story";

export function ownPlaces(story: Story, settling: Settling, home: HomeRow): Place[] {
  const { commune, rows, kids, today } = settling;
  return story.children.map((told) => {
    const kid = kidOf(story, told, { years: commune.years, today });
    kids.set(`${story.key}/${told.firstName}`, kid);
    const facts = { since: home.since, today, years: commune.years };
    rows.children.push(childRow(kid, facts));
    rows.health.push(healthRow(kid, facts));
    rows.schoolings.push(
      ...kid.classes.map(({ yearId, site, grade, since, until }) => ({
        id: newId(),
        childId: kid.id,
        schoolYearId: yearId,
        siteId: commune.siteIds[site],
        grade,
        since: toColumn(since),
        until: until && toColumn(until),
      })),
    );
    noteContacts(kid, story, settling, home);
    const until = told.leftDaysAgo === null ? null : addDays(today, -told.leftDaysAgo);
    return placeIn(home, { kid, custody: told.custody, plan: told.plan, since: home.since, until }, rows);
  });
}

/** Who is called, who may collect, and what the family agreed to. */
function noteContacts(kid: Kid, story: Story, { rows, accounts }: Settling, home: HomeRow): void {
  const rank = rows.contacts.length;
  const ids = { childId: kid.id, householdId: home.id };
  const contact = { name: `Dominique ${story.name.slice(0, 60)}`, relation: "grand-parent" };
  rows.contacts.push({ id: newId(), ...ids, ...contact, phone: phoneNumber(40 + (rank % 60)), rank: 1 });
  rows.pickups.push(
    ...kid.told.pickups.map((pickup, index) => ({ id: newId(), ...ids, ...pickup, phone: phoneNumber(30 + index) })),
  );
  const email = story.adults[0]?.email;
  rows.consents.push(
    ...consentKinds.map((kind) => ({
      id: newId(),
      childId: kid.id,
      kind,
      isGranted: !kid.told.refusedConsents.includes(kind),
      givenAt: at(home.since, "10:05"),
      accountId: email ? (accounts.get(email)?.id ?? null) : null,
    })),
  );
}

export function sharedPlaces(story: Story, { kids, rows }: Settling, home: HomeRow): Place[] {
  return story.shares.map((share) => {
    const kid = must(kids.get(`${share.story}/${share.firstName}`), `child ${share.firstName} in ${share.story}`);
    const { custody, plan } = share;
    return placeIn(home, { kid, custody, plan, since: home.since, until: null }, rows);
  });
}

function placeIn(home: HomeRow, place: Place, rows: Rows): Place {
  rows.places.push({
    id: newId(),
    childId: place.kid.id,
    householdId: home.id,
    ...(place.custody && { custody: place.custody }),
    since: toColumn(place.since),
    until: place.until && toColumn(place.until),
  });
  return place;
}
