/** A dossier de preuve made by the worker: readable by who asked, encrypted at rest, and each receipt in it verifies offline. */
import { rmSync } from "node:fs";
import { PDFDocument } from "pdf-lib";
import { afterAll, beforeEach, expect, it } from "vitest";
import { mintFamilyScope } from "@/lib/access/gate";
import { record } from "@/lib/evidence/record";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { type Policy, readPolicy } from "@/lib/evidence/tlog/checkpoint";
import { readReceipt, verifyReceipt } from "@/lib/evidence/tlog/receipt";
import { parseJson } from "@/lib/evidence/tlog/strict/json";
import { newId } from "@/lib/kernel/ids";
import { db, transaction } from "@/lib/server/db";
import { aHousehold, aParent, contextFor, journalOf, NOW, TODAY } from "@/prisma/fixtures";
import { emptyJournal, ownFolder, sealOnce } from "@/prisma/testing/journal";
import { askFamilyDossier } from "./commands";
import { makeDossier } from "./commands-make";
import { dossiersOf, takeDossier } from "./queries";

const folder = ownFolder();
const sealer = connectSealer();
afterAll(async () => {
  await sealer.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

const PERIOD = { since: TODAY, until: TODAY };

async function aFamily() {
  return transaction(async (tx) => {
    const household = await aHousehold(tx);
    const parent = await aParent(tx, household.id);
    return { household, account: { id: parent.account.id, role: "parent" as const } };
  });
}

let family: Awaited<ReturnType<typeof aFamily>>;
beforeEach(async () => {
  await emptyJournal();
  family = await aFamily();
  for (const cents of [280, 110]) await bookFor(cents);
  await sealOnce(sealer, NOW);
});

function bookFor(cents: number) {
  const subject = { kind: "household" as const, id: family.household.id };
  return transaction((tx) =>
    record(contextFor(tx, family.account), {
      type: "booking.created",
      subject,
      object: { kind: "booking", id: newId() },
      body: { cents },
    }),
  );
}

function ask(period = PERIOD) {
  return transaction(async (tx) => {
    const scope = await mintFamilyScope(tx, family.account.id, TODAY);
    if (!scope) throw new Error("no scope");
    return askFamilyDossier(contextFor(tx, family.account), period, scope);
  });
}

const make = (dossierId: string) =>
  makeDossier(db(), { id: newId(), kind: "dossier.make", payload: { dossierId }, attempts: 1 });

async function made() {
  const asked = await ask();
  if (!asked.ok) throw new Error(asked.reason);
  await make(asked.id);
  return asked.id;
}

const read = (id: string, format: "html" | "pdf", accountId = family.account.id, today = TODAY) =>
  transaction((tx) =>
    takeDossier(contextFor(tx, { id: accountId, role: "parent" }, new Date(`${today}T10:00:00Z`)), { id, format }),
  );

it("holds a receipt for each sealed line, in the page and in the PDF, and each verifies", async () => {
  const id = await made();
  const html = Buffer.from((await read(id, "html")) ?? []).toString();
  const inside = [...html.matchAll(/href="data:application\/json;base64,([^"]+)"/g)].map(([, data = ""]) =>
    Buffer.from(data, "base64").toString(),
  );
  expect(inside).toHaveLength(2);
  const { vkey, origin } = await db().auditLog.findFirstOrThrow();
  const policy = readPolicy({ vkeys: [vkey], origin, threshold: 0 }) as Policy;
  for (const text of inside) {
    const parsed = parseJson(text);
    const receipt = parsed && readReceipt(parsed.value);
    expect(receipt && verifyReceipt(receipt, policy)).toMatchObject({ ok: true });
  }
  const pdf = Buffer.from((await read(id, "pdf")) ?? []);
  const names = (await PDFDocument.load(pdf)).catalog.toString();
  expect(names).toContain("Names");
  expect(html).not.toContain("<script");
});

it("is another's to nobody, gone after its day, and unreadable in the table", async () => {
  const id = await made();
  const other = await aFamily();
  expect(await read(id, "html", other.account.id)).toBeNull();
  expect(await read(id, "html", family.account.id, "2026-12-23")).not.toBeNull();
  expect(await read(id, "html", family.account.id, "2026-12-24")).toBeNull();
  const row = await db().dossier.findUniqueOrThrow({ where: { id } });
  expect(Buffer.from(row.content ?? []).toString("latin1")).not.toContain("recepisse");
});

it("is made once, however often the worker comes back", async () => {
  const id = await made();
  const before = await db().dossier.findUniqueOrThrow({ where: { id } });
  await make(id);
  const after = await db().dossier.findUniqueOrThrow({ where: { id } });
  expect(Buffer.from(after.content ?? []).equals(Buffer.from(before.content ?? []))).toBe(true);
  expect((await journalOf(db())).filter(({ type }) => type === "dossier.ready")).toHaveLength(1);
});

it("is refused where there is nothing to prove, and from the eleventh of a day", async () => {
  expect(await ask({ since: "2026-01-01", until: "2026-01-02" })).toMatchObject({ reason: "nothing" });
  for (let time = 0; time < 10; time++) expect((await ask()).ok).toBe(true);
  expect(await ask()).toMatchObject({ reason: "too-many" });
  expect(await dossiersOf(db(), family.account.id, TODAY)).toHaveLength(10);
});
