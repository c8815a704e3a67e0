/** What both parents must want: proposed, answered once, told to both without what is theirs alone. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { custodyOf } from "@/lib/household/queries-facts";
import { householdOn } from "@/lib/household/rules";
import { familyEntries } from "@/lib/journal/queries";
import { toColumn } from "@/lib/kernel/civil-date";
import { db, transaction } from "@/lib/server/db";
import { contextFor, NOW, TODAY } from "@/prisma/fixtures";
import { type Home, type TwoHomes, twoHomes } from "@/prisma/testing/families/two-homes";
import { answerChange, closeProposalOf, expireProposals, proposeIfShared, withdrawProposal } from "./commands";
import { alignOtherHome, proposeSwap, saveConsents } from "./commands-child";
import { agreementOf, askedOf, proposalsAbout } from "./queries";
import { DAYS_TO_ANSWER } from "./rules";

let world: TwoHomes;
beforeEach(async () => {
  world = await twoHomes(db());
});

const end = (days: number, ms = 0) => new Date(NOW.getTime() + days * 24 * 3_600_000 + ms);

async function scopeOf(home: Home) {
  const scope = await mintFamilyScope(db(), home.accountId, TODAY);
  if (!scope) throw new Error("no scope");
  return scope;
}

async function as<Value>(home: Home, act: (context: ReturnType<typeof contextFor>) => Promise<Value>, now = NOW) {
  return transaction((tx) => act(contextFor(tx, { id: home.accountId, role: "parent" }, now)));
}

/** Monday 30 November 2026 opens week 49, an odd one: Sacha's. */
const SACHAS_DAY = "2026-11-30";

async function swap(to: "mine" | "other" = "mine", day = SACHAS_DAY, home = world.camille) {
  const scope = await scopeOf(home);
  return as(home, (context) => proposeSwap(context, { childId: world.childId, day, to }, scope));
}

async function answer(home: Home, word: "agree" | "refuse", now = NOW) {
  const scope = await scopeOf(home);
  const asked = await db().sharedChange.findFirstOrThrow({
    where: { childId: world.childId },
    orderBy: { createdAt: "desc" },
  });
  return as(home, (context) => answerChange(context, { proposalId: asked.id, answer: word }, scope), now);
}

async function homeOn(day: string) {
  const facts = (await custodyOf(db(), [world.childId])).get(world.childId);
  return facts ? householdOn(day, facts.residences, facts.exceptions) : null;
}

