import { describe, expect, it } from "vitest";
import { mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import { askEnrolment, decideEnrolment } from "@/lib/enrolment/commands";
import { fromColumn } from "@/lib/kernel/civil-date";
import { type Context, contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { aFamily, anActivity, asParent, aTown, monday, type Town } from "@/prisma/testing/bookings";
import { openYear } from "./commands";

/** One transaction of an agent assigned to the sites, as an action opens it. */
async function asAgent<Value>(siteIds: string[], work: (context: Context, scope: OfficeScope) => Promise<Value>) {
  const account = await fixtures.aStaffAccount(db(), "agent", siteIds);
  const actor = { accountId: account.id, role: "agent" as const };
  return transaction(async (tx) => {
    const scope = await mintOfficeScope(tx, actor, "2026-11-23");
    return work(contextOf(tx, monday, { actor, channel: "counter", net: null }), scope);
  });
}

const eventsOf = (object: string) => db().auditEvent.findMany({ where: { object }, select: { type: true } });

async function aRequest(town: Town, grades?: string[]) {
  const { id } = await anActivity(town, { days: ["2026-12-01"], capacity: 5, ...(grades && { grades }) });
  const family = await aFamily(town, []);
  const ask = { childId: family.childIds[0] ?? "", activityId: id, schoolYearId: town.yearId };
  const send = () => asParent(family, (context) => askEnrolment(context, ask, family.scope));
  return { family, activityId: id, send };
}

describe("a yearly enrolment", () => {
  it("is asked once, accepted within the agent's sites, and told to the family", async () => {
    const town = await aTown();
    const { family, activityId, send } = await aRequest(town);
    expect(await send()).toEqual({ ok: true });
    expect(await send()).toEqual({ ok: false, reason: "already-asked" });
    const { id: enrolmentId } = await db().enrolment.findFirstOrThrow({ where: { householdId: family.householdId } });
    const answer = { enrolmentId, activityId, decision: "accept" as const, regularity: "" };
    const elsewhere = (await aTown()).siteId;
    const stranger = asAgent([elsewhere], (context, scope) => decideEnrolment(context, answer, scope));
    await expect(stranger).rejects.toThrow();
    const accepted = await asAgent([town.siteId], (context, scope) => decideEnrolment(context, answer, scope));
    expect(accepted).toEqual({ ok: true });
    const types = (await eventsOf(`enrolment/${enrolmentId}`)).map((event) => event.type).sort();
    expect(types).toEqual(["enrolment.accepted", "enrolment.requested"]);
    expect(await db().mailOutbox.count({ where: { toAddress: family.email } })).toBe(1);
  });

  it("is refused with a motive, and may be asked again", async () => {
    const town = await aTown();
    const { family, activityId, send } = await aRequest(town);
    await send();
    const { id: enrolmentId } = await db().enrolment.findFirstOrThrow({ where: { householdId: family.householdId } });
    const answer = { enrolmentId, activityId, decision: "refuse" as const, motive: "Le dossier est incomplet." };
    await asAgent([town.siteId], (context, scope) => decideEnrolment(context, answer, scope));
    const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: family.email } });
    expect(mail.text).toContain("Le dossier est incomplet.");
    expect(await send()).toEqual({ ok: true });
  });

  it("is for the classes of the activity", async () => {
    const { send } = await aRequest(await aTown(), ["PS"]);
    expect(await send()).toEqual({ ok: false, reason: "not-eligible" });
  });
});

describe("opening a school year", () => {
  it("writes the days that are missing, without holidays, and once", async () => {
    const town = await aTown();
    const { id } = await anActivity(town, { days: ["2026-12-01"], capacity: 5 });
    const open = () =>
      asAgent([town.siteId], (context, scope) => openYear(context, { schoolYearId: town.yearId }, scope));
    expect(await open()).toMatchObject({ ok: true });
    const rows = await db().activityDay.findMany({ where: { activityId: id }, orderBy: { day: "asc" } });
    const days = rows.map((row) => fromColumn(row.day));
    expect(days[0]).toBe("2026-11-23");
    expect(days.filter((day) => day === "2026-12-01")).toHaveLength(1);
    expect(days.some((day) => day > "2026-12-18" && day < "2027-01-04")).toBe(false);
    expect(await open()).toEqual({ ok: false, reason: "nothing-new" });
  });
});
