import { describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { newId } from "@/lib/kernel/ids";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aGuardianship,
  aHousehold,
  anActivity,
  aParent,
  aRegie,
  aSchoolYear,
  aSite,
  aStaffAccount,
  contextFor,
  TODAY,
} from "@/prisma/fixtures";
import { aBooking, daysOf } from "@/prisma/fixtures/billing";
import { addUnbooked, markSheet } from "./commands";
import { holdSheets, lockSheets, unlockSheet } from "./commands-lock";
import { searchForSheet, sheetOf, sheetsOn } from "./queries";

async function school() {
  const tx = db();
  const [site, other] = [await aSite(tx), await aSite(tx)];
  const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
  const regie = await aRegie(tx);
  const activity = await anActivity(tx, { siteId: site.id, regieId: regie.id, kind: "evening-care" });
  const [yesterday, today, tomorrow] = await daysOf(tx, activity.id, ["2026-11-20", TODAY, "2026-11-24"]);
  if (!yesterday || !today || !tomorrow) throw new Error("three days");
  const household = await aHousehold(tx);
  const kid = (firstName: string, siteId = site.id) =>
    aChild(tx, { firstName, homes: [{ householdId: household.id }], school: { siteId, schoolYearId: year.id } });
  const [lea, tom, far] = [await kid("Léa"), await kid("Tom"), await kid("Tomas", other.id)];
  for (const day of [yesterday, today, tomorrow])
    await aBooking(tx, { childId: lea.id, activityDayId: day.id, householdId: household.id });
  return { tx, site, other, regie, household, activity, yesterday, today, tomorrow, lea, tom, far };
}
type School = Awaited<ReturnType<typeof school>>;

type Role = "animateur" | "agent" | "responsable";

async function as<Value>(
  role: Role,
  siteIds: string[],
  work: (context: Context, scope: Awaited<ReturnType<typeof mintOfficeScope>>) => Promise<Value>,
) {
  const account = await aStaffAccount(db(), role, siteIds);
  return transaction(async (tx) => {
    const scope = await mintOfficeScope(tx, { accountId: account.id, role }, TODAY);
    return work(contextFor(tx, { id: account.id, role }), scope);
  });
}

const row = (mark: "present" | "absent" | null, given: { was?: "present" | "absent"; departed?: string } = {}) => ({
  mark,
  was: given.was ?? null,
  departed: given.departed ?? null,
  wasDeparted: null,
});

const eventsOf = (place: School, type: string) =>
  place.tx.auditEvent.count({ where: { type, object: { contains: place.today.id } } });

