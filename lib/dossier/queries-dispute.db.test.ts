/** A dossier for a dispute, from the choice of lines to its taking: each line shows no more than it may, and only to who may still read the household. */
import { rmSync } from "node:fs";
import { afterAll, beforeEach, expect, it } from "vitest";
import { mintOfficeScope } from "@/lib/access/gate";
import { type Event, record } from "@/lib/evidence/record";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { readOfficeChoice } from "@/lib/journal/schema-office";
import { addDays, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import {
  aChild,
  aHousehold,
  aParent,
  aSchoolYear,
  aSite,
  aStaffAccount,
  contextFor,
  journalOf,
  NOW,
  TODAY,
} from "@/prisma/fixtures";
import { emptyJournal, ownFolder, sealOnce } from "@/prisma/testing/journal";
import { askDisputeDossier } from "./commands";
import { makeDossier } from "./commands-make";
import { takeDossier } from "./queries";
import { areDisputable, disputeChoice } from "./queries-dispute";

const folder = ownFolder();
const sealer = connectSealer();
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

/** Léa lives with Camille, and half of the time with Sacha; her brother Tom is at another school. */
async function arrange() {
  return transaction(async (tx) => {
    const year = (await tx.schoolYear.findFirst()) ?? (await aSchoolYear(tx));
    const [oliviers, fontaine] = [await aSite(tx), await aSite(tx)];
    const [here, there] = [await aHousehold(tx, { name: "Durand" }), await aHousehold(tx, { name: "Morel" })];
    const [camille, sacha] = [await aParent(tx, here.id), await aParent(tx, there.id)];
    const lea = await aChild(tx, {
      homes: [{ householdId: here.id }, { householdId: there.id }],
      school: { siteId: oliviers.id, schoolYearId: year.id },
    });
    const tom = await aChild(tx, {
      homes: [{ householdId: here.id }],
      school: { siteId: fontaine.id, schoolYearId: year.id },
    });
    const agent = await aStaffAccount(tx, "agent", [oliviers.id]);
    const by = (id: string, role: "parent" | "agent", event: Event) => record(contextFor(tx, { id, role }), event);
    const home = { kind: "household", id: here.id } as const;
    const child = { kind: "child", id: lea.id } as const;
    const booked = (childId: string): Event => ({
      type: "booking.created",
      subject: home,
      object: { kind: "booking", id: newId() },
      body: { childId, day: "2026-12-07", cents: 280 },
    });
    const address = { line: "4 rue du Secret", city: "Cachéville" };
    const change = (after: object): Event => ({
      type: "household.contact-changed",
      subject: home,
      object: home,
      body: { after: after as Record<string, string> },
    });
    const lines = {
      booking: await by(camille.account.id, "parent", booked(lea.id)),
      brother: await by(camille.account.id, "parent", booked(tom.id)),
      address: await by(camille.account.id, "parent", change(address)),
      barred: await by(agent.id, "agent", {
        type: "child.pickup-forbidden",
        subject: child,
        object: child,
        body: { childId: lea.id, after: [{ kind: "forbidden", name: "Zébulon Interdit" }] },
      }),
      elsewhere: await by(sacha.account.id, "parent", {
        type: "child.consent-given",
        subject: child,
        object: { kind: "consent", id: newId() },
        body: { childId: lea.id, kind: "photo", before: null, after: true },
      }),
    };
    return { here, there, agent, lines };
  });
}

let world: Awaited<ReturnType<typeof arrange>>;
beforeEach(async () => {
  await emptyJournal();
  world = await arrange();
  await sealOnce(sealer, NOW);
});

const staff = () => ({ id: world.agent.id, role: "agent" as const });
const ago = toColumn(addDays(TODAY, -30));
const scopeOf = (tx: Parameters<typeof mintOfficeScope>[0]) =>
  mintOfficeScope(tx, { accountId: world.agent.id, role: "agent" }, TODAY);

async function ask(lines: string[]) {
  const period = { since: TODAY, until: TODAY, householdId: world.here.id, purpose: "recours du 3 mars" };
  return transaction(async (tx) => askDisputeDossier(contextFor(tx, staff()), { ...period, lines }, await scopeOf(tx)));
}

async function made() {
  const asked = await ask([world.lines.booking, world.lines.address]);
  if (!asked.ok) throw new Error(asked.reason);
  await makeDossier(db(), { id: newId(), kind: "dossier.make", payload: { dossierId: asked.id }, attempts: 1 });
  return asked.id;
}

const take = (id: string, format: "html" | "pdf" = "html") =>
  transaction((tx) => takeDossier(contextFor(tx, staff()), { id, format }));

it("offers neither a forbidden person, nor the other parent's, nor a brother out of scope; an address as a fact only", async () => {
  const chosen = await transaction(async (tx) => {
    const choice = readOfficeChoice({ foyer: world.here.id });
    return disputeChoice(contextFor(tx, staff()), await scopeOf(tx), { choice, locale: "fr" });
  });
  const { booking, address } = world.lines;
  expect(chosen?.found.entries.map(({ id }) => id).sort()).toEqual([booking, address].sort());
  expect([chosen?.shows.get(booking), chosen?.shows.get(address)]).toEqual(["whole", "fact"]);
});

it("refuses a line that is not offered, whoever forges the form", async () => {
  const { booking, brother, barred, elsewhere } = world.lines;
  for (const other of [brother, barred, elsewhere, newId()]) {
    const wish = { householdId: world.here.id, lines: [booking, other] };
    expect(await transaction(async (tx) => areDisputable(tx, await scopeOf(tx), wish))).toBe(false);
    expect(await ask([booking, other])).toMatchObject({ reason: "other-lines" });
  }
});

it("holds the booking and its payload, and of the address only that it changed: neither in words nor in the receipt", async () => {
  const html = Buffer.from((await take(await made())) ?? []).toString();
  const receipts = [...html.matchAll(/base64,([^"]+)"/g)].map(([, text = ""]) =>
    Buffer.from(text, "base64").toString(),
  );
  expect(receipts).toHaveLength(2);
  expect(receipts.join()).toContain("2026-12-07");
  expect(html).toContain("changé les coordonnées du foyer");
  expect(`${html}${receipts.join()}`).not.toMatch(/Secret|Cachéville|Zébulon/);
});

it("has one line of the journal for each taking, in the household's", async () => {
  const id = await made();
  const taken = async () => (await journalOf(db())).filter(({ type }) => type === "dossier.downloaded");
  await take(id);
  await take(id, "pdf");
  expect(await taken()).toEqual([1, 2].map(() => ({ type: "dossier.downloaded", object: `dossier/${id}` })));
});

it.each([
  [
    "who was moved to another school",
    (id: string) => db().assignment.updateMany({ where: { accountId: id }, data: { until: ago } }),
  ],
  [
    "whose accreditation ended",
    (id: string) => db().accreditation.updateMany({ where: { accountId: id }, data: { until: ago } }),
  ],
])("is not found by an agent %s since, and leaves no line", async (_, change) => {
  const id = await made();
  expect(await take(id)).not.toBeNull();
  await change(world.agent.id);
  const before = (await journalOf(db())).length;
  expect(await take(id)).toBeNull();
  expect((await journalOf(db())).length).toBe(before);
});

it("is made empty for who lost the household before the worker came", async () => {
  const asked = await ask([world.lines.booking]);
  if (!asked.ok) throw new Error(asked.reason);
  await db().assignment.updateMany({ where: { accountId: world.agent.id }, data: { until: ago } });
  await makeDossier(db(), { id: newId(), kind: "dossier.make", payload: { dossierId: asked.id }, attempts: 1 });
  expect(await db().dossier.findUniqueOrThrow({ where: { id: asked.id } })).toMatchObject({ state: "empty", lines: 0 });
});
