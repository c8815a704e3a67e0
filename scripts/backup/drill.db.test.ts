/**
 * The restore drill: a backup, a destruction after it, then everything back into an empty database through the command itself. The journal
 * verifies, an invoice opens, and what was destroyed is nowhere: neither in the tables, nor readable with the keys that are left.
 */
import { execFile } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { record } from "@/lib/evidence/record";
import { connectSealer } from "@/lib/evidence/seal/sealer";
import { addDays, parisOf } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { chooseVisa, countersign, proposeRetention } from "@/lib/retention/commands";
import { destroy } from "@/lib/retention/commands-run";
import { destroyedLists } from "@/lib/retention/queries";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { rowsOf, withConnection, withSchema } from "@/prisma/connection";
import { aHousehold, anAccount, anIssuedInvoice, aPayer, aRegie, contextFor } from "@/prisma/fixtures";
import { as, testUrl } from "@/prisma/testing";
import { emptyJournal, ownFolder, sealOnce } from "@/prisma/testing/journal";
import { newIdentity } from "./age";
import { makeBackup } from "./make";
import { restoreBackup } from "./take";

const folder = ownFolder();
const into = mkdtempSync(join(tmpdir(), "portail-backup-"));
const elsewhere = mkdtempSync(join(tmpdir(), "portail-restored-"));
const keysApart = mkdtempSync(join(tmpdir(), "portail-keys-"));
const sealer = connectSealer();
const schema = `portail_restored_${process.pid}`;
const ACCOUNTS = ["app", "sealer", "eraser", "owner"] as const;
const today = parisOf(now()).day;
let keys: Awaited<ReturnType<typeof newIdentity>>;
/** The commune's own. */
let second: Awaited<ReturnType<typeof newIdentity>>;

