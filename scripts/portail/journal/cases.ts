/**
 * `portail journal cases`: one JSON object a line in, one out, through the functions that seal and verify the journal (facts: evidence §11).
 * No network, no database, no settings; whatever the line holds, the answer is a line.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { readPolicy, verifyCheckpoint } from "@/lib/evidence/tlog/checkpoint";
import { HASH_BYTES } from "@/lib/evidence/tlog/primitives";
import { readReceipt, verifyReceipt } from "@/lib/evidence/tlog/receipt";
import { decodeBase64, encodeBase64 } from "@/lib/evidence/tlog/strict/base64";
import { utf8 } from "@/lib/evidence/tlog/strict/bytes";
import { canonicalText } from "@/lib/evidence/tlog/strict/canonical";
import { parseDecimal } from "@/lib/evidence/tlog/strict/decimal";
import { isObject, type ParsedJson, parseJson } from "@/lib/evidence/tlog/strict/json";
import { tileNumber, tilePath, tilesOf } from "@/lib/evidence/tlog/tiles";
import { verifyTlogProof } from "@/lib/evidence/tlog/tlog-proof";
import { emptyRange, grow, leafHash, rootOf } from "@/lib/evidence/tlog/tree";
import { extendsTree, includes } from "@/lib/evidence/tlog/verify";
import { type Line, linesOf } from "./lines";

/** Public probes count in 64 bits without sign. */
const COUNT_LIMIT = 2n ** 64n;
const MOST_HASHES = 100;
/** Keeps the answer to a question about tiles short. */
const LARGEST_TILED = 2n ** 24n;

/** A number or decimal digits, never rounded: JSON numbers arrive exact. */
const count = z.union([z.number(), z.bigint(), z.string()]).transform((value, context) => {
  const read = Object.is(value, -0) ? null : parseDecimal(String(value), COUNT_LIMIT);
  return read ?? wrong(context, "not a count");
});
const hash = z.string().transform((text, context) => decodeBase64(text, HASH_BYTES) ?? wrong(context, "not a hash"));
const proof = z.array(hash).max(MOST_HASHES).nullable();
const policy = { vkeys: z.array(z.string()), origin: z.string(), threshold: z.number().int().min(0) };

const kinds = z.discriminatedUnion("kind", [
  kind("root", { leaves: z.array(z.string()) }),
  kind("inclusion", { leafIdx: count, treeSize: count, root: hash, leafHash: hash, proof }),
  kind("consistency", { size1: count, size2: count, root1: hash, root2: hash, proof }),
  kind("checkpoint", { note: z.string(), ...policy }),
  kind("tlogProof", { proof: z.string(), leaf: z.string(), ...policy }),
  kind("receipt", { receipt: z.custom<ParsedJson>(isParsedObject), ...policy }),
  kind("jcs", { input: z.string() }),
  kind("tilePath", { index: count }),
  kind("tiles", { treeSize: count }),
]);

function kind<Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) {
  return z.object({ kind: z.literal(name), input: z.object(shape) });
}

function isParsedObject(value: unknown): boolean {
  return isObject(value as ParsedJson);
}

function wrong(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: "custom", message });
  return z.NEVER;
}

type Case = z.output<typeof kinds>;
type Input<Kind extends Case["kind"]> = Extract<Case, { kind: Kind }>["input"];
type Answer = { ok: true; [name: string]: unknown } | { ok: false; error: string };

/** Answers one line; never throws. */
export function answerLine({ text, head }: Line): string {
  const parsed = text === null ? null : parseJson(text);
  const id = parsed ? idIn(parsed.value) : idSeen(text, head);
  try {
    const known = kinds.safeParse(parsed?.value);
    if (id === null || !known.success) return JSON.stringify({ id, ...no("malformed") });
    return JSON.stringify({ id, ...answer(known.data) });
  } catch {
    return JSON.stringify({ id, ...no("malformed") });
  }
}

type Id = string | number | null;

function idIn(value: unknown): Id {
  const id: unknown = typeof value === "object" && value !== null && "id" in value ? value.id : null;
  return typeof id === "string" || typeof id === "number" ? id : null;
}

