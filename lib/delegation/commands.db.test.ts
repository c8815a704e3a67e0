/** A third person sees and books what was entrusted, in its days and while it holds, and nothing else of the family. */
import { beforeEach, describe, expect, it } from "vitest";
import { childrenOfFamily, mintEntrustedScope, mintFamilyScope } from "@/lib/access/gate";
import { bookDays } from "@/lib/booking/commands";
import { householdsOf } from "@/lib/household/queries";
import { invoicesOf } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { db, transaction } from "@/lib/server/db";
import { aGuardianship, anAccount, contextFor, journalOf, TODAY } from "@/prisma/fixtures";
import { aFamily, anActivity, asParent, aTown, type Family } from "@/prisma/testing/bookings";
import { bookEntrusted, endEntrusting, entrustChild, giveBack } from "./commands";
import { collectorsOf, delegationsOf, entrustedChildren } from "./queries";
import { entrustedWeek } from "./queries-week";
import type { Right } from "./rules";

let family: Family;
let dayIds: string[];
let helperEmail: string;
let count = 0;

beforeEach(async () => {
  const town = await aTown();
  const activity = await anActivity(town, { days: ["2026-11-26", "2026-11-27"], capacity: 9 });
  dayIds = activity.dayIds;
  family = await aFamily(town, [activity.id]);
  await aGuardianship(db(), family.childIds[0] ?? "", family.scope.guardianId);
  helperEmail = `mamie${++count}@example.org`;
});

const childId = () => family.childIds[0] ?? "";

type Wish = { rights?: Right[]; since?: string; until?: string; email?: string };

function entrust({ rights = ["canBook"], since = TODAY, until = "2026-12-31", email = helperEmail }: Wish = {}) {
  const wish = { childId: childId(), name: "Jeanne Durand", email, relation: "grand-mère", since, until, rights };
  return transaction((tx) =>
    entrustChild(contextFor(tx, { id: family.scope.accountId, role: "parent" }), wish, family.scope),
  );
}

async function helper() {
  const account = await db().account.findUniqueOrThrow({ where: { email: helperEmail } });
  const scope = await mintFamilyScope(db(), account.id, TODAY);
  if (!scope) throw new Error("no scope");
  return { account, scope };
}

async function book(ticked: string[], shown = dayIds) {
  const { account, scope } = await helper();
  const wish = { childId: childId(), ticked, shown };
  return transaction((tx) => bookEntrusted(contextFor(tx, { id: account.id, role: "parent" }), wish, scope));
}

const opens = async (right: Right, today = TODAY) => {
  const { account } = await helper();
  return (await mintEntrustedScope(db(), { accountId: account.id, today }, { childId: childId(), right })) !== null;
};

describe("a grandmother who may book", () => {
  it("cancels no day that the parent booked, and the days of her own still", async () => {
    await entrust();
    const wish = { add: [{ childId: childId(), activityDayId: dayIds[0] ?? "" }], remove: [], keep: [], same: null };
    await asParent(family, (context) => bookDays(context, family.scope, { wish }));
    expect(await book(dayIds)).toMatchObject({ ok: true, added: 1 });
    expect(await book([])).toMatchObject({ ok: true, removed: 1 });
    const left = await db().booking.findMany({ where: { childId: childId(), state: "booked" } });
    expect(left.map(({ activityDayId }) => activityDayId)).toEqual([dayIds[0]]);
  });

  it("gets an account of her own by mail, books a day and cancels it, and the parent gets the receipt", async () => {
    expect(await entrust()).toMatchObject({ ok: true });
    const mails = await db().mailOutbox.findMany({ where: { toAddress: helperEmail }, select: { text: true } });
    expect(mails.map(({ text }) => text).join()).toContain("/activation?code=");
    expect(await book([dayIds[0] ?? ""])).toMatchObject({ ok: true, added: 1 });
    const booking = await db().booking.findFirstOrThrow({ where: { childId: childId(), state: "booked" } });
    expect(booking.householdId).toBe(family.householdId);
    const receipts = await db().mailOutbox.findMany({
      where: { subject: { contains: "VAL-" } },
      orderBy: { id: "desc" },
      take: 1,
    });
    expect(receipts.map(({ toAddress }) => toAddress)).toEqual([family.email]);
    expect(await book([])).toMatchObject({ ok: true, removed: 1 });
  });

  it("sees days without a price, and nothing by any other scope of the family", async () => {
    await entrust();
    const { account, scope } = await helper();
    const narrow = await mintEntrustedScope(db(), scope, { childId: childId(), right: "canSee" });
    if (!narrow) throw new Error("no scope");
    const week = await entrustedWeek(db(), narrow, {
      childId: childId(),
      monday: "2026-11-23",
      now: "2026-11-23T09:00",
    });
    expect(week).toHaveLength(2);
    expect(JSON.stringify(week)).not.toMatch(/cents|price|quotient/i);
    expect(await db().child.count({ where: childrenOfFamily(scope) })).toBe(0);
    const reader = { scope, today: TODAY, locale: "fr" as const };
    const seen = [
      await householdsOf(db(), scope, TODAY),
      await invoicesOf(db(), scope),
      (await familyEntries(db(), reader, { group: "all", take: 50 })).entries.filter(
        ({ childIds }) => childIds.length > 0,
      ),
    ];
    expect(seen).toEqual([[], [], []]);
    expect(account.role).toBe("parent");
  });

  it.each([
    ["2026-11-22", false],
    ["2026-11-23", true],
    ["2026-12-31", true],
    ["2027-01-01", false],
  ])("on %s: %s", async (today, expected) => {
    await entrust();
    expect(await opens("canBook", today)).toBe(expected);
  });
});

