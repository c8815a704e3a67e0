/**
 * A file of PayFiP, the bank or the treasury comes in: read whole, held against what is ours, kept as it came, its lines weighed. The same
 * bytes under another name change nothing, lines known from another file are not doubled, and all of it is one transaction (domain rule 57).
 */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { record } from "@/lib/evidence/record";
import { Prisma } from "@/lib/generated/prisma/client";
import { fromColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { readStatement } from "@/lib/reading/queries";
import { type KeyedLine, keyLines, type Own, refuseOwner } from "@/lib/reading/rules";
import type { Detail, Fault, FileFault, LineKind, ReadFile } from "@/lib/reading/schema";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { factsFor, inChunks } from "./queries-facts";
import { type Candidate, type Line, propose } from "./rules-match";
import { type ImportReport, SURE } from "./schema";

export type Incoming = { regieId: string; fileName: string; bytes: Uint8Array };
export type Imported = { importId: string; isKnown: boolean };

/** More lines than a year of a large town: such a file is not one of ours. */
const MOST_LINES = 30_000;

export async function importStatement(context: Context, file: Incoming): Promise<Outcome<Imported, FileFault>> {
  const { tx } = context;
  const { regieId, bytes } = file;
  const [regie] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
  if (!regie) throw new NotFound();
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const known = await tx.statementImport.findFirst({ where: { regieId, sha256 }, select: { id: true } });
  if (known) return done({ importId: known.id, isKnown: true });
  const { list } = await regieSettingsOf(tx, regieId);
  const read = readStatement(bytes, list);
  const fault = read.ok ? await refuseFile(context, regieId, read.file) : read.fault;
  if (fault !== null || !read.ok) return refuse(context, file, { sha256, fault: fault ?? { reason: "empty" } });
  return done({ importId: await take(context, file, { sha256, read: read.file }), isKnown: false });
}

async function refuseFile({ tx }: Context, regieId: string, { owner, lines }: ReadFile): Promise<Fault | null> {
  if (lines.length > MOST_LINES) return { reason: "too-large", found: `${lines.length}`, expected: `${MOST_LINES}` };
  return refuseOwner(owner, await ownOf(tx, regieId));
}

async function ownOf(tx: Context["tx"], regieId: string): Promise<Own> {
  const [{ treasury, debit, list }, contracts] = await Promise.all([
    regieSettingsOf(tx, regieId),
    tx.payfipContract.findMany({ where: { regieId }, select: { numcli: true } }),
  ]);
  const { siret, collectivityCode, budgetCode } = treasury;
  return {
    // Without contracts of its own, a régie uses the client number of the settings.
    numclis: contracts.length > 0 ? contracts.map(({ numcli }) => numcli) : [env().PAYFIP_NUMCLI ?? ""].filter(Boolean),
    ...{ iban: list.accountIban || debit.creditorIban, siret, collectivityCode, budgetCode },
  };
}

async function refuse(context: Context, file: Incoming, { sha256, fault }: { sha256: string; fault: Fault }) {
  const { reason, ...facts } = fault;
  await record(context, {
    type: "statement.refused",
    subject: null,
    object: { kind: "regie", id: file.regieId },
    body: { reason, ...facts, fileName: file.fileName, sha256 },
  });
  return refused(reason, facts);
}

async function take(context: Context, file: Incoming, { sha256, read }: { sha256: string; read: ReadFile }) {
  const { tx, now, actor } = context;
  const { regieId } = file;
  const fileName = file.fileName.slice(-200);
  const keyed = keyLines(read.lines);
  const fresh = (await withoutKnown(context, regieId, keyed)).map((line, position) => ({
    id: newId(),
    position,
    ...line,
  }));
  const best = await reweigh(context, regieId, fresh);
  const left = Object.keys(read.leftOut ?? {}).length > 0 && { leftOut: read.leftOut };
  const report = { ...reportOf(keyed, fresh, best), ...left };
  const id = newId();
  const { kind } = read;
  await tx.statementImport.create({
    data: {
      ...{ id, regieId, kind, fileName, sha256, createdAt: now, createdById: actor?.accountId ?? null },
      // Packed, so that a large file stays below what one statement may carry.
      ...{ bytes: new Uint8Array(gzipSync(file.bytes)), lines: keyed.length, report: report as JsonObject },
    },
  });
  for (let start = 0; start < fresh.length; start += ROWS) {
    await keepLines(context, { importId: id, regieId, best, lines: fresh.slice(start, start + ROWS) });
  }
  await record(context, {
    type: "statement.imported",
    subject: null,
    object: { kind: "statement", id },
    body: { ...{ kind, fileName, sha256, regieId }, ...report },
  });
  return id;
}

const ROWS = 1000;
const HALF_SIGN = /[\ud800-\udbff]$/;

type Keeping = {
  importId: string;
  regieId: string;
  best: ReadonlyMap<string, Candidate | null>;
  lines: readonly (KeyedLine & { id: string; position: number })[];
};

/** As one text each thousand: ten thousand rows as parameters cost several seconds in the driver alone. */
async function keepLines({ tx }: Context, { importId, regieId, best, lines }: Keeping): Promise<void> {
  const rows = lines.map((line) => ({
    ...{ ...line, ...stateOf(best.get(line.id)), detail: JSON.stringify(line.detail) },
    // A text cut in the middle of a sign is no JSON.
    ...{ reference: line.reference.replace(HALF_SIGN, ""), label: line.label.replace(HALF_SIGN, "") },
  }));
  const count = await tx.$executeRaw`
    INSERT INTO statement_line (id, import_id, regie_id, kind, position, line_key, day, amount_cents, reference, label, detail,
      state, match_kind, match_id, confidence, match_rule)
    SELECT line.id, ${importId}, ${regieId}, line.kind, line.position, line.line_key, line.day, line.cents, line.reference,
      line.label, line.detail, line.state, line.match_kind, line.match_id, line.confidence, line.match_rule
    FROM JSON_TABLE(${JSON.stringify(rows)}, '$[*]' COLUMNS (
      id CHAR(36) PATH '$.id', kind VARCHAR(20) PATH '$.kind', position INT PATH '$.position',
      line_key VARCHAR(190) PATH '$.lineKey', day DATE PATH '$.day', cents INT PATH '$.amountCents',
      reference VARCHAR(140) PATH '$.reference', label VARCHAR(300) PATH '$.label', detail LONGTEXT PATH '$.detail',
      state VARCHAR(20) PATH '$.state', match_kind VARCHAR(20) PATH '$.matchKind', match_id CHAR(36) PATH '$.matchId',
      confidence INT PATH '$.confidence', match_rule VARCHAR(40) PATH '$.matchRule')) line`;
  if (count !== rows.length) throw new Error("A line was not kept");
}

async function withoutKnown({ tx }: Context, regieId: string, keyed: readonly KeyedLine[]): Promise<KeyedLine[]> {
  const kinds = [...new Set(keyed.map(({ kind }) => kind))];
  const known = await inChunks(
    keyed.map(({ lineKey }) => lineKey),
    (part) =>
      tx.statementLine.findMany({
        where: { regieId, kind: { in: kinds }, lineKey: { in: part } },
        select: { kind: true, lineKey: true },
      }),
  );
  const keys = new Set(known.map(({ kind, lineKey }) => `${kind}/${lineKey}`));
  return keyed.filter(({ kind, lineKey }) => !keys.has(`${kind}/${lineKey}`));
}

function reportOf(
  all: readonly KeyedLine[],
  fresh: readonly Line[],
  best: ReadonlyMap<string, Candidate | null>,
): ImportReport {
  const days = all.map(({ day }) => day).sort();
  const proposed = fresh.filter(({ id }) => (best.get(id)?.confidence ?? 0) >= SURE).length;
  return {
    ...{ lines: all.length, added: fresh.length, known: all.length - fresh.length },
    ...{ proposed, open: fresh.length - proposed, addedCents: sum(fresh.map(({ amountCents }) => amountCents)) },
    ...{ since: days[0] ?? null, until: days.at(-1) ?? null },
  };
}

/** A match that a person has undone is shown again, and not proposed again. */
function stateOf(candidate: Candidate | null | undefined, undone: unknown = null) {
  const { kind: matchKind = null, id: matchId = null, confidence = null, rule: matchRule = null } = candidate ?? {};
  const isSure = (confidence ?? 0) >= SURE && matchId !== undone;
  const state = isSure ? ("proposed" as const) : ("open" as const);
  return { state, matchKind, matchId, confidence, matchRule };
}

/**
 * Weighs again every line that nobody has decided about, together with `fresh` ones: what one file left open, another or a payment may explain.
 * Gives the best candidate of each line; those of the database that changed are written.
 */
export async function reweigh(context: Context, regieId: string, fresh: readonly Line[] = []) {
  const { tx } = context;
  const waiting = await tx.statementLine.findMany({
    where: { regieId, state: { in: ["open", "proposed"] } },
    orderBy: [{ day: "asc" }, { lineKey: "asc" }],
  });
  const lines: Line[] = waiting.map((row) => ({
    ...{ id: row.id, kind: row.kind as LineKind, lineKey: row.lineKey, day: fromColumn(row.day) },
    ...{ amountCents: row.amountCents, reference: row.reference, label: row.label, detail: row.detail as Detail },
  }));
  const all = [...lines, ...fresh];
  const best = propose(all, await factsFor(tx, regieId, { lines: all, fresh }));
  const changed = waiting.flatMap((row) => {
    const next = stateOf(best.get(row.id), (row.detail as Detail).undone);
    const same = row.state === next.state && row.matchId === next.matchId && row.matchRule === next.matchRule;
    return same ? [] : [{ id: row.id, ...next }];
  });
  for (let start = 0; start < changed.length; start += ROWS) await rewrite(context, changed.slice(start, start + ROWS));
  return best;
}

type Rewritten = { id: string } & ReturnType<typeof stateOf>;

/** Many rows, each with its own values, in one statement. */
async function rewrite({ tx }: Context, rows: readonly Rewritten[]): Promise<void> {
  const values = rows.map(
    (row) =>
      Prisma.sql`SELECT ${row.id} AS id, ${row.state} AS state, ${row.matchKind} AS kind, ${row.matchId} AS matched, ${row.confidence} AS confidence, ${row.matchRule} AS rule`,
  );
  await tx.$executeRaw`
    UPDATE statement_line line JOIN (${Prisma.join(values, " UNION ALL ")}) next ON next.id = line.id
    SET line.state = next.state, line.match_kind = next.kind, line.match_id = next.matched,
        line.confidence = next.confidence, line.match_rule = next.rule`;
}
