/** A copy of the published files, without a database: each log of the folder is grown again from its entries (`--tiles DIR`). */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dated, Found } from "@/lib/evidence/check/findings";
import { beginWalk, type Claim, endWalk, say, stepWalk, type Walk } from "@/lib/evidence/check/walk";
import { claimOf, logsOnDisk, readPlain, readText } from "@/lib/evidence/seal/folder";
import { readPolicy } from "@/lib/evidence/tlog/checkpoint";
import { type Leaf, parseLeaf } from "@/lib/evidence/tlog/leaf";
import { fromUtf8 } from "@/lib/evidence/tlog/strict/bytes";
import { entriesPath, readEntries } from "@/lib/evidence/tlog/tiles";
import { Mistake } from "../../io";
import { DESTROYED, destroyedName } from "./destroyed";

export type Copied = { log: string; leaves: bigint; checkpoints: number; found: Found[]; dates: Dated[]; key: string };

type Plan = { given: readonly { origin: string; claim: Claim }[]; vkeys: readonly string[] };

/** `folder` is the journal's folder with its logs, or that of one log. */
export function verifyCopies(folder: string, plan: Plan): Copied[] {
  const names = existsSync(join(folder, "checkpoint")) ? ["."] : logsOnDisk(folder);
  if (names.length === 0) throw new Mistake(`${folder} holds no checkpoint`);
  const destroyed = new Set<string>();
  const [whole, emptied] = [
    names.filter((name) => hasTiles(folder, name)),
    names.filter((name) => !hasTiles(folder, name)),
  ];
  return [
    ...whole.map((name) => verifyCopy(join(folder, name), name, { ...plan, destroyed })),
    ...emptied.map((name) =>
      destroyed.has(destroyedName(name))
        ? nothingLeft(name)
        : verifyCopy(join(folder, name), name, { ...plan, destroyed }),
    ),
  ];
}

const hasTiles = (folder: string, name: string) => existsSync(join(folder, name, "tile"));

/** A year whose time was over, as a leaf of another log says. */
function nothingLeft(log: string): Copied {
  return { log, leaves: 0n, checkpoints: 1, found: [], dates: [], key: "" };
}

const WIDTH = 256n;

/** `destroyed` takes the names of the logs that this one says were destroyed. */
type Walked = Plan & { destroyed: Set<string> };

function verifyCopy(folder: string, name: string, { given, vkeys, destroyed }: Walked): Copied {
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
  const walk = beginWalk({ log, folder, policy, claims });
  if (named.length > 0 && own && !named.includes(own))
    say(walk, "key", null, "the key beside the tiles is not the one given");
  walkEntries(walk, folder, { size: claim.size, destroyed });
  endWalk(walk);
  return {
    log,
    leaves: walk.edge.size,
    checkpoints: claims.length,
    found: walk.found,
    dates: walk.dates,
    key: keys[0] ?? "",
  };
}

type Entries = { size: bigint; destroyed: Set<string> };

function walkEntries(walk: Walk, folder: string, { size, destroyed }: Entries): void {
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
      if (said?.type === DESTROYED) destroyed.add(said.object);
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
