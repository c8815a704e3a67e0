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
  TODAY,
} from "@/prisma/fixtures";
import { aBooking, daysOf } from "@/prisma/fixtures/billing";
import { syncMark } from "./commands-sync";
import { gateBundle } from "./queries-bundle";
import { UNMARKED } from "./rules-gate";
import type { GateMarkInput } from "./schema-gate";

async function school() {
  const tx = db();
  const [site, other] = [await aSite(tx), await aSite(tx)];
  const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
  const regie = await aRegie(tx);
  const activity = await anActivity(tx, { siteId: site.id, regieId: regie.id, kind: "evening-care" });
  const far = await anActivity(tx, { siteId: other.id, regieId: regie.id, kind: "evening-care" });
  const [yesterday, today] = await daysOf(tx, activity.id, ["2026-11-20", TODAY]);
  const [elsewhere] = await daysOf(tx, far.id, [TODAY]);
  if (!yesterday || !today || !elsewhere) throw new Error("three days");
  const household = await aHousehold(tx);
  const kid = (firstName: string, siteId: string) =>
    aChild(tx, { firstName, homes: [{ householdId: household.id }], school: { siteId, schoolYearId: year.id } });
  const [lea, tom, stranger] = [await kid("Léa", site.id), await kid("Tom", site.id), await kid("Ugo", other.id)];
  for (const day of [yesterday, today])
    await aBooking(tx, { childId: lea.id, activityDayId: day.id, householdId: household.id });
  await aBooking(tx, { childId: stranger.id, activityDayId: elsewhere.id, householdId: household.id });
  const animateur = await aStaffAccount(tx, "animateur", [site.id]);
  const agent = await aStaffAccount(tx, "agent", [site.id]);
  return { tx, site, activity, today, yesterday, elsewhere, lea, tom, stranger, animateur, agent };
}
type School = Awaited<ReturnType<typeof school>>;
type Staff = School["animateur"];

function act<Value>(
  person: Staff,
  work: (context: ReturnType<typeof contextFor>, scope: Awaited<ReturnType<typeof mintOfficeScope>>) => Promise<Value>,
) {
  return transaction(async (tx) => {
    const context = contextFor(tx, person);
    const scope = await mintOfficeScope(tx, { accountId: person.id, role: person.role }, context);
    return work(context, scope);
  });
}

const send = (person: Staff, mark: GateMarkInput) => act(person, (context, scope) => syncMark(context, mark, scope));

const present = { mark: "present", arrived: "16:31", departed: null } as const;
const absent = { mark: "absent", arrived: null, departed: null } as const;
const made = (place: School, part: Partial<GateMarkInput> = {}): GateMarkInput => ({
  id: newId(),
  listId: place.today.id,
  childId: place.lea.id,
  seen: UNMARKED,
  wanted: present,
  ...part,
});

const storedOf = (place: School, childId = place.lea.id) =>
  place.tx.attendance.findMany({ where: { childId, activityDayId: place.today.id } });
const tracesOf = (place: School, childId = place.lea.id) =>
  storedOf(place, childId).then(([row]) =>
    place.tx.auditEvent.count({ where: { type: "attendance.recorded", object: `attendance/${row?.id}` } }),
  );

