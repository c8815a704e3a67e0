import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newId } from "@/lib/kernel/ids";
import { type Database, db } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { emptyJournal, later, noon, ownFolder, sealOnce, tamper, writeEvents } from "@/prisma/testing/journal";
import { run as verify } from "@/scripts/portail/journal/verify/main";
import { answer, type Witness, witnessServer } from "@/scripts/portail/witness";
import { publishedFile } from "../published";
import { receiptOf } from "../receipt";
import { connectSealer } from "../seal/sealer";
import { readPolicy, verifyCheckpoint } from "../tlog/checkpoint";
import { formatVkey, signer } from "../tlog/keys";
import { TokenRefused, verifyToken } from "./openssl";
import { anchorRound } from "./round";
import { seenIn } from "./witness-store";

const folder = ownFolder();
const store = mkdtempSync(join(tmpdir(), "portail-witness-"));
const own = signer("temoin.example/w", "witness", new Uint8Array(32).fill(5));
const witness: Witness = { store, logs: [], signer: own };
const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;
let failing = false;
let signedBy = "ca";
const authority = createServer((request, response) => void stamp(request, response));
let watcher: Server;

/** A time-stamp authority as the page of the formats makes one. */
const tsa = mkdtempSync(join(tmpdir(), "portail-tsa-"));
const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: tsa, stdio: ["ignore", "pipe", "ignore"] });

/** Its own root, and the signer that the root certifies. */
function makeAuthority(name: string): void {
  const key = ["-newkey", "rsa:2048", "-nodes"];
  const root = ["-keyout", `${name}.key`, "-out", `${name}.pem`, "-days", "3650", "-subj", "/CN=TEST CA"];
  openssl("req", "-x509", ...key, ...root);
  openssl("req", ...key, "-keyout", `${name}-tsa.key`, "-out", "tsa.csr", "-subj", "/CN=TEST TSA");
  writeFileSync(join(tsa, "ext"), "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n");
  const from = ["-in", "tsa.csr", "-CA", `${name}.pem`, "-CAkey", `${name}.key`, "-CAcreateserial", "-days", "3650"];
  openssl("x509", "-req", ...from, "-extfile", "ext", "-out", `${name}-tsa.pem`);
  writeFileSync(join(tsa, "serial"), "01\n");
  const lines = ["[tsa]", "default_tsa=t", "[t]", "serial=./serial", "signer_digest=sha256", "digests=sha256"];
  writeFileSync(
    join(tsa, "ts.cnf"),
    [...lines, "default_policy=1.2.3.4.1", "accuracy=secs:1", "ess_cert_id_alg=sha256"].join("\n"),
  );
}

async function stamp(
  request: AsyncIterable<Buffer>,
  response: { writeHead: (status: number) => void; end: (body?: Buffer) => void },
) {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece);
  response.writeHead(failing ? 503 : 200);
  if (failing) return response.end();
  writeFileSync(join(tsa, "q.tsq"), Buffer.concat(pieces));
  const signer = ["-signer", `${signedBy}-tsa.pem`, "-inkey", `${signedBy}-tsa.key`];
  openssl("ts", "-reply", "-config", "ts.cnf", "-queryfile", "q.tsq", ...signer, "-out", "r.tsr");
  response.end(readFileSync(join(tsa, "r.tsr")));
}

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

beforeAll(async () => {
  watcher = witnessServer(witness);
  process.env.WITNESS_URL = `http://127.0.0.1:${await listen(watcher)}`;
  process.env.WITNESS_KEY = formatVkey(own.key);
  if (hasOpenssl) for (const name of ["ca", "other"]) makeAuthority(name);
  process.env.TIMESTAMP_CA_FILE = join(tsa, "ca.pem");
  if (hasOpenssl) process.env.TIMESTAMP_URL = `http://127.0.0.1:${await listen(authority)}`;
  sealer = connectSealer();
});

let sealer: Database;
const round = (minutes: number) => anchorRound({ sealer, owner: newId(), now: later(minutes) });
const duty = (name: string) => db().auditDuty.findUniqueOrThrow({ where: { name } });

