/**
 * No changed row without an event, and no change told twice: every business table is compared before and after each test of the suite, row by
 * row. Each row that came, changed or went must be named by an event written meanwhile, by its object or in its body; and what one command
 * did to one object is one event. Both looks are snapshots: a busy worker tears nothing.
 */
import { expect } from "@playwright/test";
import { decrypt } from "@/lib/evidence/vault";
import { rowsOf } from "@/prisma/connection";
import { namesRow } from "./journal/naming";
import { MACHINE_ROWS, type Reader, reading, type Snapshot, takeSnapshot } from "./journal/snapshot";

/** Runs `scenario` and holds its changes against the journal. Gives the types of events it left, in order. */
export async function withJournal(scenario: () => Promise<void>): Promise<string[]> {
  const before = await reading(takeSnapshot);
  await scenario();
  const { events } = await holdAgainst(before);
  return events.map((event) => event.type);
}

/** What the test before left: the beginning of the next, so that nothing between two tests goes unseen. */
let last: Snapshot | null = null;

/** Around each test of the suite: what it changed is held against the journal, unless it failed for a reason of its own. */
export async function aroundTest(test: () => Promise<void>, hasFailed: () => boolean): Promise<void> {
  const before = last ?? (await reading(takeSnapshot));
  last = null;
  await test();
  if (hasFailed()) return;
  last = (await holdAgainst(before)).after;
}

function holdAgainst(before: Snapshot): Promise<{ after: Snapshot; events: NewEvent[] }> {
  return reading(async (connection) => {
    const after = await takeSnapshot(connection);
    const events = await eventsOf(
      connection,
      [...after.events].filter((id) => !before.events.has(id)),
    );
    expect(unnamed(before, after, events), "rows that changed and that no event names").toEqual([]);
    expect(toldTwice(events), "what one command did to one object and told more than once").toEqual([]);
    return { after, events };
  });
}

type NewEvent = { id: string; type: string; text: string; command: string };

/** Each event since, with all the words it holds: its object, the people behind its pseudonyms, its body opened with the master key. */
async function eventsOf(connection: Reader, ids: readonly string[]): Promise<NewEvent[]> {
  if (ids.length === 0) return [];
  const owners = await rowsOf<{ pseudonym: string; kind: string; ownerId: string; wrapped: Buffer }>(
    connection,
    "SELECT p.pseudonym, p.kind, p.owner_id AS ownerId, k.wrapped FROM pseudonym p JOIN data_key k USING (pseudonym)",
  );
  const ownerOf = new Map(owners.map((owner) => [owner.pseudonym, owner]));
  const commune = owners.find((owner) => owner.kind === "commune");
  const events = await rowsOf<{ id: string; leaf: Buffer; payload: Buffer | null }>(
    connection,
    "SELECT e.id, e.leaf, p.payload FROM audit_event e LEFT JOIN audit_part p ON p.event_id = e.id AND p.part = 'body' WHERE e.id IN (?) ORDER BY e.id",
    [ids],
  );
  const master = Buffer.from(process.env.PORTAIL_MASTER_KEY ?? "", "base64");
  return events.map(({ id, leaf, payload }) => {
    const said = JSON.parse(leaf.toString()) as {
      type: string;
      actor: string;
      subject: string | null;
      object: string;
      at: string;
    };
    const subject = said.subject ? ownerOf.get(said.subject) : commune;
    const key = subject ? decrypt(master, subject.wrapped, subject.pseudonym) : null;
    const body = key && payload ? decrypt(key, payload, `${id}/body`).toString() : "";
    const people = [subject?.ownerId, ownerOf.get(said.actor)?.ownerId];
    // One command reads the clock once: its events bear one instant and one actor.
    const command = [said.at, said.actor, said.object].join(" ");
    return { id, type: said.type, text: [said.object, ...people, body].join(" "), command };
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
      .filter((key) => !events.some(({ text }) => namesRow(text, key, after.keys.get(table) ?? [])))
      .map((key) => `${table} ${key}`);
  });
}

/** A destruction says how many rows of which table went, and names none: that is its point (facts: evidence §10). */
function isDestroyed(table: string, events: readonly NewEvent[]): boolean {
  return events.some(({ type, text }) => type === "audit.erased" && text.includes(`"${table}":`));
}

/**
 * Told each time and beside the change: looks (two pages may be asked for in one instant), questions put to the treasury, whose answer changes,
 * the decision for a group, filed under the first of the days that it changes, and what a test does twice while it holds the clock still: a child
 * marked again at the gate, a session opened and closed.
 */
const BESIDE =
  /\.(consulted|searched)$|^(payment\.asked|disruption\.declared|attendance\.recorded|session\.(opened|closed))$/;

/** Objects of which one command told more than one change. */
function toldTwice(events: readonly NewEvent[]): string[] {
  const told = new Map<string, string[]>();
  for (const { command, type } of events.filter(({ type }) => !BESIDE.test(type)))
    told.set(command, [...(told.get(command) ?? []), type]);
  return [...told].filter(([, types]) => types.length > 1).map(([command, types]) => `${command}: ${types.join(", ")}`);
}
