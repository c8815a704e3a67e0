/**
 * OpenSSL's word on a time-stamp token (RFC 3161; facts: evidence §8): that it is about these bytes, or this question, and signed by an authority
 * whose chain ends at the certificates of TIMESTAMP_CA_FILE, as that chain stood when the token was made. The only file that runs the program.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Stamp, stampIn } from "./timestamp";

const run = promisify(execFile);
const TIMEOUT_MILLISECONDS = 10_000;
const LONGEST_FAULT = 200;

/** `data`: the bytes that were dated. `query`: the question, so that its number is held against the answer too. */
type About = { data: Uint8Array | string } | { query: Uint8Array };

/** Gives the date that the token itself bears. Throws `TokenRefused`, or when the program is missing. */
export async function verifyToken(tsr: Uint8Array, about: About, authority: string): Promise<Stamp> {
  const stamp = stampIn(tsr);
  if (!stamp) throw new TokenRefused("not a token");
  const folder = mkdtempSync(join(tmpdir(), "portail-stamp-"));
  try {
    const put = (name: string, bytes: Uint8Array | string) => {
      writeFileSync(join(folder, name), bytes);
      return join(folder, name);
    };
    const asked = "data" in about ? ["-data", put("data", about.data)] : ["-queryfile", put("query", about.query)];
    const then = String(Math.floor(stamp.at.getTime() / 1000));
    const args = ["ts", "-verify", ...asked, "-in", put("token", tsr), "-CAfile", authority, "-attime", then];
    await run("openssl", args, { timeout: TIMEOUT_MILLISECONDS, maxBuffer: 1024 * 1024 });
    return stamp;
  } catch (error) {
    throw refusalOf(error as NodeJS.ErrnoException & { stderr?: string });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export class TokenRefused extends Error {}

/** What the program said, in its last line that says why; a program that is not there refuses nothing. */
function refusalOf(error: NodeJS.ErrnoException & { stderr?: string }): Error {
  if (error.code === "ENOENT") return new Error("openssl is missing: time-stamp tokens cannot be verified without it");
  const said = (error.stderr ?? error.message).split("\n").filter((line) => line.includes("error:"));
  const why = said.at(-1)?.split(":").slice(3).filter(Boolean).join(": ") ?? "it does not verify";
  return new TokenRefused(why.slice(0, LONGEST_FAULT));
}