describe("marking a sheet", () => {
  it("writes the mark with its trace on the child, and a second save of the same form nothing", async () => {
    const place = await school();
    const input = {
      activityDayId: place.today.id,
      children: { [place.lea.id]: row("present", { departed: "17:40" }) },
    };
    const mark = () => as("animateur", [place.site.id], (context, scope) => markSheet(context, input, scope));
    const before = await place.tx.auditEvent.count({ where: { type: "attendance.recorded" } });
    expect(await mark()).toMatchObject({ ok: true, changed: 1 });
    expect(await mark()).toMatchObject({ ok: true, changed: 0 });
    const mine = await place.tx.attendance.findMany({ where: { activityDayId: place.today.id } });
    expect(mine.map((one) => [one.childId, one.status, one.departedAt])).toEqual([[place.lea.id, "present", "17:40"]]);
    expect(await place.tx.auditEvent.count({ where: { type: "attendance.recorded" } })).toBe(before + 1);
  });

  it("leaves alone what another person marked meanwhile and this form did not touch", async () => {
    const place = await school();
    const mark = (children: Record<string, ReturnType<typeof row>>) =>
      as("agent", [place.site.id], (context, scope) =>
        markSheet(context, { activityDayId: place.today.id, children }, scope),
      );
    await mark({ [place.lea.id]: row("absent") });
    expect(await mark({ [place.lea.id]: row(null) })).toMatchObject({ changed: 0 });
    const [stored] = await place.tx.attendance.findMany({ where: { activityDayId: place.today.id } });
    expect(stored?.status).toBe("absent");
  });

  it("is not found for another site, another day of attendance staff, or a child who is not on the sheet", async () => {
    const place = await school();
    const children = { [place.lea.id]: row("present") };
    const attempts = [
      () =>
        as("agent", [place.other.id], (context, scope) =>
          markSheet(context, { activityDayId: place.today.id, children }, scope),
        ),
      () =>
        as("animateur", [place.site.id], (context, scope) =>
          markSheet(context, { activityDayId: place.yesterday.id, children }, scope),
        ),
      () =>
        as("agent", [place.site.id], (context, scope) =>
          markSheet(context, { activityDayId: place.today.id, children: { [place.far.id]: row("present") } }, scope),
        ),
      () =>
        as("agent", [place.site.id], (context, scope) =>
          markSheet(context, { activityDayId: newId(), children }, scope),
        ),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(NotFound);
    expect(await place.tx.attendance.count({ where: { childId: { in: [place.lea.id, place.far.id] } } })).toBe(0);
  });

  it("waits for the day, and refuses a locked sheet until the head unlocks it", async () => {
    const place = await school();
    const mark = (activityDayId: string) =>
      as("agent", [place.site.id], (context, scope) =>
        markSheet(context, { activityDayId, children: { [place.lea.id]: row("present") } }, scope),
      );
    expect(await mark(place.tomorrow.id)).toEqual({ ok: false, reason: "not-yet" });
    const period = { regieId: place.regie.id, from: "2026-11-01", to: "2026-11-30" };
    await as("responsable", [], async (context) => lockSheets(context, await holdSheets(context, period), period));
    expect(await mark(place.today.id)).toEqual({ ok: false, reason: "locked" });
    expect(await place.tx.attendance.count({ where: { childId: place.lea.id } })).toBe(0);
    const input = { activityDayId: place.today.id, reason: "Erreur de saisie" };
    expect(await as("responsable", [], (context) => unlockSheet(context, input))).toMatchObject({ ok: true });
    expect(await mark(place.today.id)).toMatchObject({ ok: true, changed: 1 });
    expect(await eventsOf(place, "attendance.unlocked")).toBe(1);
    expect(await eventsOf(place, "attendance.refused")).toBe(1);
  });
});

describe("a child who was not expected", () => {
  it("is found among the children of the site only, and joins the sheet once", async () => {
    const place = await school();
    const add = (childId: string) =>
      as("animateur", [place.site.id], (context, scope) =>
        addUnbooked(context, { activityDayId: place.today.id, childId }, scope),
      );
    const found = await as("animateur", [place.site.id, place.other.id], async (context, scope) => {
      const sheet = await sheetOf(context, scope, place.today.id);
      return sheet && searchForSheet(context, scope, { sheet, text: "tom" });
    });
    expect(found?.map((child) => child.id)).toEqual([place.tom.id]);
    await expect(add(place.far.id)).rejects.toThrow(NotFound);
    expect(await add(place.tom.id)).toMatchObject({ ok: true });
    expect(await add(place.tom.id)).toEqual({ ok: false, reason: "already-there" });
    const stored = await place.tx.attendance.findFirstOrThrow({ where: { childId: place.tom.id } });
    expect([stored.status, stored.bookingId]).toEqual(["unbooked_present", null]);
  });
});

describe("opening a sheet", () => {
  it("leaves one trace an hour for each person", async () => {
    const place = await school();
    const account = await aStaffAccount(place.tx, "agent", [place.site.id]);
    const look = (now: string) =>
      transaction(async (tx) => {
        const scope = await mintOfficeScope(tx, { accountId: account.id, role: "agent" }, TODAY);
        return sheetOf(contextFor(tx, { id: account.id, role: "agent" }, new Date(now)), scope, place.today.id);
      });
    await look("2026-11-23T08:00:00Z");
    await look("2026-11-23T08:59:00Z");
    expect(await eventsOf(place, "attendance.list-consulted")).toBe(1);
    await look("2026-11-23T09:01:00Z");
    expect(await eventsOf(place, "attendance.list-consulted")).toBe(2);
  });

  it("tells whom the child must not leave with, without a telephone, before those who may collect it", async () => {
    const place = await school();
    const [mother, father] = [await aParent(place.tx, place.household.id), await aParent(place.tx, place.household.id)];
    await aGuardianship(place.tx, place.lea.id, mother.guardian.id);
    await aGuardianship(place.tx, place.lea.id, father.guardian.id, true);
    const sheet = await as("animateur", [place.site.id], (context, scope) => sheetOf(context, scope, place.today.id));
    const people = sheet?.rows.find((one) => one.childId === place.lea.id)?.gate?.people;
    expect(people?.map(({ kind, phone }) => [kind, phone !== null])).toEqual([
      ["forbidden", false],
      ["authorised", true],
    ]);
  });

  it("lists only the sheets of the person's sites, and none of another day to attendance staff", async () => {
    const place = await school();
    const list = (role: Role, siteIds: string[], day: string) =>
      as(role, siteIds, async (context, scope) => (await sheetsOn(context.tx, scope, day)).map((sheet) => sheet.id));
    expect(await list("agent", [place.site.id], TODAY)).toEqual([place.today.id]);
    expect(await list("agent", [place.other.id], TODAY)).toEqual([]);
    expect(await list("animateur", [place.site.id], "2026-11-20")).toEqual([]);
    expect(await list("agent", [place.site.id], "2026-11-20")).toEqual([place.yesterday.id]);
  });
});
