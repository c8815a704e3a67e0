/** A home as the rules price it: where it lived when, its quotients, its children's classes. */

import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import type { Household } from "@/lib/pricing/schema";
import { pricedHousehold } from "@/lib/profile/rules";
import type { Home } from "../families/home";

const LONG_AGO = "2000-01-01";
const made = new WeakMap<Home, Household>();

export function pricedHome(home: Home, today: CivilDate): Household {
  const known = made.get(home);
  if (known) return known;
  const { address, movedIn } = home.story;
  const here = { city: address.city, since: movedIn ? addDays(today, -movedIn.daysAgo) : LONG_AGO };
  const addresses = movedIn ? [{ city: movedIn.from.city, since: LONG_AGO }, here] : [here];
  const children = home.places.map(({ kid }) => ({
    id: kid.id,
    birthDate: kid.birthDate,
    schoolings: kid.classes.map(({ site, grade, since, until }) => ({ school: site, grade, since, until })),
    pai: kid.told.paiEndsIn === null ? null : { until: addDays(today, kid.told.paiEndsIn) },
    declared: [],
  }));
  const household = pricedHousehold("Valmontel", { quotients: home.quotients, addresses, declared: [] }, children);
  made.set(home, household);
  return household;
}
