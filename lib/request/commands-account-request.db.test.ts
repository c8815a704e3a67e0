import { describe, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { activate } from "@/lib/account/commands-credentials";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import * as fixtures from "@/prisma/fixtures";
import { acceptAsNew, acceptIntoFile, refuseAccount } from "./commands-account-decide";
import { askAccount } from "./commands-account-request";
import { accountRequest, accountRequests, matchesOf } from "./queries-account-request";
import { askAccountSchema } from "./schema-account-request";

const { NOW, TODAY } = fixtures;
const asking = (seconds = 0) => ({
  now: new Date(NOW.getTime() + seconds * 1000),
  net: { ip: "192.0.2.1", userAgent: null },
  locale: "fr" as const,
});

let year: Promise<{ id: string }> | undefined;

/** A school with its agent, and a wish to come to it. */
async function world() {
  year ??= fixtures.aSchoolYear(db());
  await year;
  const [site, other] = [await fixtures.aSite(db()), await fixtures.aSite(db())];
  const agent = await fixtures.aStaffAccount(db(), "agent", [site.id]);
  const stranger = await fixtures.aStaffAccount(db(), "agent", [other.id]);
  const scopeOf = (account: { id: string; role: "agent" | string }) =>
    mintOfficeScope(db(), { accountId: account.id, role: "agent" }, TODAY);
  const email = `${newId()}@example.org`;
  const form = {
    firstName: "Inès",
    lastName: "Moreau",
    email,
    phone: "06 39 98 12 34",
    line: "3 rue des Prés",
    more: "",
    postalCode: "06650",
    city: "Valmontel",
    children: [{ firstName: "Jules", lastName: "Moreau", birthDate: "2020-02-03", siteId: site.id, grade: "CP" }],
    message: "",
  };
  return { site, agent, email, form, scope: await scopeOf(agent), elsewhere: await scopeOf(stranger) };
}

type World = Awaited<ReturnType<typeof world>>;

async function asked({ form, scope }: World, change: object = {}) {
  const outcome = await askAccount(asking(), askAccountSchema.parse({ ...form, ...change }));
  if (!outcome.ok) throw new Error(outcome.reason);
  const row = (await accountRequests(db(), scope)).find((one) => one.reference === outcome.reference);
  return { reference: outcome.reference, requestId: row?.id ?? "" };
}

const inOffice = <Value>({ agent }: World, work: (context: ReturnType<typeof fixtures.contextFor>) => Promise<Value>) =>
  transaction((tx) => work(fixtures.contextFor(tx, agent)));

const eventsOf = (object: string) => db().auditEvent.findMany({ where: { object }, select: { type: true } });

describe("asking for an account", () => {
  it("keeps the request for the office of the first child's school, and for no other", async () => {
    const there = await world();
    const { requestId } = await asked(there);
    expect(await accountRequest(db(), there.scope, requestId)).toMatchObject({
      email: there.email,
      state: "submitted",
    });
    expect(await accountRequest(db(), there.elsewhere, requestId)).toBeNull();
    expect(await eventsOf(`account-request/${requestId}`)).toEqual([{ type: "account.requested" }]);
  });

  it("sent twice is one request", async () => {
    const there = await world();
    const first = await asked(there);
    expect((await asked(there)).reference).toBe(first.reference);
    expect((await asked(there, { firstName: "Agnès" })).reference).not.toBe(first.reference);
  });

  it("answers the same for an address that has an account", async () => {
    const there = await world();
    await fixtures.anAccount(db(), { email: there.email });
    expect(await askAccount(asking(), askAccountSchema.parse(there.form))).toMatchObject({ ok: true });
  });

  it("is refused for a class that the school does not have", async () => {
    const there = await world();
    const children = [{ ...there.form.children[0], grade: "CM2" }];
    const outcome = await askAccount(asking(), askAccountSchema.parse({ ...there.form, children }));
    expect(outcome).toEqual({ ok: false, reason: "grade-not-there" });
  });

  it("needs one child, and lets empty rows be", () => {
    const blank = { firstName: "", lastName: "", birthDate: "", siteId: "", grade: "" };
    const base = { firstName: "A", lastName: "B", email: "a@example.org", phone: "0639981234" };
    const home = { line: "1 rue", postalCode: "06650", city: "Valmontel" };
    const child = { firstName: "J", lastName: "M", birthDate: "2020-02-03", siteId: newId(), grade: "CP" };
    const parse = (children: object[]) => askAccountSchema.safeParse({ ...base, ...home, children });
    expect(parse([blank, blank]).success).toBe(false);
    expect(parse([child, blank]).data?.children).toHaveLength(1);
    expect(parse([child, { ...blank, firstName: "K" }]).error?.issues[0]?.path).toEqual(["children", 1, "lastName"]);
  });
});

describe("a new file", () => {
  it("makes household, adult, child and account, each with its event, and the mailed link opens it", async () => {
    const there = await world();
    const { requestId } = await asked(there);
    const outcome = await inOffice(there, (context) => acceptAsNew(context, { requestId }, there.scope));
    if (!outcome.ok || !outcome.householdId) throw new Error("not accepted");
    const household = await db().household.findUniqueOrThrow({
      where: { id: outcome.householdId },
      include: { members: { include: { guardian: true } }, children: true, addresses: true, payers: true },
    });
    expect(household).toMatchObject({ name: "Moreau", members: [{ guardian: { email: there.email } }] });
    expect([household.children.length, household.addresses.length, household.payers.length]).toEqual([1, 1, 1]);
    const childId = household.children[0]?.childId ?? "";
    expect(await eventsOf(`child/${childId}`)).toEqual([{ type: "child.created" }]);
    expect(await eventsOf(`household/${household.id}`)).toEqual([{ type: "household.created" }]);
    const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: there.email }, orderBy: { id: "desc" } });
    const code = /code=([\w-]+)/.exec(mail.text)?.[1] ?? "";
    const opened = await activate({ ...asking(60), device: null }, { code, password: "sept tortues bleues chantent" });
    expect(opened).toMatchObject({ ok: true, role: "parent" });
  });

  it("is decided once, by whoever comes first, and only within one's schools", async () => {
    const there = await world();
    const { requestId } = await asked(there);
    const accept = () => inOffice(there, (context) => acceptAsNew(context, { requestId }, there.scope));
    const abroad = inOffice(there, (context) => acceptAsNew(context, { requestId }, there.elsewhere));
    await expect(abroad).rejects.toThrow();
    const outcomes = await Promise.all([accept(), accept()]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({ reason: "already-decided" });
  });

  it("is refused when the address has an account, and writes nothing", async () => {
    const there = await world();
    const { requestId } = await asked(there);
    await fixtures.anAccount(db(), { email: there.email });
    const before = await db().household.count();
    const outcome = await inOffice(there, (context) => acceptAsNew(context, { requestId }, there.scope));
    expect(outcome).toEqual({ ok: false, reason: "email-taken" });
    expect(await db().household.count()).toBe(before);
  });

  it("notes a child of another school's file for the head alone", async () => {
    const there = await world();
    const other = await fixtures.aHousehold(db());
    const twin = await fixtures.aChild(db(), {
      firstName: "Jules",
      birthDate: "2020-02-03",
      homes: [{ householdId: other.id }],
    });
    const { requestId } = await asked(there);
    const request = await accountRequest(db(), there.scope, requestId);
    if (!request) throw new Error("no request");
    expect((await matchesOf(db(), there.scope, request)).map((match) => match.householdId)).not.toContain(other.id);
    await inOffice(there, (context) => acceptAsNew(context, { requestId }, there.scope));
    expect(await db().possibleDuplicate.count({ where: { firstId: twin.id, state: "open" } })).toBe(1);
  });
});