beforeAll(async () => {
  [keys, second] = [await newIdentity(), await newIdentity()];
});
beforeEach(async () => {
  await as("owner", (connection) => connection.query(`DROP DATABASE IF EXISTS ${schema}`));
  await as("owner", (connection) =>
    connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`),
  );
});
afterAll(async () => {
  await as("owner", (connection) => connection.query(`DROP DATABASE IF EXISTS ${schema}`));
  await sealer.$disconnect();
  for (const path of [folder, into, elsewhere, keysApart]) rmSync(path, { recursive: true, force: true });
});

const place = () => ({ dataFolder: folder, documentsUrl: env().DOCUMENTS_URL });
async function backup(day: string, recipients = [keys.recipient, second.recipient]) {
  const destroyed = JSON.stringify(await destroyedLists(db()));
  const where = { ...place(), owner: testUrl("owner"), into, keysInto: keysApart };
  return makeBackup({ ...where, recipients, today: day, at: now(), destroyed });
}
const restore = (given: { identity?: string; day?: string; owner?: string } = {}) =>
  restoreBackup({
    from: into,
    keysFrom: keysApart,
    owner: withSchema(testUrl("owner"), schema),
    dataFolder: elsewhere,
    identity: keys.identity,
    ...given,
  });

async function tablesIn(name: string): Promise<number> {
  const sql = "SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = ?";
  const rows = await withConnection(withSchema(testUrl("owner"), name), (connection) =>
    rowsOf<{ n: string }>(connection, sql, [name]),
  );
  return Number(rows[0]?.n);
}

/** A household of long ago with a name and a journal line, and an invoice of a present one. */
async function arrange() {
  await emptyJournal();
  const name = `Canari${newId().slice(-8)}`;
  const gone = await aHousehold(db(), { name });
  await db().household.update({ where: { id: gone.id }, data: { createdAt: new Date("2020-01-01T00:00:00Z") } });
  const subject = { kind: "household" as const, id: gone.id };
  const event = await transaction((tx) =>
    record(systemContext(tx, now()), {
      type: "household.contact-changed",
      subject,
      object: subject,
      body: { secret: name },
    }),
  );
  const [regie, here, payer] = [await aRegie(db()), await aHousehold(db()), await aPayer(db())];
  await db().household.update({ where: { id: here.id }, data: { createdAt: now() } });
  const sales = [{ productCode: "CANT", amountCents: 6352 }];
  const invoice = await anIssuedInvoice(db(), { regieId: regie.id, householdId: here.id, payerId: payer.id, sales });
  const pdf = { bytes: new Uint8Array(Buffer.from("%PDF-1.7 essai")), sha256: "0".repeat(64), renderedAt: now() };
  await db().invoicePdf.create({ data: { invoiceId: invoice.id, ...pdf } });
  await sealOnce(sealer, now());
  return { name, gone, event, invoice };
}

describe("a backup put back", () => {
  it("verifies, opens an invoice, and holds nothing of what was destroyed since", { timeout: 120_000 }, async () => {
    const { name, gone, event, invoice } = await arrange();
    await backup(addDays(today, -1));
    const proposed = await transaction((tx) => proposeRetention(systemContext(tx, now())));
    if (!proposed.ok) throw new Error(proposed.reason);
    await destroy(db(), { runId: proposed.runId, now: now() });
    await backup(today);
    const identityFile = join(elsewhere, "identity.txt");
    writeFileSync(identityFile, `# for the drill\n${keys.identity}\n`);
    const said = await runRestore(["--identity", identityFile, "--day", addDays(today, -1)]);
    expect(said).toContain("destroyed again");
    await withConnection(withSchema(testUrl("owner"), schema), async (connection) => {
      const one = async (sql: string, values: unknown[]) =>
        (await rowsOf<Record<string, unknown>>(connection, sql, values))[0];
      expect(
        await one("SELECT name, erased_at IS NOT NULL AS erased FROM household WHERE id = ?", [gone.id]),
      ).toMatchObject({ name: "" });
      expect(await one("SELECT COUNT(*) AS n FROM audit_part WHERE event_id = ?", [event])).toMatchObject({ n: "0" });
      expect(await one("SELECT COUNT(*) AS n FROM audit_event WHERE id = ?", [event])).toMatchObject({ n: "1" });
      const kept = await one("SELECT bytes FROM invoice_pdf WHERE invoice_id = ?", [invoice.id]);
      expect(String(kept?.bytes)).toBe("%PDF-1.7 essai");
    });
    for (const file of readdirSync(into, { recursive: true }).map(String)) {
      if (file.endsWith(".age")) expect(readFileSync(join(into, file), "latin1")).not.toContain(name);
    }
  });

  it("holds the destroyed payloads without any key that opens them", async () => {
    const { gone, event } = await arrange();
    const [row] = await db().pseudonym.findMany({ where: { ownerId: gone.id } });
    await backup(addDays(today, -1));
    const proposed = await transaction((tx) => proposeRetention(systemContext(tx, now())));
    if (!proposed.ok) throw new Error(proposed.reason);
    await destroy(db(), { runId: proposed.runId, now: now() });
    await backup(today);
    expect(await restore({ day: addDays(today, -1) })).toMatchObject({ day: addDays(today, -1), keysOf: today });
    await withConnection(withSchema(testUrl("owner"), schema), async (connection) => {
      const count = async (sql: string, value: string) =>
        Number((await rowsOf<{ n: string }>(connection, sql, [value]))[0]?.n);
      expect(await count("SELECT COUNT(*) AS n FROM audit_part WHERE event_id = ?", event)).toBeGreaterThan(0);
      expect(await count("SELECT COUNT(*) AS n FROM data_key WHERE pseudonym = ?", row?.pseudonym ?? "")).toBe(0);
    });
  });
});

