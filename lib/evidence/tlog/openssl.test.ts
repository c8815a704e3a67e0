/** A program that knows nothing of us signs and verifies what we do: OpenSSL, where it is installed. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commitment } from "./leaf";
import { parseNote } from "./note";
import { encodeBase64 } from "./strict/base64";
import { checkpointOf, leavesUpTo, logSigner, witness } from "./testing/a-log";

const found = spawnSync("openssl", ["version"]).status === 0;

describe.runIf(found)("OpenSSL agrees (skipped where openssl is not installed)", () => {
  let folder = "";
  const file = (name: string, bytes: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "openssl-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function holds(publicKey: Uint8Array, text: string | Uint8Array, signature: Uint8Array): boolean {
    const key = file("key.der", Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), publicKey]));
    const paths = ["-in", file("text", text), "-sigfile", file("signature", signature)];
    const args = ["pkeyutl", "-verify", "-pubin", "-inkey", key, "-keyform", "DER", "-rawin", ...paths];
    return spawnSync("openssl", args).status === 0;
  }

  it("on a checkpoint and its cosignature", () => {
    const note = parseNote(checkpointOf(leavesUpTo(7)));
    const [signed, cosigned] = note?.lines ?? [];
    if (!note || !signed || !cosigned) throw new Error("Not a note");
    expect(holds(logSigner.key.publicKey, note.text, signed.signature)).toBe(true);
    expect(holds(logSigner.key.publicKey, `${note.text} `, signed.signature)).toBe(false);
    const text = `cosignature/v1\ntime ${Buffer.from(cosigned.signature.subarray(0, 8)).readBigUInt64BE()}\n${note.text}`;
    expect(holds(witness.key.publicKey, text, cosigned.signature.subarray(8))).toBe(true);
  });

  it("on a commitment", () => {
    const salt = new Uint8Array(32).fill(5);
    const text = file("message", 'pf-commit/v1\nbody\nid\n{"a":1}');
    const key = `hexkey:${Buffer.from(salt).toString("hex")}`;
    const run = spawnSync("openssl", ["dgst", "-sha256", "-mac", "HMAC", "-macopt", key, "-binary", text]);
    expect(encodeBase64(run.stdout)).toBe(commitment(salt, "body", "id", { a: 1 }));
  });
});