beforeEach(async () => {
  failing = false;
  signedBy = "ca";
  await emptyJournal();
  rmSync(join(store, "logs"), { recursive: true, force: true });
  const [id] = await writeEvents(3);
  eventId = id ?? "";
  await sealOnce(sealer, noon);
  witness.logs = [(await db().auditLog.findFirstOrThrow()).vkey];
});
let eventId = "";

afterAll(async () => {
  watcher.close();
  authority.close();
  await sealer.$disconnect();
  for (const one of [folder, store, tsa]) rmSync(one, { recursive: true, force: true });
});

describe("a witness", () => {
  it("cosigns what continues the log that it knows, again and again, and the receipt then carries it", async () => {
    await round(0);
    await writeEvents(300);
    await sealOnce(sealer, later(1));
    await round(2);
    const rows = await db().auditAnchor.findMany({ where: { kind: "witness" }, orderBy: { size: "asc" } });
    expect(rows.map(({ size }) => size)).toEqual([4n, 304n]);
    const { origin, vkey } = await db().auditLog.findFirstOrThrow();
    const policy = readPolicy({ vkeys: [vkey, formatVkey(own.key)], origin, threshold: 1 });
    expect(policy && verifyCheckpoint(rows[1]?.note ?? "", policy)).toMatchObject({ ok: true, size: 304n });
    expect(await receiptOf(db(), eventId, [])).toContain("temoin.example/w");
  });

  it("corrects who forgot what it had seen, and is not asked again for nothing", async () => {
    await round(0);
    await tamper("TRUNCATE audit_anchor");
    await writeEvents(1);
    await sealOnce(sealer, later(1));
    await round(2);
    await round(10);
    expect(await db().auditAnchor.count({ where: { kind: "witness" } })).toBe(1);
  });

  it("says that a restored portal has gone back", async () => {
    await writeEvents(3);
    await sealOnce(sealer, later(1));
    await round(2);
    await tamper(
      "TRUNCATE audit_anchor",
      "DELETE FROM audit_leaf WHERE idx > 3",
      "DELETE FROM audit_checkpoint WHERE size > 4",
    );
    const { note } = await db().auditCheckpoint.findFirstOrThrow({ where: { size: 4n } });
    for (const file of ["checkpoint", "signed"]) writeFileSync(join(folder, "journal/preuve-2026", file), note);
    await round(4);
    expect(await duty("witness")).toMatchObject({ fault: "witness-ahead" });
  });

  it("that does not answer is asked again later and later, shows, and stops nothing", async () => {
    witness.logs = [];
    await round(0);
    expect(await duty("witness")).toMatchObject({ fault: "failed", attempts: 1, nextTryAt: later(1) });
    await round(1);
    expect(await duty("witness")).toMatchObject({ attempts: 2, nextTryAt: later(3) });
    await writeEvents(1);
    expect(await sealOnce(sealer, later(2))).toBe(1);
    witness.logs = [(await db().auditLog.findFirstOrThrow()).vkey];
    await round(3);
    expect(await duty("witness")).toMatchObject({ fault: null, attempts: 0 });
  });

  it("answers what the protocol says, in its order", async () => {
    const { note } = await db().auditCheckpoint.findFirstOrThrow({ where: { size: 4n } });
    const ask = (text: string) => answer(witness, text).status;
    expect(ask("old 0\n")).toBe(400);
    expect(ask(`old 0\n\n${note.replaceAll("preuve-2026", "autre-2026")}`)).toBe(404);
    expect(ask(`old 0\n\n${note.replace("\n4\n", "\n5\n")}`)).toBe(403);
    expect(ask(`old 9\n\n${note}`)).toBe(400);
    expect(ask(`old 3\n\n${note}`)).toBe(409);
    expect(ask(`old 0\n${"A".repeat(43)}=\n\n${note}`)).toBe(422);
    const both = [ask(`old 0\n\n${note}`), ask(`old 0\n\n${note}`)];
    expect(both.sort()).toEqual([200, 409]);
    expect(seenIn(store, (await db().auditLog.findFirstOrThrow()).origin)?.size).toBe(4n);
  });
});

