import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { formatVkey } from "../tlog/keys";
import { checkpointOf, leavesUpTo, logSigner, origin, rootAt, witness } from "../tlog/testing/a-log";
import { answerWitness } from "./witness-answer";
import { answerAndKeep, lastNote, seenIn } from "./witness-store";

const ROUNDS = 60;
let store = "";

vi.setConfig({ testTimeout: 60_000 });
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), "portail-store-"));
});
afterEach(() => rmSync(store, { recursive: true, force: true }));

/** A checkpoint of the first leaves, which the witness has not seen yet. */
const first = (size: number) => `old 0\n\n${checkpointOf(leavesUpTo(size), [])}`;

const answer = (text: string, meanwhile = () => undefined as unknown) =>
  answerAndKeep(store, (seenOf) => {
    const logs = [formatVkey(logSigner.key)];
    const given = answerWitness(text, { signer: witness, logs, seconds: 1_800_000_000n, seenOf });
    meanwhile();
    return given;
  });

it("cosigns nothing over what somebody else stored between its look and its answer", () => {
  let isFirst = true;
  const status = answer(first(3), () => {
    if (isFirst) {
      isFirst = false;
      expect(answer(first(5)).status).toBe(200);
    }
  }).status;
  expect(status).toBe(409);
  expect(seenIn(store, origin)).toEqual({ size: 5n, root: rootAt(leavesUpTo(5)) });
});

it("cosigns nothing at a number that was cleared away, when others are far ahead", () => {
  expect(answer(first(2)).status).toBe(200);
  const folder = join(store, "logs");
  const [name = ""] = readdirSync(folder);
  renameSync(join(folder, name), join(folder, name.replace(/\.1$/, ".40")));
  let isFirst = true;
  const later = answerAndKeep(store, (seenOf) => {
    const seen = isFirst ? null : seenOf(origin);
    if (isFirst) seenOf(`${origin}-other`);
    isFirst = false;
    const setup = { signer: witness, logs: [formatVkey(logSigner.key)], seconds: 1_800_000_000n };
    return answerWitness(first(7), { ...setup, seenOf: (asked) => (asked === origin && seenOf(asked)) || seen });
  });
  expect(later.status).toBe(409);
  expect(seenIn(store, origin)?.size).toBe(2n);
});

it("goes on from the one file that an older version kept", () => {
  expect(answer(first(4)).status).toBe(200);
  const folder = join(store, "logs");
  const [name = ""] = readdirSync(folder);
  renameSync(join(folder, name), join(folder, name.replace(/\.1$/, "")));
  expect(seenIn(store, origin)?.size).toBe(4n);
  expect(answer(first(4)).status).toBe(409);
  expect(lastNote(store, origin)).toContain("\n4\n");
});

const PROGRAM = `
const { answerWitness } = await import("./lib/evidence/anchor/witness-answer.ts");
const { answerAndKeep } = await import("./lib/evidence/anchor/witness-store.ts");
const { checkpointOf, leavesUpTo, logSigner, witness } = await import("./lib/evidence/tlog/testing/a-log.ts");
const { formatVkey } = await import("./lib/evidence/tlog/keys.ts");
const { proveConsistency } = await import("./lib/evidence/tlog/proofs.ts");
const { subtreesOf } = await import("./lib/evidence/tlog/tree.ts");
const { writeWitnessRequest } = await import("./lib/evidence/tlog/witness-request.ts");
const logs = [formatVkey(logSigner.key)];
const [store, rounds] = process.argv.slice(-2);
const requests = Array.from({ length: Number(rounds) }, (_, old) => {
  const leaves = leavesUpTo(old + 1);
  const proof = old === 0 ? [] : proveConsistency(BigInt(old), BigInt(old + 1), subtreesOf(leaves));
  return writeWitnessRequest({ oldSize: BigInt(old), proof, checkpoint: checkpointOf(leaves, []) });
});
console.log("ready");
process.stdin.once("data", () => {
  for (const [old, text] of requests.entries()) {
    const given = answerAndKeep(store, (seenOf) => answerWitness(text, { signer: witness, logs, seconds: 1800000000n, seenOf }));
    console.log(old + " " + given.status);
  }
  process.exit(0);
});
`;

it("cosigns each step once, whichever of two processes on the same store was asked first", async () => {
  const said: string[] = [];
  const children = Array.from({ length: 2 }, () =>
    spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", PROGRAM, store, String(ROUNDS)], {
      stdio: ["pipe", "pipe", "inherit"],
    }),
  );
  await Promise.all(children.map((child) => once(child.stdout, "data")));
  for (const child of children) child.stdout.on("data", (text: Buffer) => said.push(text.toString()));
  const ends = children.map((child) => once(child, "close"));
  for (const child of children) child.stdin.write("go\n");
  await Promise.all(ends);
  const lines = said.join("").trim().split("\n");
  const cosigned = lines.filter((line) => line.endsWith(" 200"));
  expect(lines).toHaveLength(2 * ROUNDS);
  expect(cosigned.map((line) => Number(line.split(" ")[0])).sort((a, b) => a - b)).toEqual(
    Array.from({ length: ROUNDS }, (_, old) => old),
  );
  expect(lines.every((line) => / (200|409)$/.test(line))).toBe(true);
  expect(seenIn(store, origin)?.size).toBe(BigInt(ROUNDS));
  expect(existsSync(join(store, "busy"))).toBe(false);
});