describe("where two people must sign", () => {
  it("destroys again what they had signed, and nothing else without them", { timeout: 120_000 }, async () => {
    await emptyJournal();
    const people = [await anAccount(db(), { role: "responsable" }), await anAccount(db(), { role: "responsable" })];
    const signed = await aHousehold(db(), { name: "Signé" });
    const unsigned = await aHousehold(db(), { name: "Attend" });
    const age = ({ id }: { id: string }) =>
      db().household.update({ where: { id }, data: { createdAt: new Date("2020-01-01T00:00:00Z") } });
    await transaction((tx) => chooseVisa(systemContext(tx, now()), { visa: true }));
    await age(signed);
    const proposed = await transaction((tx) => proposeRetention(systemContext(tx, now())));
    if (!proposed.ok) throw new Error(proposed.reason);
    await age(unsigned);
    await sealOnce(sealer, now());
    await backup(addDays(today, -1));
    for (const { id } of people) {
      expect(await destroy(db(), { runId: proposed.runId, now: now() })).toBeNull();
      const actor = { id, role: "responsable" as const };
      await transaction((tx) => countersign(contextFor(tx, actor, now()), { runId: proposed.runId }));
    }
    expect(await destroy(db(), { runId: proposed.runId, now: now() })).toMatchObject({ household: 1 });
    await sealOnce(sealer, now());
    await backup(today);
    const fresh = mkdtempSync(join(tmpdir(), "portail-visa-"));
    const identityFile = join(fresh, "identity.txt");
    // With the commune's own identity this time.
    writeFileSync(identityFile, `${second.identity}\n`);
    const said = await runRestore(["--identity", identityFile, "--day", addDays(today, -1)], fresh);
    rmSync(fresh, { recursive: true, force: true });
    expect(said).toMatch(/rows are destroyed again.*wait for two people/s);
    const sql = "SELECT id, name FROM household WHERE id IN (?, ?)";
    const rows = await withConnection(withSchema(testUrl("owner"), schema), (connection) =>
      rowsOf<{ id: string; name: string }>(connection, sql, [signed.id, unsigned.id]),
    );
    expect(Object.fromEntries(rows.map(({ id, name }) => [id, name]))).toEqual({
      [signed.id]: "",
      [unsigned.id]: "Attend",
    });
  });
});

describe("the keys", () => {
  it("lie apart from the data, open with either identity, and those left beside it by an earlier setting go too", {
    timeout: 120_000,
  }, async () => {
    await arrange();
    const beside = join(into, "keys");
    mkdirSync(beside, { recursive: true });
    writeFileSync(join(beside, `${addDays(today, -7)}.sql.gz.age`), "old");
    await backup(today);
    expect(readdirSync(beside)).toEqual([]);
    expect(readdirSync(keysApart)).toContain(`${today}.sql.gz.age`);
    for (const { identity } of [keys, second]) {
      expect(await restore({ identity })).toMatchObject({ day: today, keysOf: today });
      expect(await tablesIn(schema)).toBeGreaterThan(0);
      await as("owner", (connection) => connection.query(`DROP DATABASE ${schema}`));
      await as("owner", (connection) =>
        connection.query(`CREATE DATABASE ${schema} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`),
      );
    }
    await expect(
      restoreBackup({
        ...{ from: into, keysFrom: beside, dataFolder: elsewhere, identity: keys.identity },
        owner: withSchema(testUrl("owner"), schema),
      }),
    ).rejects.toThrow("holds no keys");
  });
});

describe("nothing is written", () => {
  it("when a byte of the backup was changed, when the identity is another, or when the database is not empty", async () => {
    await arrange();
    await backup(today);
    await expect(restore({ identity: (await newIdentity()).identity })).rejects.toThrow("does not open");
    await expect(restore({ owner: testUrl("owner") })).rejects.toThrow("not empty");
    appendFileSync(join(into, today, "data.sql.gz.age"), "x");
    await expect(restore()).rejects.toThrow("missing or was changed");
    expect(await tablesIn(schema)).toBe(0);
  });

  it("as a backup when the recipient is none", async () => {
    const day = addDays(today, 1);
    await expect(backup(day, [keys.recipient, "age1nobody"])).rejects.toThrow();
    expect(existsSync(join(into, day))).toBe(false);
  });
});

async function runRestore(args: string[], dataFolder = elsewhere): Promise<string> {
  const addresses = Object.fromEntries(
    ACCOUNTS.map((account) => [
      account === "app" ? "DATABASE_URL" : `DATABASE_${account.toUpperCase()}_URL`,
      withSchema(testUrl(account), schema),
    ]),
  );
  const given = {
    ...process.env,
    ...addresses,
    BACKUP_KEYS: keysApart,
    PORTAIL_DATA: dataFolder,
    JOURNAL_KEY_FILE: env().JOURNAL_KEY_FILE,
  };
  const command = ["scripts/portail.mjs", "restore", into, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { env: given, timeout: 100_000 }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`${error.stdout}\n${error.stderr}`);
    },
  );
  return stdout;
}