/** A longer line is not read a second time, loosely, for its id alone. */
const LONGEST_LOOSE = 1024 * 1024;
const FIRST_ID = /^\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.)*")/;

/** The id of a line that is refused, so that its answer finds its question. */
function idSeen(text: string | null, head: string): Id {
  try {
    if (text !== null && text.length <= LONGEST_LOOSE) return idIn(JSON.parse(text));
  } catch {
    // Not JSON at all: the id may still be read where it usually stands.
  }
  try {
    return idIn({ id: JSON.parse(FIRST_ID.exec(head)?.[1] ?? "null") });
  } catch {
    return null;
  }
}

function answer(asked: Case): Answer {
  switch (asked.kind) {
    case "root":
      return { ok: true, root: encodeBase64(rootOf(grow(emptyRange, asked.input.leaves.map(hashOfText)))) };
    case "inclusion":
      return answerInclusion(asked.input);
    case "consistency":
      return answerConsistency(asked.input);
    case "checkpoint":
      return answerCheckpoint(asked.input);
    case "tlogProof":
      return answerProof(asked.input);
    case "receipt":
      return answerReceipt(asked.input);
    case "jcs":
      return answerCanonical(asked.input);
    case "tilePath":
      return { ok: true, path: tileNumber(asked.input.index) };
    case "tiles":
      return answerTiles(asked.input);
  }
}

function no(error: string): Answer {
  return { ok: false, error };
}

function hashOfText(leaf: string) {
  return leafHash(utf8(leaf));
}

function answerInclusion({ leafIdx, treeSize, leafHash, root, proof }: Input<"inclusion">): Answer {
  const holds = includes({ index: leafIdx, size: treeSize, leafHash, root, proof: proof ?? [] });
  return holds ? { ok: true } : no("inclusion");
}

function answerConsistency({ size1, size2, root1, root2, proof }: Input<"consistency">): Answer {
  const claim = { oldSize: size1, newSize: size2, oldRoot: root1, newRoot: root2, proof: proof ?? [] };
  return extendsTree(claim) ? { ok: true } : no("consistency");
}

function answerCheckpoint({ note, ...given }: Input<"checkpoint">): Answer {
  const policy = readPolicy(given);
  if (!policy) return no("key");
  const read = verifyCheckpoint(note, policy);
  return read.ok ? { ok: true, treeSize: read.size.toString(), root: encodeBase64(read.root) } : no(read.reason);
}

function answerProof({ proof, leaf, ...given }: Input<"tlogProof">): Answer {
  const policy = readPolicy(given);
  if (!policy) return no("key");
  const read = verifyTlogProof(proof, utf8(leaf), policy);
  return read.ok ? { ok: true } : no(read.reason);
}

function answerReceipt({ receipt, ...given }: Input<"receipt">): Answer {
  const policy = readPolicy(given);
  if (!policy) return no("key");
  const found = readReceipt(receipt);
  if (!found) return no("receipt");
  const read = verifyReceipt(found, policy);
  return read.ok ? { ok: true, disclosed: read.disclosed, withheld: read.withheld } : no(read.reason);
}

function answerCanonical({ input }: Input<"jcs">): Answer {
  const canonical = canonicalText(input);
  return canonical === null ? no("json") : { ok: true, canonical };
}

/** Beyond the kinds of the page: the files of a whole log, so that each published case has its question. */
function answerTiles({ treeSize }: Input<"tiles">): Answer {
  if (treeSize > LARGEST_TILED) return no("too-large");
  const paths = Array.from(tilesOf(treeSize), tilePath);
  const sha256OfPaths = createHash("sha256").update(paths.join("\n")).digest("hex");
  return { ok: true, count: paths.length, sha256OfPaths, paths };
}

/** The command: reads standard input to its end. 2 when arguments are given, since there are none. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.some((argument) => argument !== "--json")) {
    process.stderr.write("portail journal cases reads JSON lines from its standard input and takes no argument.\n");
    return 2;
  }
  for await (const line of linesOf(process.stdin)) {
    if (line.text?.trim() === "") continue;
    if (!process.stdout.write(`${answerLine(line)}\n`))
      await new Promise((drained) => process.stdout.once("drain", drained));
  }
  return 0;
}
