/**
 * No changed row without an event: every business table is compared before and after a scenario, row by row, and each row that came, changed
 * or went must be named by an event written meanwhile, by its object or in its body. Both looks are snapshots: a busy worker tears nothing.
 */
import { expect } from "@playwright/test";
import { decrypt } from "@/lib/evidence/vault";
import { openConnection, rowsOf } from "@/prisma/connection";

type Reader = Awaited<ReturnType<typeof openConnection>>;

/** Tables of the machine, whose rows say nothing that happened to anybody; each with the reason it needs no event. */
const MACHINE: Record<string, string> = {
  session: "opening and closing are events of their own; the last look is not",
  known_device: "a convenience of signing in",
  sign_in_tally: "counters that slow guessing down",
  account_token: "a secret's hash; asking for it and using it are events about the account",
  job: "work to do; what it does leaves its own events",
  mail_outbox: "the message about a change, not the change",
  idempotency_key: "the answer already given to a form",
  number_sequence: "counters; the number stands in the event of the document that took it",
  audit_event: "the journal itself",
  audit_part: "the journal itself",
  audit_pending: "the journal itself",
  audit_leaf: "the journal itself",
  audit_checkpoint: "the journal itself",
  audit_log: "the journal itself",
  audit_anchor: "the journal itself",
  audit_duty: "whose turn it is to seal the journal",
  pseudonym: "the journal's names",
  data_key: "the journal's keys",
  schema_migration: "made when the portal is installed",
};

/** Single rows of a business table that the machine keeps there. */
const MACHINE_ROWS = new Set(["setting/worker-sign", "setting/retention-round"]);

export type Snapshot = { tables: Map<string, Map<string, string>>; events: Set<string> };

/** Runs `scenario` and holds its changes against the journal. Gives the types of events it left, in order. */
export async function withJournal(scenario: () => Promise<void>): Promise<string[]> {
  const before = await reading(takeSnapshot);
  await scenario();
  return reading(async (connection) => {
    const after = await takeSnapshot(connection);
    const events = await newEvents(connection, before.events);
    expect(unnamed(before, after, events), "rows that changed and that no event names").toEqual([]);
    return events.map((event) => event.type);
  });
}

async function reading<Value>(work: (connection: Reader) => Promise<Value>): Promise<Value> {
  const connection = await openConnection(process.env.DATABASE_URL ?? "", { dateStrings: ["DATE"] });
  try {
    await connection.query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    await connection.query("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    return await work(connection);
  } finally {
    await connection.end();
  }
}

type Column = { t: string; c: string; isKey: string | number };

export async function takeSnapshot(connection: Reader): Promise<Snapshot> {
  const columns = await rowsOf<Column>(
    connection,
    `SELECT table_name AS t, column_name AS c, column_key = 'PRI' AS isKey FROM information_schema.columns
     WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position`,
  );
  const tables = new Map<string, Map<string, string>>();
  for (const table of new Set(columns.map((column) => column.t))) {
    if (table in MACHINE) continue;
    const own = columns.filter((column) => column.t === table);
    tables.set(table, await sums(connection, table, own));
  }
  const events = await rowsOf<{ id: string }>(connection, "SELECT id FROM audit_event");
  return { tables, events: new Set(events.map((event) => event.id)) };
}

/** Key of each row → checksum of all of it. */
async function sums(connection: Reader, table: string, columns: Column[]): Promise<Map<string, string>> {
  const keys = columns.filter((column) => Number(column.isKey) === 1).map((column) => `\`${column.c}\``);
  const all = columns.map((column) => `IFNULL(\`${column.c}\`, '\\0')`);
  const rows = await rowsOf<{ k: string; s: string }>(
    connection,
    `SELECT CONCAT_WS('/', ${keys.join(", ")}) AS k, MD5(CONCAT_WS('|', ${all.join(", ")})) AS s FROM \`${table}\``,
  );
  return new Map(rows.map((row) => [row.k, row.s]));
}

type NewEvent = { id: string; type: string; text: string };

/** Each event since, with all the words it holds: its object, the people behind its pseudonyms, its body opened with the master key. */
async function newEvents(connection: Reader, known: ReadonlySet<string>): Promise<NewEvent[]> {
  const owners = await rowsOf<{ pseudonym: string; kind: string; ownerId: string; wrapped: Buffer }>(
    connection,
    "SELECT p.pseudonym, p.kind, p.owner_id AS ownerId, k.wrapped FROM pseudonym p JOIN data_key k USING (pseudonym)",
  );
  const ownerOf = new Map(owners.map((owner) => [owner.pseudonym, owner]));
  const commune = owners.find((owner) => owner.kind === "commune");
  const events = await rowsOf<{ id: string; leaf: Buffer; payload: Buffer | null }>(
    connection,
    "SELECT e.id, e.leaf, p.payload FROM audit_event e LEFT JOIN audit_part p ON p.event_id = e.id AND p.part = 'body' ORDER BY e.id",
  );
  const master = Buffer.from(process.env.PORTAIL_MASTER_KEY ?? "", "base64");
  return events
    .filter((event) => !known.has(event.id))
    .map(({ id, leaf, payload }) => {
      const said = JSON.parse(leaf.toString()) as {
        type: string;
        actor: string;
        subject: string | null;
        object: string;
      };
      const subject = said.subject ? ownerOf.get(said.subject) : commune;
      const key = subject ? decrypt(master, subject.wrapped, subject.pseudonym) : null;
      const body = key && payload ? decrypt(key, payload, `${id}/body`).toString() : "";
      const people = [subject?.ownerId, ownerOf.get(said.actor)?.ownerId];
      return { id, type: said.type, text: [said.object, ...people, body].join(" ") };
    });
}

function unnamed(before: Snapshot, after: Snapshot, events: readonly NewEvent[]): string[] {
  return [...after.tables].flatMap(([table, rows]) => {
    const earlier = before.tables.get(table) ?? new Map<string, string>();
    const changed = [...new Set([...rows.keys(), ...earlier.keys()])].filter(
      (key) => rows.get(key) !== earlier.get(key),
    );
    return changed
      .filter((key) => !MACHINE_ROWS.has(`${table}/${key}`))
      .filter((key) => rows.has(key) || !isDestroyed(table, events))
      .filter((key) => !events.some((event) => key.split("/").every((part) => event.text.includes(part))))
      .map((key) => `${table} ${key}`);
  });
}

/** A destruction says how many rows of which table went, and names none: that is its point (facts: evidence §10). */
function isDestroyed(table: string, events: readonly NewEvent[]): boolean {
  return events.some(({ type, text }) => type === "audit.erased" && text.includes(`"${table}":`));
}
