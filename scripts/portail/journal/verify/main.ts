/**
 * `portail journal verify`: the whole journal against tables, tiles, checkpoints, and what witnesses signed; or a copy of the tiles alone.
 * Each fault says which check failed, at which index, between which two dates known from outside (facts: evidence §14).
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Finding, type Found, placeFindings, sayFinding } from "@/lib/evidence/check/findings";
import type { Claim } from "@/lib/evidence/check/walk";
import { claimOf, logsOnDisk, readRecord } from "@/lib/evidence/seal/folder";
import { parisOf } from "@/lib/kernel/civil-date";
import { now } from "@/lib/server/clock";
import { env } from "@/lib/server/env";
import { rowsOf, withConnection } from "@/prisma/connection";
import { type ExitCode, type Io, Mistake } from "../../io";
import { verifyCopies } from "./copies";
import { verifyDestroyed } from "./destroyed";
import { type Keys, keysThatDoNotOpen, previousNote, readKeys, untoldLosses } from "./parts";
import { duplicateLeaves, type LogName, readDisk, type Verified, verifyLog } from "./tables";
import { verifyUnsealed } from "./unsealed";

type Given = { origin: string; claim: Claim };

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      tiles: { type: "string" },
      key: { type: "string", multiple: true, default: [] },
      witness: { type: "string", multiple: true, default: [] },
      witnessed: { type: "string", multiple: true, default: [] },
      authority: { type: "string" },
    },
  });
  const given = values.witnessed.map(readGiven);
  const vkeys = [...values.key, ...values.witness];
  const copy = values.tiles ?? positionals[0];
  const { authority = null } = values;
  if (copy !== undefined) return tell(await verifyCopies(copy, { given, vkeys, authority }), [], io);
  const { logs, loose, aside } = await verifyDatabase({
    given,
    vkeys,
    authority: authority ?? env().TIMESTAMP_CA_FILE ?? null,
  });
  for (const sentence of aside) io.say(sentence);
  return tell(logs, loose, io);
}

/** A checkpoint that somebody else kept: a witness, or whoever reads the daily mail. */
function readGiven(path: string): Given {
  const note = readFileSync(path, "utf8");
  const claim = claimOf(note);
  if (!claim) throw new Mistake(`${path} is not a checkpoint`);
  return { origin: claim.origin, claim: { source: path, note, at: null } };
}

type Wanted = { given: readonly Given[]; vkeys: readonly string[]; authority: string | null };

