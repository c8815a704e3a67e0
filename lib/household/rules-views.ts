/** What pages show of a household and a child, as plain values. Pure types: queries give them, components take them. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Residence } from "./rules";
import type { ConsentKind } from "./schema";

export type Place = { line: string; more: string | null; postalCode: string; city: string; since: CivilDate };

export type AdultGlance = {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  phoneWork: string | null;
  isSelf: boolean;
  /** One's own, or of somebody who has no account to do it. */
  mayEdit: boolean;
};

export type SchoolGlance = { siteId: string; siteName: string; grade: string; since: CivilDate };

export type ChildGlance = {
  id: string;
  firstName: string;
  lastName: string;
  birthDate: CivilDate;
  school: SchoolGlance | null;
};

export type HouseholdGlance = {
  id: string;
  name: string;
  address: Place | null;
  comingAddresses: readonly Place[];
  isAddressProtected: boolean;
  members: readonly AdultGlance[];
  children: readonly ChildGlance[];
  quotient: { valueCents: Cents; source: "caf" | "msa" | "tax" | "declared"; since: CivilDate } | null;
  payers: readonly { name: string; sharePercent: number }[];
};

export type ContactLine = { id: string; householdId: string | null; name: string; phone: string; relation: string };
export type PickupLine = {
  id: string;
  householdId: string | null;
  name: string;
  phone: string | null;
  relation: string | null;
  kind: "authorised" | "emergency_only" | "forbidden";
};

/** Named by the child's other home: first names of who named them, and no telephone. */
export type SharedPickup = Pick<PickupLine, "id" | "name" | "relation" | "kind"> & { authors: readonly string[] };

export type ChildView = ChildGlance & {
  health: { diet: string; hasPai: boolean; allergies: string | null };
  paiUntil: CivilDate | null;
  contacts: readonly ContactLine[];
  pickups: readonly PickupLine[];
  consents: ReadonlyMap<ConsentKind, { isGranted: boolean; givenAt: Date }>;
  homes: readonly Residence[];
  /** The child also lives in a household that this parent does not see. */
  sharesTime: boolean;
  sharedPickups: readonly SharedPickup[];
};