describe.runIf(hasOpenssl)("a time-stamp authority (openssl)", () => {
  it("dates the cosigned checkpoint, its token holds for openssl, and the receipt carries it", async () => {
    await round(0);
    const row = await db().auditAnchor.findFirstOrThrow({ where: { kind: "timestamp" } });
    writeFileSync(join(tsa, "note"), row.note);
    writeFileSync(join(tsa, "token"), row.answer);
    expect(row.note).toContain("temoin.example/w");
    expect(openssl("ts", "-verify", "-data", "note", "-in", "token", "-CAfile", "ca.pem")).toBeDefined();
    expect(JSON.parse((await receiptOf(db(), eventId, [])) ?? "{}")).toHaveProperty("tsr");
    expect(env().TIMESTAMP_URL).toBeDefined();
  });

  it("publishes what an auditor who has only the files needs: note, question and token", async () => {
    await round(0);
    const read = (path: string) => publishedFile(["stamps", path])?.bytes;
    expect(Buffer.from(read("index") ?? []).toString()).toMatch(/^4 \d{4}-\d\d-\d\dT/);
    for (const [name, kind] of [
      ["4.note", "note"],
      ["4.tsq", "query"],
      ["4.tsr", "token"],
    ] as const)
      writeFileSync(join(tsa, kind), read(name) ?? "");
    expect(openssl("ts", "-verify", "-data", "note", "-in", "token", "-CAfile", "ca.pem")).toBeDefined();
    expect(openssl("ts", "-verify", "-queryfile", "query", "-in", "token", "-CAfile", "ca.pem")).toBeDefined();
  });

  const verified = async (...args: string[]) => {
    const found: unknown[][] = [];
    let witnessed = 0;
    const emit = (value: unknown) => {
      const line = value as { kind: string; check: string; index: string; witnessed: number };
      if (line.kind === "log") witnessed = line.witnessed;
      // The events of this file are of another day than the machine's: outside dates and the log's own disagree here.
      if (line.kind === "finding" && line.check !== "clock") found.push([line.check, line.index]);
    };
    await verify(args, { json: true, say: () => undefined, note: () => undefined, emit });
    return { witnessed, found };
  };

  it("dates the journal for whoever verifies it, from the tables or from the files alone", async () => {
    await round(0);
    const copy = ["--tiles", join(folder, "journal")];
    expect(await verified()).toEqual({ witnessed: 3, found: [] });
    expect(await verified(...copy, "--authority", join(tsa, "ca.pem"))).toEqual({ witnessed: 1, found: [] });
    // Not checked, it dates nothing.
    expect(await verified(...copy)).toEqual({ witnessed: 0, found: [] });
    // The date is the token's, whatever the table says.
    await tamper("UPDATE audit_anchor SET at = at - INTERVAL 1 DAY WHERE kind = 'timestamp'");
    expect((await verified()).found).toEqual([["stamp", "3"]]);
  });

  it("is refused when it is another authority's, about other bytes, or not a token", async () => {
    signedBy = "other";
    await round(0);
    expect(await duty("timestamp")).toMatchObject({
      fault: "failed",
      detail: expect.stringMatching(/verif|certificate/),
    });
    expect(await db().auditAnchor.count({ where: { kind: "timestamp" } })).toBe(0);
    signedBy = "ca";
    await round(2);
    const row = await db().auditAnchor.findFirstOrThrow({ where: { kind: "timestamp" } });
    const ca = join(tsa, "ca.pem");
    await expect(verifyToken(row.answer, { data: row.note }, ca)).resolves.toMatchObject({ at: row.at });
    await expect(verifyToken(row.answer, { data: `${row.note} ` }, ca)).rejects.toThrow(TokenRefused);
    await expect(verifyToken(row.answer.subarray(0, 900), { data: row.note }, ca)).rejects.toThrow(TokenRefused);
    await expect(verifyToken(row.answer, { data: row.note }, join(tsa, "other.pem"))).rejects.toThrow(TokenRefused);
    await tamper(
      "UPDATE audit_anchor SET answer = CONCAT(LEFT(answer, 1200), REVERSE(SUBSTR(answer, 1201))) WHERE kind = 'timestamp'",
    );
    expect((await verified()).found).toEqual([["stamp", "3"]]);
  });

  it("that fails is asked again, and shows meanwhile", async () => {
    failing = true;
    await round(0);
    expect(await duty("timestamp")).toMatchObject({ fault: "failed", detail: expect.stringContaining("503") });
    failing = false;
    await round(1);
    expect(await duty("timestamp")).toMatchObject({ fault: null });
  });
});
