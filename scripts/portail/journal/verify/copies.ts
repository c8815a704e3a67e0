/** A copy of the published files, without a database: each log of the folder is grown again from its entries (`--tiles DIR`). */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stampsIn } from "@/lib/evidence/anchor/stamps";
import type { Dated, Found } from "@/lib/evidence/check/findings";
import { beginWalk, type Claim, endWalk, say, stepWalk, type Walk } from "@/lib/evidence/check/walk";
import { claimOf, logsOnDisk, readPlain, readText } from "@/lib/evidence/seal/folder";
import { placeOf } from "@/lib/evidence/seal/opening";
import { readPolicy, verifyCheckpoint } from "@/lib/evidence/tlog/checkpoint";
import { type Leaf, parseLeaf } from "@/lib/evidence/tlog/leaf";
import { fromUtf8 } from "@/lib/evidence/tlog/strict/bytes";
import { entriesPath, readEntries } from "@/lib/evidence/tlog/tiles";
import { Mistake } from "../../io";
import { DESTROYED, overAtTheEarliest, yearName } from "./destroyed";
import { checkTokens } from "./stamps";

export type Copied = {
  log: string;
  leaves: bigint;
  checkpoints: number;
  found: Found[];
  dates: Dated[];
  key: string;
  unchecked?: number;
};

type Plan = {
  given: readonly { origin: string; claim: Claim }[];
  vkeys: readonly string[];
  /** The file of the time-stamp authority's certificates. */
  authority: string | null;
};

/** `folder` is the journal's folder with its logs, or that of one log. */
export async function verifyCopies(folder: string, plan: Plan): Promise<Copied[]> {
  const names = existsSync(join(folder, "checkpoint")) ? ["."] : logsOnDisk(folder);
  if (names.length === 0) throw new Mistake(`${folder} holds no checkpoint`);
  const destroyed: Destroyed[] = [];
  const [whole, emptied] = [
    names.filter((name) => hasTiles(folder, name)),
    names.filter((name) => !hasTiles(folder, name)),
  ];
  const verify = (name: string) => verifyCopy(join(folder, name), name, { ...plan, destroyed });
  const isOver = (name: string) =>
    destroyed.some(
      ({ object, log, day }) =>
        object === yearName(name) && placeOf(log) > placeOf(name) && day >= overAtTheEarliest(name),
    );
  const copied: Copied[] = [];
  for (const name of whole) copied.push(await verify(name));
  for (const name of emptied)
    copied.push(isOver(name) ? lastCheckpointOf(join(folder, name), name, plan) : await verify(name));
  return copied;
}

const hasTiles = (folder: string, name: string) => existsSync(join(folder, name, "tile"));

/** A year whose time was over, as a leaf of a later log says: its last checkpoint stays, and must be signed. */
function lastCheckpointOf(folder: string, log: string, { vkeys }: Plan): Copied {
  const note = readText(folder, "checkpoint") ?? "";
  const origin = claimOf(note)?.origin ?? log;
  const named = vkeys.filter((one) => one.startsWith(`${origin}+`));
  const keys = named.length > 0 ? named : [readText(folder, "key")?.trim() ?? ""];
  const policy = readPolicy({ vkeys: keys, origin, threshold: 0 });
  const isSigned = policy !== null && verifyCheckpoint(note, policy).ok;
  const detail = "the last checkpoint of a year that is over";
  const found: Found[] = isSigned ? [] : [{ check: "signature", log, index: null, detail }];
  return { log, leaves: 0n, checkpoints: 1, found, dates: [], key: keys[0] ?? "" };
}

const WIDTH = 256n;

/** A log that another one says was destroyed, and on which day. */
type Destroyed = { object: string; log: string; day: string };

/** `destroyed` takes what this log says of others. */
type Walked = Plan & { destroyed: Destroyed[] };

async function verifyCopy(
  folder: string,
  name: string,
  { given, vkeys, destroyed, authority }: Walked,
): Promise<Copied> {
  const note = readText(folder, "checkpoint") ?? "";
  const claim = claimOf(note);
  const log = claim?.origin ?? name;
  const own = readText(folder, "key")?.trim();
  const named = vkeys.filter((one) => one.startsWith(`${log}+`));
  const keys = named.length > 0 ? named : own ? [own] : [];
  const policy =
    claim &&
    readPolicy({ vkeys: [...keys, ...vkeys.filter((one) => !named.includes(one))], origin: log, threshold: 0 });
  if (!claim || !policy || keys.length === 0) {
    const found: Found[] = [
      { check: claim ? "key" : "signature", log, index: null, detail: "no checkpoint, or no key for it" },
    ];
    return { log, leaves: 0n, checkpoints: 0, found, dates: [], key: own ?? "" };
  }
  const about = given.filter(({ origin }) => origin === log).map((one) => one.claim);
  const claims: Claim[] = [{ source: "the checkpoint", note, at: null }, ...about];
  const cosigned = readText(folder, "cosigned");
  if (cosigned) claims.push({ source: "witness", note: cosigned, at: null });
  const tokens = stampsIn(folder).map(({ note: dated, tsr }) => ({ note: dated, tsr, at: null }));
  const stamps = await checkTokens(log, tokens, authority);
  const walk = beginWalk({ log, folder, policy, claims: [...claims, ...stamps.claims] });
  walk.found.push(...stamps.found);
  if (named.length > 0 && own && !named.includes(own))
    say(walk, "key", null, "the key beside the tiles is not the one given");
  walkEntries(walk, folder, { name, size: claim.size, destroyed });
  endWalk(walk);
  return {
    log,
    leaves: walk.edge.size,
    checkpoints: claims.length,
    found: walk.found,
    dates: walk.dates,
    key: keys[0] ?? "",
    unchecked: stamps.unchecked,
  };
}

type Entries = { name: string; size: bigint; destroyed: Destroyed[] };

function walkEntries(walk: Walk, folder: string, { name, size, destroyed }: Entries): void {
  const ids = new Set<string>();
  for (let index = 0n; index * WIDTH < size; index++) {
    const left = size - index * WIDTH;
    const path = entriesPath({ index, width: Number(left > WIDTH ? WIDTH : left) });
    const bytes = readPlain(folder, path);
    const leaves = bytes && readEntries(bytes, Number(left > WIDTH ? WIDTH : left));
    if (!leaves) {
      say(walk, "tile", index * WIDTH, `${path} is missing or not as wide as it should be`);
      return;
    }
    for (const leaf of leaves) {
      const said = checkEntry(walk, leaf, ids);
      if (said?.type === DESTROYED) destroyed.push({ object: said.object, log: name, day: said.at.slice(0, 10) });
    }
  }
}

function checkEntry(walk: Walk, bytes: Uint8Array, ids: Set<string>): Leaf | null {
  const text = fromUtf8(bytes);
  const leaf = text === null ? null : parseLeaf(text);
  const index = walk.edge.size;
  if (!leaf) say(walk, "leaf", index, "not a leaf in canonical form");
  else if (ids.has(leaf.id)) say(walk, "duplicate", index, `the event ${leaf.id} stands twice`);
  else ids.add(leaf.id);
  if (index === 0n && leaf && leaf.type !== "journal.opened") say(walk, "opening", 0n, "the first leaf opens nothing");
  stepWalk(walk, { leaf: bytes, hash: null });
  return leaf;
}
