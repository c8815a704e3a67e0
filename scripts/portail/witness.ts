/**
 * `portail witness`: a witness for somebody else's journal, with its own store, from the same repository (facts: evidence §5; docs/evidence.md).
 *   witness key  --store DIR --name NAME          makes its key, once, and prints the public half
 *   witness serve --store DIR --log VKEY… [--port N]   answers POST /add-checkpoint on this machine
 *   witness sign FILE --store DIR --log VKEY…     the same for a request received by mail; prints the cosigned checkpoint
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { answerWitness, NEVER_SEEN, type WitnessAnswer } from "@/lib/evidence/anchor/witness-answer";
import { answerAndKeep, lastNote } from "@/lib/evidence/anchor/witness-store";
import { writeWhole } from "@/lib/evidence/seal/folder";
import { formatVkey, isKeyName, parseVkey, type Signer, signer } from "@/lib/evidence/tlog/keys";
import { decodeBase64 } from "@/lib/evidence/tlog/strict/base64";
import { now } from "@/lib/server/clock";
import { type ExitCode, type Io, Mistake } from "./io";

const PORT = 8650;
const LARGEST_REQUEST = 100_000;
const USAGE = "witness key|serve|sign --store DIR [--name NAME] [--log VKEY]… [--port N]";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      store: { type: "string" },
      name: { type: "string" },
      log: { type: "string", multiple: true, default: [] },
      port: { type: "string" },
    },
  });
  const [deed, file] = positionals;
  const { store, name, log: logs } = values;
  if (!store) throw new Mistake(USAGE, 2);
  const wrong = logs.find((vkey) => parseVkey(vkey)?.kind !== "log");
  if (wrong !== undefined) throw new Mistake(`${wrong} is not the key of a log`, 2);
  if (deed === "key") return makeKey(store, name, io);
  const witness = { store, logs, signer: readSigner(store) };
  if (deed === "sign" && file) return sign(witness, file, io);
  if (deed === "serve") return serve(witness, Number(values.port ?? PORT), io);
  throw new Mistake(USAGE, 2);
}

function makeKey(store: string, name: string | undefined, io: Io): ExitCode {
  if (!name || !isKeyName(name))
    throw new Mistake("Give the witness a name without spaces, such as dpo.example.org/w", 2);
  const file = join(store, "key");
  if (existsSync(file)) throw new Mistake(`${file} exists already: a key is never written over`);
  const seed = new Uint8Array(randomBytes(32));
  writeWhole(file, `${name}\n${Buffer.from(seed).toString("base64")}\n`, { durable: true, mode: 0o600 });
  const vkey = formatVkey(signer(name, "witness", seed).key);
  io.emit({ ok: true, vkey });
  io.say(`WITNESS_KEY=${vkey}`);
  return 0;
}

function readSigner(store: string): Signer {
  const file = join(store, "key");
  if (!existsSync(file)) throw new Mistake(`${file} is missing: begin with witness key --store ${store} --name NAME`);
  const [name = "", encoded = ""] = readFileSync(file, "utf8").split("\n");
  const seed = decodeBase64(encoded, 32);
  if (!seed) throw new Mistake(`${file} is not a witness's key`);
  return signer(name, "witness", seed);
}

export type Witness = { store: string; logs: readonly string[]; signer: Signer };

export function answer({ store, logs, signer: own }: Witness, text: string): WitnessAnswer {
  const seconds = BigInt(Math.floor(now().getTime() / 1000));
  return answerAndKeep(store, (seenOf) => answerWitness(text, { signer: own, logs, seconds, seenOf }));
}

function sign(witness: Witness, file: string, io: Io): ExitCode {
  const given = answer(witness, readFileSync(file, "utf8"));
  io.emit({ ok: given.status === 200, status: given.status, ...(given.status === 200 && { note: given.note }) });
  if (given.status !== 200) throw new Mistake(`Refused (${given.status}): ${given.body.trim()}`);
  io.say(given.note.trimEnd());
  return 0;
}

/** Serves until it is stopped. Another machine reaches it through a web server that carries the certificate. */
async function serve(witness: Witness, port: number, io: Io): Promise<ExitCode> {
  const server = witnessServer(witness);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  io.say(`The witness ${witness.signer.key.name} answers on http://127.0.0.1:${port} for ${witness.logs.length} logs.`);
  return new Promise((resolve) => server.on("close", () => resolve(0)));
}

export function witnessServer(witness: Witness) {
  return createServer((request, response) => {
    const say = (status: number, body: string, type = "text/plain; charset=utf-8") =>
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    const path = request.url?.split("?")[0] ?? "";
    if (request.method === "GET" && path.endsWith("/checkpoint")) return say(...noteFor(witness, request.url ?? ""));
    if (request.method !== "POST" || !path.endsWith("/add-checkpoint")) return say(404, "absent\n");
    return void readText(request)
      .then((text) => answer(witness, text))
      .then(({ status, body }) => say(status, body, status === 409 ? "text/x.tlog.size" : undefined))
      .catch(() => say(500, "failed\n"));
  });
}

/** Beyond the protocol: what it last cosigned of a log, for whoever verifies (`?origin=…`). */
function noteFor({ store }: Witness, url: string): [number, string] {
  const origin = new URL(url, "http://witness").searchParams.get("origin") ?? "";
  const note = lastNote(store, origin);
  return note === null ? [404, `${NEVER_SEEN}\n`] : [200, note];
}

async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request) {
    length += (piece as Buffer).length;
    if (length > LARGEST_REQUEST) return "";
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString();
}
