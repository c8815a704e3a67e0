/** Writes the families, table by table in the order their keys ask for. */
import type { Tx } from "@/lib/server/db";
import type { Rows } from "./settling";

export async function writeFamilies(tx: Tx, rows: Rows): Promise<void> {
  await tx.household.createMany({ data: rows.households });
  await tx.householdAddress.createMany({ data: rows.addresses });
  await tx.guardian.createMany({ data: rows.guardians });
  await tx.householdMember.createMany({ data: rows.members });
  await tx.child.createMany({ data: rows.children });
  await tx.childHealth.createMany({ data: rows.health });
  await tx.guardianship.createMany({ data: rows.guardianships });
  await tx.childHousehold.createMany({ data: rows.places });
  await tx.schooling.createMany({ data: rows.schoolings });
  await tx.emergencyContact.createMany({ data: rows.contacts });
  await tx.pickupPerson.createMany({ data: rows.pickups });
  await tx.consent.createMany({ data: rows.consents });
  await tx.payer.createMany({ data: rows.payers });
  await tx.householdPayer.createMany({ data: rows.shares });
  await tx.quotientFamilial.createMany({ data: rows.quotients });
}
