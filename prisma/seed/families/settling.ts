/** The rows that stories fill, table by table, and what settling one story needs to know. */
import type { Prisma } from "@/lib/generated/prisma/client";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Commune } from "../commune/found";
import type { Account } from "./accounts";
import type { Kid } from "./home";

export type Rows = {
  households: Prisma.HouseholdCreateManyInput[];
  addresses: Prisma.HouseholdAddressCreateManyInput[];
  guardians: Prisma.GuardianCreateManyInput[];
  members: Prisma.HouseholdMemberCreateManyInput[];
  children: Prisma.ChildCreateManyInput[];
  health: Prisma.ChildHealthCreateManyInput[];
  guardianships: Prisma.GuardianshipCreateManyInput[];
  places: Prisma.ChildHouseholdCreateManyInput[];
  schoolings: Prisma.SchoolingCreateManyInput[];
  contacts: Prisma.EmergencyContactCreateManyInput[];
  pickups: Prisma.PickupPersonCreateManyInput[];
  consents: Prisma.ConsentCreateManyInput[];
  payers: Prisma.PayerCreateManyInput[];
  shares: Prisma.HouseholdPayerCreateManyInput[];
  quotients: Prisma.QuotientFamilialCreateManyInput[];
};

export type Town = { commune: Commune; accounts: ReadonlyMap<string, Account>; today: CivilDate };
export type HomeRow = { id: string; since: CivilDate };
export type Settling = Town & { rows: Rows; guardianIds: Map<string, string>; kids: Map<string, Kid> };