describe("an existing file", () => {
  async function known(there: World) {
    year ??= fixtures.aSchoolYear(db());
    const household = await fixtures.aHousehold(db(), { name: "Moreau" });
    const school = { siteId: there.site.id, schoolYearId: (await year).id };
    const jules = { firstName: "Jules", birthDate: "2020-02-03", homes: [{ householdId: household.id }], school };
    await fixtures.aChild(db(), jules);
    const parent = await fixtures.aParent(db(), household.id, { firstName: "Inès" });
    return { household, ...parent };
  }

  it("is found by its child, and takes an adult without account in", async () => {
    const there = await world();
    const { household, guardian } = await known(there);
    await db().guardian.update({ where: { id: guardian.id }, data: { accountId: null } });
    const { requestId } = await asked(there);
    const request = await accountRequest(db(), there.scope, requestId);
    if (!request) throw new Error("no request");
    const [match] = await matchesOf(db(), there.scope, request);
    expect(match).toMatchObject({ householdId: household.id, children: ["Jules Durand"] });
    const who = { householdId: household.id, guardianId: guardian.id };
    const outcome = await inOffice(there, (context) => acceptIntoFile(context, { requestId, who }, there.scope));
    expect(outcome).toMatchObject({ ok: true, householdId: household.id });
    const account = await db().account.findUniqueOrThrow({ where: { email: there.email } });
    expect(await db().guardian.findUniqueOrThrow({ where: { id: guardian.id } })).toMatchObject({
      accountId: account.id,
    });
    expect(await db().childHousehold.count({ where: { householdId: household.id } })).toBe(1);
  });

  it("of someone who has an account changes nothing but the answer", async () => {
    const there = await world();
    const { household, guardian, account } = await known(there);
    const { requestId } = await asked(there);
    const who = { householdId: household.id, guardianId: guardian.id };
    const before = await db().account.count();
    await inOffice(there, (context) => acceptIntoFile(context, { requestId, who }, there.scope));
    expect(await db().account.count()).toBe(before);
    expect((await db().guardian.findUniqueOrThrow({ where: { id: guardian.id } })).accountId).toBe(account.id);
  });

  it("takes another adult in", async () => {
    const there = await world();
    const { household } = await known(there);
    const { requestId } = await asked(there);
    const who = { householdId: household.id, guardianId: null };
    await inOffice(there, (context) => acceptIntoFile(context, { requestId, who }, there.scope));
    expect(await db().householdMember.count({ where: { householdId: household.id } })).toBe(2);
  });
});

it("a refusal tells its motive by mail, and shows nothing else", async () => {
  const there = await world();
  const { requestId } = await asked(there);
  const motive = "L’adresse est celle d’une autre commune.";
  await inOffice(there, (context) => refuseAccount(context, { requestId, motive }, there.scope));
  const mail = await db().mailOutbox.findFirstOrThrow({ where: { toAddress: there.email }, orderBy: { id: "desc" } });
  expect(mail.text).toContain(motive);
  expect(await db().account.count({ where: { email: there.email } })).toBe(0);
  expect(await eventsOf(`account-request/${requestId}`)).toHaveLength(2);
});