describe("a mark from the gate", () => {
  it("counts once however often it is sent, even by two connections at the same instant", async () => {
    const place = await school();
    const mark = made(place);
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(place.animateur, mark)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await send(place.animateur, mark)).toEqual({ ok: true, recorded: true });
    expect((await storedOf(place)).map((row) => [row.status, row.arrivedAt])).toEqual([["present", "16:31"]]);
    expect(await tracesOf(place)).toBe(1);
  });

  it("never overwrites unseen what another person noted: the person is shown both and chooses", async () => {
    const place = await school();
    await send(place.agent, made(place, { wanted: absent }));
    const mark = made(place);
    const refusal = await send(place.animateur, mark);
    expect(refusal).toMatchObject({
      ok: false,
      reason: "conflict",
      facts: { mark: "absent", role: "agent", time: "09:00" },
    });
    expect((await storedOf(place)).map((row) => row.status)).toEqual(["absent"]);
    const chosen = made(place, { seen: absent });
    expect(await send(place.animateur, chosen)).toEqual({ ok: true, recorded: true });
    expect((await storedOf(place)).map((row) => row.status)).toEqual(["present"]);
    expect(await tracesOf(place)).toBe(2);
  });

  it("of two people racing for opposite marks, one is written and the other is told", async () => {
    const place = await school();
    const answers = await Promise.all([
      send(place.agent, made(place, { wanted: absent })),
      send(place.animateur, made(place)),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.reason === "conflict")).toHaveLength(1);
    expect(await tracesOf(place)).toBe(1);
  });

  it("completes an arrival that somebody else noted by a departure, and keeps the first hour", async () => {
    const place = await school();
    await send(place.agent, made(place, { wanted: { ...present, arrived: "16:25" } }));
    await send(place.animateur, made(place, { wanted: { ...present, departed: "17:40" } }));
    expect((await storedOf(place)).map((row) => [row.arrivedAt, row.departedAt])).toEqual([["16:25", "17:40"]]);
  });

  it("is refused on a locked sheet, with a trace of the attempt, and written once the sheet is open again", async () => {
    const place = await school();
    const lock = (attendanceLockedAt: Date | null) =>
      place.tx.activityDay.update({ where: { id: place.today.id }, data: { attendanceLockedAt } });
    await lock(NOW);
    const mark = made(place);
    expect(await send(place.animateur, mark)).toEqual({ ok: false, reason: "locked" });
    expect(await storedOf(place)).toEqual([]);
    const refusals = { type: "attendance.refused", object: `activity-day/${place.today.id}` };
    expect(await place.tx.auditEvent.count({ where: refusals })).toBe(1);
    await lock(null);
    expect(await send(place.animateur, mark)).toEqual({ ok: true, recorded: true });
  });

  it("made on a day that is over is taken for a week, if the right held on that day, and not on a locked sheet", async () => {
    const place = await school();
    const days = ["2026-11-15", "2026-11-16", "2026-11-17", "2026-11-24"];
    const [over, last, locked, tomorrow] = await daysOf(place.tx, place.activity.id, days);
    if (!over || !last || !locked || !tomorrow) throw new Error("four days");
    await place.tx.activityDay.update({ where: { id: locked.id }, data: { attendanceLockedAt: NOW } });
    const late = (listId: string) => send(place.animateur, made(place, { listId, childId: place.tom.id }));
    await expect(late(over.id)).rejects.toThrow(NotFound);
    expect(await late(last.id)).toEqual({ ok: true, recorded: true });
    expect(await late(locked.id)).toEqual({ ok: false, reason: "locked" });
    await expect(late(tomorrow.id)).rejects.toThrow(NotFound);
    const assignment = (data: { since?: Date; until?: Date }) =>
      place.tx.assignment.updateMany({ where: { accountId: place.animateur.id }, data });
    await assignment({ until: toColumn("2026-11-19") });
    await expect(late(place.yesterday.id)).rejects.toThrow(NotFound);
    await assignment({ until: toColumn("2026-11-20") });
    expect(await late(place.yesterday.id)).toEqual({ ok: true, recorded: true });
    const lea = () => send(place.animateur, made(place, { listId: place.yesterday.id }));
    await assignment({ since: toColumn("2026-11-21"), until: toColumn("2026-11-30") });
    await expect(lea()).rejects.toThrow(NotFound);
    await assignment({ since: toColumn("2026-11-20") });
    expect(await lea()).toEqual({ ok: true, recorded: true });
  });

  it("is not found on another site, for a child of elsewhere, or once the right ended", async () => {
    const place = await school();
    const attempts = [
      made(place, { listId: place.elsewhere.id, childId: place.stranger.id }),
      made(place, { childId: place.stranger.id }),
      made(place, { listId: newId() }),
    ];
    for (const mark of attempts) await expect(send(place.animateur, mark)).rejects.toThrow(NotFound);
    const until = toColumn("2026-11-22");
    await place.tx.assignment.updateMany({ where: { accountId: place.animateur.id }, data: { until } });
    await expect(send(place.animateur, made(place))).rejects.toThrow(NotFound);
    expect(await place.tx.attendance.count({ where: { childId: { in: [place.lea.id, place.stranger.id] } } })).toBe(0);
  });

  it("brings a child of the site whose booking was taken back onto the sheet as one who was not expected", async () => {
    const place = await school();
    expect(await send(place.animateur, made(place, { childId: place.tom.id }))).toMatchObject({ ok: true });
    expect((await storedOf(place, place.tom.id)).map((row) => row.status)).toEqual(["unbooked_present"]);
  });
});

describe("the lists that a device takes", () => {
  const bundleOf = (person: Staff) =>
    act(person, (context, scope) =>
      gateBundle(context, scope, { accountId: person.id, sessionId: newId(), firstName: person.firstName }),
    );

  it("are today's own, of the assigned sites only, each look traced once an hour", async () => {
    const place = await school();
    const [bundle] = [await bundleOf(place.animateur), await bundleOf(place.animateur)];
    expect(bundle.lists.map((list) => list.id)).toEqual([place.today.id]);
    expect(bundle.lists[0]?.kids.map((kid) => kid.firstName)).toEqual(["Léa"]);
    expect(JSON.stringify(bundle)).not.toContain(place.animateur.id);
    const looks = { type: "attendance.list-consulted", object: `activity-day/${place.today.id}` };
    expect(await place.tx.auditEvent.count({ where: looks })).toBe(1);
  });

  it("are none for the head, who sees every site and takes none away", async () => {
    const place = await school();
    const head = await aStaffAccount(place.tx, "responsable");
    expect((await bundleOf(head)).lists).toEqual([]);
  });
});