describe("a day that changes homes", () => {
  it("stays where it is until the other parent agrees, and then only that day moves", async () => {
    expect(await swap()).toMatchObject({ ok: true });
    expect(await homeOn(SACHAS_DAY)).toBe(world.sacha.householdId);
    expect(await answer(world.sacha, "agree")).toMatchObject({ ok: true });
    expect(await homeOn(SACHAS_DAY)).toBe(world.camille.householdId);
    expect(await homeOn("2026-12-01")).toBe(world.sacha.householdId);
  });

  it("stays for good when the other parent refuses, and a second word changes nothing", async () => {
    await swap();
    expect(await answer(world.sacha, "refuse")).toMatchObject({ ok: true });
    expect(await answer(world.sacha, "agree")).toMatchObject({ ok: false, reason: "already-over" });
    expect(await homeOn(SACHAS_DAY)).toBe(world.sacha.householdId);
  });

  it("is not answered by who proposed it, nor withdrawn by who is asked", async () => {
    await swap();
    await expect(answer(world.camille, "agree")).rejects.toThrow();
    const scope = await scopeOf(world.sacha);
    const asked = await db().sharedChange.findFirstOrThrow({ where: { childId: world.childId } });
    await expect(as(world.sacha, (c) => withdrawProposal(c, { proposalId: asked.id }, scope))).rejects.toThrow();
    const own = await scopeOf(world.camille);
    expect(await as(world.camille, (c) => withdrawProposal(c, { proposalId: asked.id }, own))).toMatchObject({
      ok: true,
    });
  });

  it("is over at the end of its days, and both read that nobody answered", async () => {
    await swap();
    await expireProposals(db(), end(DAYS_TO_ANSWER, -1));
    expect(await askedOf(db(), await scopeOf(world.sacha), NOW)).toHaveLength(1);
    expect(await answer(world.sacha, "agree", end(DAYS_TO_ANSWER))).toMatchObject({ reason: "already-over" });
    await expireProposals(db(), end(DAYS_TO_ANSWER));
    const seen = await proposalsAbout(db(), await scopeOf(world.sacha), { childId: world.childId, now: NOW });
    expect(seen.map(({ state, own }) => [state, own])).toEqual([["expired", false]]);
  });

  it.each([
    ["2026-11-23", "mine", "past"],
    ["2026-11-24", "mine", "already-there"],
    ["2026-11-24", "other", null],
    [SACHAS_DAY, "other", "already-there"],
  ] as const)("%s to %s: %s", async (day, to, reason) => {
    expect(await swap(to, day)).toMatchObject(reason ? { ok: false, reason } : { ok: true });
  });

  it("is proposed once for a day, and by the office alone where the other's address is protected", async () => {
    await swap();
    expect(await swap()).toMatchObject({ reason: "already-asked" });
    await db().householdAddress.updateMany({
      where: { householdId: world.sacha.householdId },
      data: { isProtected: true },
    });
    expect(await swap("mine", "2026-12-01")).toMatchObject({ reason: "ask-office" });
  });

  it("is proposed once by four clicks at the same time", async () => {
    const answers = await Promise.all([swap(), swap(), swap(), swap()]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db().sharedChange.count({ where: { childId: world.childId } })).toBe(1);
  });

  it("is answered once by two clicks at the same time", async () => {
    await swap();
    const both = await Promise.all([answer(world.sacha, "agree"), answer(world.sacha, "refuse")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is out of reach of a parent who was barred meanwhile", async () => {
    await swap();
    const key = { childId_guardianId: { childId: world.childId, guardianId: world.sacha.guardianId } };
    await db().guardianship.update({ where: key, data: { isBarred: true } });
    await expect(answer(world.sacha, "agree")).rejects.toThrow();
    expect(await proposalsAbout(db(), await scopeOf(world.sacha), { childId: world.childId, now: NOW })).toEqual([]);
  });
});

describe("an answer that comes when things have changed", () => {
  const keyOf = (home: Home) => ({ childId_guardianId: { childId: world.childId, guardianId: home.guardianId } });

  it.each(["camille", "sacha"] as const)(
    "changes nothing once %s has lost authority; a refusal still counts",
    async (who) => {
      await swap();
      await db().guardianship.update({ where: keyOf(world[who]), data: { authority: "none" } });
      expect(await answer(world.sacha, "agree")).toMatchObject({ ok: false, reason: "outdated" });
      expect(await homeOn(SACHAS_DAY)).toBe(world.sacha.householdId);
      expect(await answer(world.sacha, "refuse")).toMatchObject({ ok: true });
    },
  );

  it("changes nothing when the child does not live in that home on that day", async () => {
    await swap();
    const home = { childId: world.childId, householdId: world.camille.householdId };
    await db().childHousehold.updateMany({ where: home, data: { until: toColumn("2026-11-29") } });
    expect(await answer(world.sacha, "agree")).toMatchObject({ ok: false, reason: "outdated" });
    await db().childHousehold.updateMany({ where: home, data: { until: toColumn(SACHAS_DAY) } });
    expect(await answer(world.sacha, "agree")).toMatchObject({ ok: true });
  });
});

describe("photographs", () => {
  const form = (image: "yes" | "no") => ({
    ...{ childId: world.childId, image, outing: "yes" as const, "leave-alone": "no" as const },
    "emergency-care": "yes" as const,
  });
  const save = async (home: Home, image: "yes" | "no") => {
    const scope = await scopeOf(home);
    return as(home, (context) => saveConsents(context, form(image), scope));
  };
  const granted = async () => {
    const rows = await db().consent.findMany({
      where: { childId: world.childId, kind: "image" },
      orderBy: { givenAt: "desc" },
    });
    return rows.map(({ isGranted }) => isGranted);
  };

  it("wait for the other parent, while the rest is saved at once", async () => {
    expect(await save(world.camille, "yes")).toMatchObject({ changed: true, proposed: true });
    expect(await granted()).toEqual([]);
    expect(await db().consent.count({ where: { childId: world.childId, kind: "outing", isGranted: true } })).toBe(1);
    expect(await save(world.camille, "yes")).toMatchObject({ proposed: false });
    await answer(world.sacha, "agree");
    expect(await granted()).toEqual([true]);
  });

  it.each(["no account", "no authority"])(
    "wait for the office where the other parent cannot be asked here: %s",
    async (why) => {
      if (why === "no account") {
        await db().account.update({ where: { id: world.sacha.accountId }, data: { closedAt: NOW } });
      } else {
        const key = { childId_guardianId: { childId: world.childId, guardianId: world.camille.guardianId } };
        await db().guardianship.update({ where: key, data: { authority: "none" } });
      }
      expect(await save(world.camille, "yes")).toMatchObject({ changed: true, proposed: false, office: true });
      expect(await granted()).toEqual([]);
      expect(await save(world.camille, "no")).toMatchObject({ office: false });
    },
  );

  it("are proposed once by four clicks at the same time", async () => {
    await Promise.all(Array.from({ length: 4 }, () => save(world.camille, "yes")));
    expect(await db().sharedChange.count({ where: { childId: world.childId, kind: "image_consent" } })).toBe(1);
  });

  it("are taken back by one parent alone", async () => {
    await save(world.camille, "yes");
    await answer(world.sacha, "agree");
    const scope = await scopeOf(world.sacha);
    const later = end(1);
    await as(world.sacha, (context) => saveConsents(context, form("no"), scope), later);
    expect(await granted()).toEqual([false, true]);
  });
});

describe("what is told", () => {
  it("stands in both journals and in one mail each, with nothing of the other's", async () => {
    await swap();
    await answer(world.sacha, "agree");
    for (const [own, other] of [
      [world.camille, world.sacha],
      [world.sacha, world.camille],
    ] as const) {
      const reader = { scope: await scopeOf(own), today: TODAY, locale: "fr" as const };
      const { entries } = await familyEntries(db(), reader, { group: "all", take: 100 });
      const mails = await db().mailOutbox.findMany({ where: { toAddress: own.email, subject: { contains: "Tom" } } });
      const text = JSON.stringify([entries, mails]);
      expect(entries.some(({ did }) => did.includes("proposé un changement"))).toBe(true);
      expect(mails).toHaveLength(1);
      for (const secret of Object.values(other.secrets)) expect(text).not.toContain(secret);
    }
  });

  it("belongs to a change request: the office asks what was answered, and closes it with the request", async () => {
    const scope = await scopeOf(world.camille);
    const wish = { custody: { kind: "always" as const } };
    const requestId = "0190aaaa-0000-7000-8000-000000000001";
    await as(world.camille, (context) =>
      proposeIfShared(context, scope, {
        ...{ kind: "child_custody", wish, childId: world.childId, householdId: world.camille.householdId, requestId },
      }),
    );
    expect(await agreementOf(db(), requestId)).toBe("proposed");
    await as(world.camille, (context) => closeProposalOf(context, requestId));
    expect(await agreementOf(db(), requestId)).toBe("withdrawn");
    expect(await agreementOf(db(), "0190aaaa-0000-7000-8000-000000000002")).toBeNull();
  });

  it("holds in both homes once it is agreed: every day belongs to one of them", async () => {
    const custody = { kind: "weekdays" as const, days: [1 as const, 2 as const] };
    const householdId = world.camille.householdId;
    await as(world.camille, (context) => alignOtherHome(context, { childId: world.childId, householdId, custody }));
    const facts = (await custodyOf(db(), [world.childId])).get(world.childId);
    const other = facts?.residences.find((home) => home.householdId === world.sacha.householdId);
    expect(other?.custody).toEqual({ kind: "weekdays", days: [3, 4, 5, 6, 7] });
  });
});
