/** The rows of every business table, each as its key and a checksum, and the events of the journal: one consistent look, under the application's account. */
import { openConnection, rowsOf } from "@/prisma/connection";

export type Reader = Awaited<ReturnType<typeof openConnection>>;

/** Tables of the machine, whose rows say nothing that happened to anybody; each with the reason it needs no event. */
const MACHINE: Record<string, string> = {
  session: "opening and closing are events of their own; the last look is not",
  known_device: "a convenience of signing in",
  sign_in_tally: "counters that slow guessing down",
  account_token: "a secret's hash; asking for it and using it are events about the account",
  signing_code: "a code's hash; asking for it and signing with it are events about the request",
  rollover_child:
    "a draft of the new year, made and dropped whole; the event names the draft, publishing names each child",
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
export const MACHINE_ROWS = new Set(["setting/worker-sign", "setting/retention-round"]);

/** `keys`: the columns of each table's key. */
export type Snapshot = { tables: Map<string, Map<string, string>>; keys: Map<string, string[]>; events: Set<string> };

export async function reading<Value>(work: (connection: Reader) => Promise<Value>): Promise<Value> {
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
  const keys = new Map<string, string[]>();
  for (const table of new Set(columns.map((column) => column.t))) {
    if (table in MACHINE) continue;
    const own = columns.filter((column) => column.t === table);
    tables.set(table, await sums(connection, table, own));
    keys.set(
      table,
      own.filter(isKey).map(({ c }) => c),
    );
  }
  const events = await rowsOf<{ id: string }>(connection, "SELECT id FROM audit_event");
  return { tables, keys, events: new Set(events.map((event) => event.id)) };
}

const isKey = (column: Column) => Number(column.isKey) === 1;

/** Key of each row → checksum of all of it. */
async function sums(connection: Reader, table: string, columns: Column[]): Promise<Map<string, string>> {
  const keys = columns.filter(isKey).map((column) => `\`${column.c}\``);
  const all = columns.map((column) => `IFNULL(\`${column.c}\`, '\\0')`);
  const rows = await rowsOf<{ k: string; s: string }>(
    connection,
    `SELECT CONCAT_WS('/', ${keys.join(", ")}) AS k, MD5(CONCAT_WS('|', ${all.join(", ")})) AS s FROM \`${table}\``,
  );
  return new Map(rows.map((row) => [row.k, row.s]));
}
