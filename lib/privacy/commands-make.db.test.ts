/** A copy made by the worker holds everything of the asker and nothing of the child's other parent; it opens for minutes and is gone after days. */
import { beforeAll, describe, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done } from "@/lib/kernel/outcome";
import { db, transaction } from "@/lib/server/db";
import { aGuardianship, aParent, contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import { aDocumentKind } from "@/prisma/fixtures/document/acts";
import { type Home, type TwoHomes, twoHomes } from "@/prisma/testing/families/two-homes";
import { askCopy, dropOldCopies, openMinutes } from "./commands";
import { makeCopy } from "./commands-make";
import { copiesOf, takeCopy } from "./queries";
import { blocksErasure, heldForErasure } from "./queries-erasure";
import { KEPT_DAYS } from "./rules";

let world: TwoHomes;
beforeAll(async () => {
  world = await twoHomes(db());
  for (const home of [world.camille, world.sacha]) {
    await transaction((tx) =>
      record(contextFor(tx, { id: home.accountId, role: "parent" }), {
        type: "household.contact-changed",
        subject: { kind: "household", id: home.householdId },
        object: { kind: "address", id: newId() },
        body: { before: null, after: { line: home.secrets.street ?? "" } },
      }),
    );
  }
});

const proof = done({ buckets: [], checked: null });
const as = (home: Home) => ({ id: home.accountId, role: "parent" as const });

async function ask(home: Home, now = NOW) {
  const asked = await transaction((tx) => askCopy(contextFor(tx, as(home), now), home, proof));
  if (!asked.ok) throw new Error(asked.reason);
  const job = { id: newId(), kind: "privacy.copy" as const, payload: { copyId: asked.id }, attempts: 1 };
  await db().job.create({ data: { ...job, state: "running", runAt: now, createdAt: now } });
  await makeCopy(db(), job);
  return asked.id;
}

const take = (home: Home, id: string, now = NOW) =>
  transaction((tx) => takeCopy(contextFor(tx, as(home), now), home, id));

async function archiveOf(home: Home): Promise<string> {
  const bytes = await take(home, await ask(home));
  if (bytes === null || bytes === "locked") throw new Error(`no archive: ${bytes}`);
  return Buffer.from(bytes).toString("utf8");
}

describe.each([
  ["camille", "sacha"],
  ["sacha", "camille"],
] as const)("the copy of %s", (own, other) => {
  it("holds every word of the own home, and none of the other's", async () => {
    const archive = await archiveOf(world[own]);
    for (const [field, secret] of Object.entries(world[own].secrets)) expect(archive, `own ${field}`).toContain(secret);
    for (const [field, secret] of Object.entries(world[other].secrets)) {
      expect(archive, `${field} of ${other}`).not.toContain(secret);
    }
    for (const id of [
      world[other].householdId,
      world[other].accountId,
      world[other].guardianId,
      world[other].payerId,
    ]) {
      expect(archive).not.toContain(id);
    }
  });

  it("tells the shared facts: the child, its school, who may collect it with who said so", async () => {
    const archive = await archiveOf(world[own]);
    expect(archive).toContain("Tom");
    expect(archive).toContain(`Mamie ${world[other].householdId.slice(-4)}`);
    expect(archive).toContain(other === "sacha" ? "Sacha" : "Camille");
  });
});

describe("a copy", () => {
  it("opens only for minutes after the password, and to its owner only", async () => {
    const id = await ask(world.camille);
    const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
    expect(await take(world.camille, id, at(4.99))).not.toBe("locked");
    expect(await take(world.camille, id, at(5))).toBe("locked");
    await transaction((tx) => openMinutes(contextFor(tx, as(world.camille), at(60)), world.camille, proof));
    expect(await take(world.camille, id, at(61))).toBeInstanceOf(Uint8Array);
    expect(await take(world.sacha, id, NOW)).toBeNull();
    expect((await journalOf(db())).filter(({ type }) => type === "account.copy-taken").length).toBeGreaterThan(1);
  });

  it("is refused where the password was wrong, and nothing is made", async () => {
    const before = await db().dataCopy.count();
    const wrong = { ok: false, reason: "mismatch" } as const;
    const asked = await transaction((tx) => askCopy(contextFor(tx, as(world.sacha)), world.sacha, wrong));
    expect(asked).toMatchObject({ ok: false, reason: "mismatch" });
    expect(await db().dataCopy.count()).toBe(before);
  });

  it("is one that is being made already, rather than a second", async () => {
    const both = [1, 2].map(() => transaction((tx) => askCopy(contextFor(tx, as(world.sacha)), world.sacha, proof)));
    const ids = (await Promise.all(both)).map((one) => one.ok && one.id);
    expect(new Set(ids).size).toBe(1);
  });

  it("is unreadable in the table, and its bytes go at the end of its days", async () => {
    const id = await ask(world.camille);
    const parts = await db().dataCopyPart.findMany({ where: { copyId: id } });
    expect(Buffer.concat(parts.map(({ bytes }) => bytes)).toString("latin1")).not.toContain(
      world.camille.secrets.street,
    );
    const end = (hours: number) => new Date(NOW.getTime() + (KEPT_DAYS * 24 + hours) * 3_600_000);
    await dropOldCopies(db(), end(-1));
    expect(await db().dataCopyPart.count({ where: { copyId: id } })).toBeGreaterThan(0);
    await dropOldCopies(db(), end(0));
    expect(await db().dataCopyPart.count({ where: { copyId: id } })).toBe(0);
    expect((await copiesOf(db(), world.camille.accountId, end(0))).map((copy) => copy.id)).not.toContain(id);
  });
});

it("reads by the scope of today: nothing of a child that a decision bars", async () => {
  const { childId, sacha } = world;
  const key = { childId_guardianId: { childId, guardianId: sacha.guardianId } };
  await db().guardianship.update({ where: key, data: { isBarred: true } });
  try {
    const scope = await mintFamilyScope(db(), sacha.accountId, TODAY);
    expect(scope?.householdIds).toEqual([sacha.householdId]);
    const archive = await archiveOf(sacha);
    expect(archive).not.toContain(`Mamie ${world.camille.householdId.slice(-4)}`);
    expect(archive).not.toContain('"firstName": "Tom"');
  } finally {
    await db().guardianship.update({ where: key, data: { isBarred: false } });
  }
});

async function scopeOf(home: Home) {
  const scope = await mintFamilyScope(db(), home.accountId, TODAY);
  if (!scope) throw new Error("no scope");
  return scope;
}

/** A second adult of Camille's own home: same household, same child, another account. */
async function partnerOf(home: Home): Promise<Home> {
  const { account, guardian } = await aParent(db(), home.householdId, { firstName: "Noa" });
  await aGuardianship(db(), world.childId, guardian.id);
  const session = { id: newId(), accountId: account.id, createdAt: NOW, lastSeenAt: NOW };
  await db().session.create({ data: { ...session, provedAt: NOW, expiresAt: new Date("2027-01-01T00:00:00.000Z") } });
  return { ...home, accountId: account.id, guardianId: guardian.id, sessionId: session.id };
}

/** A request of Camille with a paper joined to it, its page, and a word that stands in each. */
async function requestWith(word: string, isPrivate: boolean, childId: string | null = null) {
  const { householdId, accountId } = world.camille;
  const requestId = newId();
  const request = {
    id: requestId,
    reference: `R-${word}`,
    kind: "question",
    state: "received" as const,
    receivedAt: NOW,
  };
  await db().familyRequest.create({ data: { ...request, householdId, accountId, isPrivate, childId } });
  const { id: kindId } = await aDocumentKind();
  const documentId = newId();
  await db().document.create({
    data: {
      ...{ id: documentId, kindId, householdId, requestId, childId, state: "refused", motive: `motive${word}` },
      ...{ depositedById: accountId, createdAt: NOW, submittedAt: NOW },
    },
  });
  const page = { documentId, position: 0, format: "pdf", fingerprint: `print${word}`, size: 1, sha256: "0".repeat(64) };
  await db().documentPage.create({ data: page });
}

describe("two adults of one home", () => {
  it("share what the home asked, and not what one of them asked for themselves, nor the papers joined to it", async () => {
    const noa = await partnerOf(world.camille);
    await requestWith("zqours", false);
    await requestWith("zqmine", true);
    const [own, partners] = [await archiveOf(world.camille), await archiveOf(noa)];
    for (const word of ["R-zqmine", "motivezqmine", "printzqmine"]) {
      expect(own, word).toContain(word);
      expect(partners, word).not.toContain(word);
    }
    for (const word of ["R-zqours", "motivezqours", "printzqours"]) expect(partners, word).toContain(word);
    const told = async (home: Home) => {
      const scope = await scopeOf(home);
      const [held, blocks] = [await heldForErasure(db(), scope), await blocksErasure(db(), scope)];
      return [held.requests.count, blocks.request];
    };
    const [all = 0, open = 0] = await told(world.camille);
    expect(await told(noa)).toEqual([all - 1, open - 1]);
  });

  it("read no request or paper about a child that one of them may no longer see", async () => {
    const noa = await partnerOf(world.camille);
    await requestWith("zqchild", false, world.childId);
    const key = { childId_guardianId: { childId: world.childId, guardianId: noa.guardianId } };
    expect(await archiveOf(noa)).toContain("R-zqchild");
    await db().guardianship.update({ where: key, data: { isBarred: true } });
    const partners = await archiveOf(noa);
    for (const word of ["R-zqchild", "motivezqchild", "printzqchild"]) expect(partners, word).not.toContain(word);
  });
});

it("does not open any more once its owner may not see a child it tells of, and does again when they may", async () => {
  const { childId, sacha } = world;
  const id = await ask(sacha);
  const key = { childId_guardianId: { childId, guardianId: sacha.guardianId } };
  await db().guardianship.update({ where: key, data: { isBarred: true } });
  expect(await take(sacha, id)).toBeNull();
  await db().guardianship.update({ where: key, data: { isBarred: false } });
  expect(await take(sacha, id)).toBeInstanceOf(Uint8Array);
});
