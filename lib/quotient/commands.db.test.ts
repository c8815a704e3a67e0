/** What is kept of an answer of API Particulier, and what is not. */
import { beforeEach, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { fromColumn } from "@/lib/kernel/civil-date";
import { NotFound } from "@/lib/server/action";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, aParent, contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import { ASKED_A_DAY, askBeforehand, keepAnswer, mayAsk } from "./commands";
import { questionsOf } from "./queries";
import type { Beneficiary } from "./rules";
import type { QuotientAnswer, QuotientWish } from "./schema";

const consent = "c".repeat(64);
const caf = {
  outcome: "found",
  provider: "caf",
  valueCents: 61_200,
  month: "2026-10",
  file: [],
} satisfies QuotientAnswer;

async function arrange() {
  return transaction(async (tx) => {
    const [home, other] = [await aHousehold(tx), await aHousehold(tx)];
    return { home, other, parent: await aParent(tx, home.id) };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  world = await arrange();
});

async function scopeOf(tx: Parameters<typeof mintFamilyScope>[0]) {
  const scope = await mintFamilyScope(tx, world.parent.account.id, TODAY);
  if (!scope) throw new Error("A parent without scope");
  return scope;
}

const keep = (answer: QuotientAnswer | null, householdId = world.home.id) =>
  transaction(async (tx) => {
    const context = contextFor(tx, { id: world.parent.account.id, role: "parent" });
    return keepAnswer(context, { householdId, consent, answer }, await scopeOf(tx));
  });
const quotients = () =>
  db().quotientFamilial.findMany({
    where: { householdId: world.home.id },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
  });
const questions = async () => questionsOf(db(), await scopeOf(db()), world.home.id);

describe("an answer with a value", () => {
  it("counts from today on, beside what was known, and says who gave it", async () => {
    expect(await keep(caf)).toMatchObject({ ok: true, changed: true });
    const [kept] = await quotients();
    expect(kept).toMatchObject({ valueCents: 61_200, source: "caf", until: null });
    expect(kept && fromColumn(kept.since)).toBe(TODAY);
    expect((await journalOf(db())).at(-1)).toMatchObject({ type: "quotient.asked" });
  });

  it("changes nothing when it is the same, and is a new row when it is not", async () => {
    await keep(caf);
    expect(await keep(caf)).toMatchObject({ ok: true, changed: false });
    expect(await quotients()).toHaveLength(1);
    await keep({ ...caf, valueCents: 61_100 });
    expect((await quotients()).map(({ valueCents }) => valueCents)).toEqual([61_200, 61_100]);
    expect(await questions()).toHaveLength(3);
  });
});

describe("an answer without", () => {
  it.each(["not-found", "not-yours", "bad-input", "unavailable"] as const)(
    "%s keeps the question and no quotient",
    async (outcome) => {
      expect(await keep({ outcome, code: "37003" })).toMatchObject({ ok: false, reason: outcome });
      expect(await quotients()).toEqual([]);
      expect(await questions()).toMatchObject([{ outcome, valueCents: null }]);
    },
  );
});

it("asks for no other household", async () => {
  await expect(keep(caf, world.other.id)).rejects.toBeInstanceOf(NotFound);
  expect(await db().quotientQuestion.count({ where: { householdId: world.other.id } })).toBe(0);
});

it("allows five questions a day, and as many tomorrow", async () => {
  const accountId = world.parent.account.id;
  for (let asked = 0; asked < ASKED_A_DAY; asked += 1) {
    expect(await mayAsk({ tx: db(), today: TODAY }, accountId)).toBe(true);
    await keep({ outcome: "unavailable", code: null });
  }
  expect(await mayAsk({ tx: db(), today: TODAY }, accountId)).toBe(false);
  expect(await keep(null)).toMatchObject({ ok: false, reason: "too-often", facts: { count: ASKED_A_DAY } });
  expect(await mayAsk({ tx: db(), today: "2026-11-24" }, accountId)).toBe(true);
});

describe("whose file it is", () => {
  const asked: QuotientWish[] = [];
  const service = (file: Beneficiary[] = []) => ({
    ask: async (wish: Omit<QuotientWish, "householdId" | "consent">) => {
      asked.push({ ...wish, householdId: "", consent: "on" });
      return { ...caf, file };
    },
  });
  const wish = (birthName: string, first: string): QuotientWish => ({
    ...{ householdId: world.home.id, birthName, firstNames: [first], sex: "F", birthDate: "1988-04-12", consent: "on" },
    ...{ country: "france", town: "Nice", department: "06", countryCode: "" },
  });
  const ask = (one: QuotientWish, file?: Beneficiary[]) =>
    askBeforehand(service(file), { accountId: world.parent.account.id, now: NOW }, one);

  it("is asked for an adult of the household, and for nobody else", async () => {
    const { firstName, lastName } = world.parent.guardian;
    expect(await ask(wish(lastName, firstName))).toMatchObject({ outcome: "found" });
    asked.length = 0;
    expect(await ask(wish(lastName, "Inconnue"))).toMatchObject({ outcome: "not-yours" });
    expect(asked).toEqual([]);
  });

  it("is not told when only the first name is the household's", async () => {
    const { firstName, lastName } = world.parent.guardian;
    expect(await ask(wish("Bernard", firstName))).toEqual({ outcome: "not-yours", code: null });
    const file = [{ names: ["BERNARD", lastName], firstNames: firstName }];
    expect(await ask(wish("Bernard", firstName), file)).toMatchObject({ outcome: "found" });
  });
});