async function verifyDatabase({ given, vkeys, authority }: Wanted) {
  const disk = readDisk(logsOnDisk());
  const known = env().WITNESS_KEY ? [...vkeys, env().WITNESS_KEY as string] : vkeys;
  return withConnection(env().DATABASE_URL, (app) =>
    withConnection(env().DATABASE_SEALER_URL, async (sealer) => {
      await sealer.query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      await sealer.query("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      const keys = await readKeys(app, Buffer.from(env().PORTAIL_MASTER_KEY, "base64"), parisOf(now()).day);
      const rows = await rowsOf<LogName>(
        sealer,
        "SELECT name, origin, vkey, opening_event_id AS opening FROM audit_log ORDER BY opened_at, name",
      );
      const carried = await carriedNotes(keys, rows);
      const twice = await duplicateLeaves(sealer);
      const logs: Verified[] = [];
      const loose: Found[] = lostLogs(rows, [...disk.keys()], given);
      for (const log of rows) {
        loose.push(...keyFaults(log, vkeys));
        const about = [...given, ...carried].filter(({ origin }) => origin === log.origin).map(({ claim }) => claim);
        const plan = { log, disk, given: about, vkeys: known, keys, authority };
        const verified = (await verifyDestroyed(sealer, log, keys)) ?? (await verifyLog(sealer, plan));
        verified.found.push(...twice.filter((one) => one.log === log.name));
        logs.push(verified);
      }
      loose.push(...keysThatDoNotOpen(keys), ...(await untoldLosses(keys)));
      const macKey = Buffer.from(env().PORTAIL_MAC_KEY, "base64");
      const { found, aside } = await verifyUnsealed(sealer, { macKey, now: now(), keys });
      return { logs, loose: [...loose, ...found], aside };
    }),
  );
}

/** Each log's first leaf carries the last checkpoint of the one before: a claim about that one like any other. */
async function carriedNotes(keys: Keys, rows: readonly LogName[]): Promise<Given[]> {
  const carried: Given[] = [];
  for (const { name, opening } of rows) {
    const note = await previousNote(keys, opening).catch(() => null);
    const claim = note === null ? null : claimOf(note);
    if (note !== null && claim)
      carried.push({ origin: claim.origin, claim: { source: `the opening of ${name}`, note, at: null } });
  }
  return carried;
}

/** A log that was signed, or witnessed, and that the database does not know: it was restored, or emptied. */
function lostLogs(rows: readonly LogName[], onDisk: readonly string[], given: readonly Given[]): Found[] {
  const lost = (log: string, where: string): Found => ({
    check: "went-back",
    log,
    index: 0n,
    detail: `${where} knows this log, the database does not`,
  });
  return [
    ...onDisk
      .filter((name) => !rows.some((row) => row.name === name))
      .map((name) => lost(name, `the record of ${readRecord(name)?.size ?? 0} leaves`)),
    ...given
      .filter(({ origin }) => !rows.some((row) => row.origin === origin))
      .map(({ origin, claim }) => lost(origin, claim.source)),
  ];
}

/** A key that is given for a log must be the one that the database names: it is what an attacker would change too. */
function keyFaults({ name, origin, vkey }: LogName, vkeys: readonly string[]): Found[] {
  const named = vkeys.filter((one) => one.startsWith(`${origin}+`));
  if (named.length === 0 || named.includes(vkey)) return [];
  return [{ check: "key", log: name, index: null, detail: "the database names another key than the one given" }];
}

type Told = {
  log: string;
  leaves: bigint;
  checkpoints: number;
  found: Found[];
  dates: Verified["dates"];
  unchecked?: number;
};

function tell(logs: readonly Told[], loose: readonly Found[], io: Io): ExitCode {
  const findings: Finding[] = [
    ...logs.flatMap(({ found, dates }) => placeFindings(found, dates)),
    ...placeFindings(
      loose,
      logs.flatMap(({ dates }) => dates),
    ),
  ];
  for (const { log, leaves, checkpoints, dates, unchecked = 0 } of logs) {
    const witnessed = dates.filter(({ by }) => by !== "log").length;
    io.emit({ kind: "log", log, leaves: leaves.toString(), checkpoints, witnessed, unchecked });
    io.say(`${log}: ${leaves} leaves, ${checkpoints} checkpoints, ${witnessed} of them dated from outside`);
    if (unchecked > 0)
      io.say(
        `${log}: ${unchecked} time-stamp tokens were not checked: name the authority's certificates with --authority`,
      );
  }
  for (const finding of findings) {
    io.emit({ kind: "finding", ...plain(finding) });
    io.say(sayFinding(finding));
  }
  const ok = findings.length === 0 && logs.length > 0;
  io.emit({ kind: "verdict", ok, findings: findings.length });
  if (logs.length === 0) io.say("Nothing has been sealed yet.");
  else io.say(ok ? "The journal holds: no check failed." : `The journal does NOT hold: ${findings.length} findings.`);
  return ok ? 0 : 1;
}

/** Sizes and indexes as decimal text: they may exceed what JSON numbers hold. */
function plain({ index, after, before, ...rest }: Finding) {
  const dated = (one: Finding["after"]) => one && { ...one, size: one.size.toString() };
  return { ...rest, index: index === null ? null : index.toString(), after: dated(after), before: dated(before) };
}
