import { describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { NotFound } from "@/lib/server/action";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aHousehold,
  anActivity,
  aRegie,
  aSchoolYear,
  aSite,
  aStaffAccount,
  contextFor,
  NOW,
  SINCE,
  TODAY,
} from "@/prisma/fixtures";
import { aBooking, daysOf } from "@/prisma/fixtures/billing";
import { addStop, removeStop, setRide } from "./commands";
import { busSheet, ridesOf, stopsOf } from "./queries";

const tx = db();

async function line() {
  const [site, other] = [await aSite(tx), await aSite(tx)];
  const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
  const bus = await anActivity(tx, { siteId: site.id, regieId: (await aRegie(tx)).id, kind: "bus", nameFr: "Bus" });
  const [today] = await daysOf(tx, bus.id, [TODAY]);
  if (!today) throw new Error("a day");
  const household = await aHousehold(tx);
  const school = { siteId: site.id, schoolYearId: year.id };
  const lea = await aChild(tx, { homes: [{ householdId: household.id }], school });
  const enrolment = { childId: lea.id, activityId: bus.id, schoolYearId: year.id, householdId: household.id };
  const since = toColumn(SINCE);
  await tx.enrolment.create({ data: { id: newId(), ...enrolment, state: "accepted", since, requestedAt: NOW } });
  await aBooking(tx, { childId: lea.id, activityDayId: today.id, householdId: household.id });
  const agent = await aStaffAccount(tx, "agent", [site.id]);
  const stranger = await aStaffAccount(tx, "agent", [other.id]);
  return { bus, lea, agent, stranger };
}
type Line = Awaited<ReturnType<typeof line>>;

function act<Value>(
  person: Line["agent"],
  work: (context: ReturnType<typeof contextFor>, scope: Awaited<ReturnType<typeof mintOfficeScope>>) => Promise<Value>,
) {
  return transaction(async (inside) => {
    const context = contextFor(inside, person);
    return work(context, await mintOfficeScope(inside, { accountId: person.id, role: person.role }, context));
  });
}

async function withStop(place: Line, name = "Le Lavoir") {
  const wish = { activityId: place.bus.id, direction: "homeward" as const, name, time: "16:50" };
  await act(place.agent, (context, scope) => addStop(context, wish, scope));
  const stop = (await stopsOf(tx, place.bus.id)).find((one) => one.name === name);
  if (!stop) throw new Error("a stop");
  return stop;
}

const ride = (place: Line, stopId: string | null, part: { childId?: string; weekdays?: (1 | 2)[] } = {}) => ({
  ...{ activityId: place.bus.id, childId: place.lea.id, direction: "homeward" as const, stopId },
  weekdays: [1, 2] as (1 | 2)[],
  ...part,
});

describe("a bus line", () => {
  it("keeps a stop while a child has it, and lets it go once nobody has", async () => {
    const place = await line();
    const stop = await withStop(place);
    const set = (stopId: string | null) =>
      act(place.agent, (context, scope) => setRide(context, ride(place, stopId), scope));
    const remove = () =>
      act(place.agent, (context, scope) => removeStop(context, { activityId: place.bus.id, stopId: stop.id }, scope));
    expect(await set(stop.id)).toEqual({ ok: true });
    expect(await remove()).toEqual({ ok: false, reason: "in-use" });
    expect(await set(null)).toEqual({ ok: true });
    expect(await ridesOf(tx, place.bus.id, TODAY)).toEqual([]);
    expect(await remove()).toEqual({ ok: true });
    expect(await tx.auditEvent.count({ where: { type: "bus.stop-changed", object: `bus-stop/${stop.id}` } })).toBe(2);
  });

  it("gives a child one stop a direction, also when two people choose at the same instant", async () => {
    const place = await line();
    const [one, two] = [await withStop(place, "Le Lavoir"), await withStop(place, "La Poste")];
    await Promise.all(
      [one, two].map((stop) => act(place.agent, (context, scope) => setRide(context, ride(place, stop.id), scope))),
    );
    expect(await ridesOf(tx, place.bus.id, TODAY)).toHaveLength(1);
  });

  it("is nobody else's, and takes no child or stop of elsewhere", async () => {
    const place = await line();
    const stop = await withStop(place);
    const attempts = [
      () => act(place.stranger, (context, scope) => setRide(context, ride(place, stop.id), scope)),
      () => act(place.agent, (context, scope) => setRide(context, ride(place, newId()), scope)),
      () => act(place.agent, (context, scope) => setRide(context, ride(place, stop.id, { childId: newId() }), scope)),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(NotFound);
    expect(
      await act(place.agent, (context, scope) => setRide(context, ride(place, stop.id, { weekdays: [] }), scope)),
    ).toEqual({
      ok: false,
      reason: "no-day",
    });
    expect(await ridesOf(tx, place.bus.id, TODAY)).toEqual([]);
  });

  it("prints its children by stop, and leaves a trace of the look", async () => {
    const place = await line();
    const stop = await withStop(place);
    await act(place.agent, (context, scope) => setRide(context, ride(place, stop.id), scope));
    const wish = { activityId: place.bus.id, day: TODAY, direction: "homeward" as const };
    const sheet = await act(place.agent, (context, scope) => busSheet(context, scope, wish));
    expect(sheet?.groups.map((group) => [group.stop?.name, group.children.length])).toEqual([["Le Lavoir", 1]]);
    const looks = { type: "attendance.list-consulted", object: `activity-day/${sheet?.sheet.id}` };
    expect(await tx.auditEvent.count({ where: looks })).toBe(1);
    expect(await act(place.stranger, (context, scope) => busSheet(context, scope, wish))).toBeNull();
  });
});
