/** The rows of the children of a story: who they are, their classes, and their health. */
import type { Prisma } from "@/lib/generated/prisma/client";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { SiteCode } from "../commune/activities";
import { GRADES } from "../commune/activities";
import { startOf } from "../commune/calendar";
import type { Year, Years } from "../commune/years";
import { at, later } from "../rows";
import type { Class, Kid } from "./home";
import type { Child, Story } from "./story";

/** A child is 3 in the calendar year of the first class. */
const FIRST_AGE = 3;

export function kidOf(story: Story, told: Child, { years, today }: { years: Years; today: CivilDate }): Kid {
  const classes = told.grade
    ? [years.previous, years.current].flatMap((year) => classesIn(year, told, { years, today }))
    : [];
  const names = { firstName: told.firstName, lastName: told.lastName ?? story.name };
  return { id: newId(), ...names, birthDate: birthDateOf(told, years), classes, told };
}

function birthDateOf({ grade, birthday }: Child, years: Years): CivilDate {
  const rank = grade ? GRADES.indexOf(grade) : -FIRST_AGE;
  return `${startOf(years.current) - FIRST_AGE - rank}-${birthday}`;
}

function classesIn(year: Year, told: Child, { years, today }: { years: Years; today: CivilDate }): Class[] {
  const rank = told.grade ? GRADES.indexOf(told.grade) - (year.id === years.current.id ? 0 : 1) : -1;
  const grade = GRADES[rank];
  if (!grade) return [];
  const since =
    told.arrivedDaysAgo === null ? year.startsOn : later(year.startsOn, addDays(today, -told.arrivedDaysAgo));
  const left = told.leftDaysAgo === null ? null : addDays(today, -told.leftDaysAgo);
  const until = year.id === years.current.id ? left : left && left < year.endsOn ? left : year.endsOn;
  if (until !== null && until < since) return [];
  // La Fontaine begins with the CP: before, its children were at Les Oliviers.
  const site: SiteCode = rank < GRADES.indexOf("CP") ? "OLI" : told.site;
  const whole = { yearId: year.id, site, grade, since, until };
  if (!told.cameFrom) return [whole];
  if (year.id !== years.current.id) return [{ ...whole, site: told.cameFrom.site }];
  const moved = later(addDays(since, 1), addDays(today, -told.cameFrom.daysAgo));
  return [
    { ...whole, site: told.cameFrom.site, until: addDays(moved, -1) },
    { ...whole, since: moved },
  ];
}

export function childRow(
  kid: Kid,
  story: { since: CivilDate; today: CivilDate; years: Years },
): Prisma.ChildCreateManyInput {
  const { told } = kid;
  return {
    id: kid.id,
    firstName: kid.firstName,
    lastName: kid.lastName,
    birthDate: toColumn(kid.birthDate),
    sex: told.sex,
    createdAt: at(story.since, "10:00"),
    leftOn: told.leftDaysAgo === null ? null : toColumn(addDays(story.today, -told.leftDaysAgo)),
  };
}

export function healthRow({ id, told }: Kid, { since, today }: { since: CivilDate; today: CivilDate }) {
  return {
    childId: id,
    diet: told.diet,
    hasPai: told.paiEndsIn !== null,
    paiUntil: told.paiEndsIn === null ? null : toColumn(addDays(today, told.paiEndsIn)),
    allergies: told.allergies,
    updatedAt: at(since, "10:00"),
  };
}
