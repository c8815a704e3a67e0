/** Whom a bill is for, after a separation: it goes on being paid, and says nothing of a home the payer has left. */
import { describe, expect, it } from "vitest";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { transaction } from "@/lib/server/db";
import { contextFor, NOW } from "@/prisma/fixtures";
import { aBooking } from "@/prisma/fixtures/billing";
import { family, MONTH, town } from "@/prisma/fixtures/month";
import { prepareRun } from "./commands-drafts";
import { headSchema } from "./schema";

/** The run of November is prepared on the fifth of December: there is time to leave in between. */
const DECEMBER = new Date("2026-12-05T08:00:00.000Z");

/** The head of the one bill of November, whose payer belonged to the home until the given day; its address is as given. */
async function headAfter(until: string | null, isProtected = false) {
  const place = await town();
  const { tx } = place;
  const { child, household, guardian } = await family(place);
  await tx.household.update({ where: { id: household.id }, data: { externalRef: `REF${newId().slice(-8)}` } });
  await tx.householdAddress.updateMany({ where: { householdId: household.id }, data: { isProtected } });
  await tx.quotientFamilial.create({
    data: {
      ...{ id: newId(), householdId: household.id, valueCents: 98_761, source: "caf", beneficiary: "B" },
      ...{ since: toColumn("2026-09-01"), recordedAt: NOW },
    },
  });
  await tx.householdMember.updateMany({
    where: { householdId: household.id, guardianId: guardian.id },
    data: { until: until === null ? null : toColumn(until) },
  });
  for (const { id } of place.days.slice(0, 1)) {
    await aBooking(tx, { childId: child.id, activityDayId: id, householdId: household.id });
  }
  const run = await transaction((now) =>
    prepareRun(contextFor(now, { id: place.head.id, role: "responsable" }, DECEMBER), {
      ...{ month: MONTH, regieId: place.regie.id },
    }),
  );
  if (!run.ok) throw new Error(run.reason);
  const invoice = await tx.invoice.findFirstOrThrow({ where: { runId: run.runId } });
  const { address, householdRef, quotient } = headSchema.parse(invoice.recipient);
  return { hasAddress: address.length > 0, hasRef: householdRef !== null, hasQuotient: quotient !== null };
}

const told = (all: boolean) => ({ hasAddress: all, hasRef: all, hasQuotient: all });
const LAST = "2026-11-30";

describe("the head of a bill", () => {
  it.each([
    ["of somebody who still lives there", null, true],
    ["of somebody who left on the last day charged", LAST, true],
    ["of somebody who left the day before", addDays(LAST, -1), false],
    ["of somebody who left before the month", "2026-10-15", false],
  ] as const)("%s", async (_who, until, all) => {
    expect(await headAfter(until)).toEqual(told(all));
  });

  it("keeps a protected address for who lives there, and tells it to nobody who has left since", async () => {
    expect(await headAfter(null, true)).toEqual(told(true));
    expect(await headAfter("2026-12-05", true)).toEqual(told(true));
    expect(await headAfter("2026-12-04", true)).toEqual({ ...told(true), hasAddress: false });
  });
});