describe("a right", () => {
  it("that was not given opens nothing", async () => {
    await entrust({ rights: ["canSee"] });
    expect([await opens("canSee"), await opens("canBook"), await opens("canCollect")]).toEqual([true, false, false]);
    await expect(book([dayIds[0] ?? ""])).rejects.toThrow();
    expect(await db().booking.count({ where: { childId: childId() } })).toBe(0);
  });

  it("ends at once for the parent who takes it back, and for the person who gives it back", async () => {
    await entrust();
    const { account, scope } = await helper();
    const [given] = await delegationsOf(db(), family.scope, childId());
    const id = { delegationId: given?.id ?? "" };
    const actor = { id: family.scope.accountId, role: "parent" as const };
    await transaction((tx) => endEntrusting(contextFor(tx, actor), id, family.scope));
    expect(await opens("canBook")).toBe(false);
    await expect(book([dayIds[0] ?? ""])).rejects.toThrow();
    await entrust();
    const [again] = await entrustedChildren(db(), scope);
    const mine = { delegationId: again?.id ?? "" };
    await transaction((tx) => giveBack(contextFor(tx, { id: account.id, role: "parent" }), mine, scope));
    expect(await entrustedChildren(db(), scope)).toEqual([]);
    const types = (await journalOf(db())).map(({ type }) => type).filter((type) => type.startsWith("child.entrust"));
    expect(types.slice(-4)).toEqual([
      "child.entrusted",
      "child.entrusting-ended",
      "child.entrusted",
      "child.entrusting-ended",
    ]);
  });

  it("of another family is neither taken back nor given back", async () => {
    await entrust();
    const [given] = await delegationsOf(db(), family.scope, childId());
    const id = { delegationId: given?.id ?? "" };
    const stranger = await aFamily(await aTown(), []);
    const actor = { id: stranger.scope.accountId, role: "parent" as const };
    await expect(transaction((tx) => endEntrusting(contextFor(tx, actor), id, stranger.scope))).rejects.toThrow();
    await expect(transaction((tx) => giveBack(contextFor(tx, actor), id, stranger.scope))).rejects.toThrow();
    expect(await opens("canBook")).toBe(true);
  });

  it("falls with the parent who gave it: no authority any more, or gone from the home", async () => {
    await entrust();
    const key = { childId_guardianId: { childId: childId(), guardianId: family.scope.guardianId } };
    await db().guardianship.update({ where: key, data: { authority: "none" } });
    expect(await opens("canBook")).toBe(false);
    await db().guardianship.update({ where: key, data: { authority: "joint" } });
    expect(await opens("canBook")).toBe(true);
    const where = { guardianId: family.scope.guardianId };
    await db().householdMember.updateMany({ where, data: { until: toColumn("2026-11-22") } });
    expect(await opens("canBook")).toBe(false);
  });

  it("is not given around a decision: a barred parent is entrusted with nothing, and collects nobody", async () => {
    const barred = await aFamily(await aTown(), []);
    await aGuardianship(db(), childId(), barred.scope.guardianId, true);
    helperEmail = barred.email;
    expect(await entrust({ rights: ["canSee", "canCollect"] })).toMatchObject({ ok: true });
    expect(await opens("canSee")).toBe(false);
    expect(await collectorsOf(db(), [childId()], TODAY)).toEqual([]);
  });
});

describe("entrusting is refused", () => {
  it.each([
    [{ until: "2026-11-22", since: "2026-11-20" }, "past"],
    [{ until: "2026-11-22" }, "end-before-start"],
    [{ until: "2027-11-24" }, "too-long"],
  ])("for %o: %s", async (wish, reason) => {
    expect(await entrust(wish)).toMatchObject({ ok: false, reason });
  });

  it("without authority, to oneself, and to a seventh person", async () => {
    expect(await entrust({ email: family.email })).toMatchObject({ reason: "yourself" });
    for (let one = 0; one < 6; one++) await entrust({ email: `tante${count}-${one}@example.org` });
    expect(await entrust()).toMatchObject({ reason: "too-many" });
    const key = { childId_guardianId: { childId: childId(), guardianId: family.scope.guardianId } };
    await db().guardianship.update({ where: key, data: { authority: "none" } });
    expect(await entrust()).toMatchObject({ reason: "no-authority" });
  });

  it("to no seventh person by several presses at the same time", async () => {
    for (let one = 0; one < 5; one++) await entrust({ email: `tante${count}-${one}@example.org` });
    const last = [5, 6, 7, 8].map((one) => entrust({ email: `tante${count}-${one}@example.org` }));
    expect((await Promise.all(last)).filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().delegation.count({ where: { childId: childId() } })).toBe(6);
  });

  it("in the same words whoever the address belongs to: an agent is entrusted with nothing, and nobody learns of it", async () => {
    const agent = await anAccount(db(), { role: "agent", email: `agent${count}@example.org` });
    expect(await entrust({ email: agent.email })).toMatchObject({ ok: true });
    const row = await db().delegation.findFirstOrThrow({ where: { email: agent.email } });
    expect(row.accountId).toBeNull();
    expect(await db().mailOutbox.count({ where: { toAddress: agent.email } })).toBe(0);
    expect((await delegationsOf(db(), family.scope, childId())).map(({ name }) => name)).toEqual(["Jeanne Durand"]);
  });
});

it("tells the gate who may collect, on its days only", async () => {
  await entrust({ rights: ["canCollect"], since: "2026-11-24", until: "2026-11-25" });
  const on = async (day: string) => (await collectorsOf(db(), [childId()], day)).map(({ name }) => name);
  expect([await on("2026-11-23"), await on("2026-11-24"), await on("2026-11-25"), await on("2026-11-26")]).toEqual([
    [],
    ["Jeanne Durand"],
    ["Jeanne Durand"],
    [],
  ]);
});
