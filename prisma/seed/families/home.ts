/** The families once they have ids: what bookings, attendance and invoices need to know of them. */

import { coversDay, type DatedQuotient } from "@/lib/household/rules";
import type { Custody, Grade } from "@/lib/household/schema";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { OfferedKind, SiteCode } from "../commune/activities";
import type { Child, Plan, Story } from "./story";

export type Span = { since: CivilDate; until: CivilDate | null };

export type Class = Span & { yearId: string; site: SiteCode; grade: Grade };

export type Kid = {
  id: string;
  firstName: string;
  lastName: string;
  birthDate: CivilDate;
  classes: Class[];
  told: Child;
};

/** A child's place in a home. */
export type Place = Span & { kid: Kid; custody: Custody | null; plan: Plan };

export type Payer = { id: string; name: string };
export type Share = Span & { payerId: string; childId: string | null; sharePercent: number };

export type Home = {
  id: string;
  story: Story;
  since: CivilDate;
  places: Place[];
  payers: Payer[];
  shares: Share[];
  quotients: (DatedQuotient & { valueCents: number })[];
  /** Who books and pays on the portal; null when all is done at the counter. */
  accountId: string | null;
};

export function isWithin({ since, until }: Span, day: CivilDate): boolean {
  return since <= day && (until === null || day <= until);
}

export function classOn(kid: Kid, day: CivilDate): Class | null {
  return kid.classes.find((one) => isWithin(one, day)) ?? null;
}

/** Whether the child is in this home on that day. */
export function isHome(place: Place, day: CivilDate): boolean {
  return isWithin(place, day) && coversDay(place.custody, day);
}

/** Leisure is at the centre, everything else at the child's own school. */
export function siteFor(kind: OfferedKind, { site }: Class): SiteCode {
  return kind === "leisure" ? "CIG" : site;
}
