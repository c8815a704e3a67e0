/** Where the commune wants two people for what cannot be undone (`/gestion/reglages/conservation`): the first proposes, somebody else signs as the second. */
import { aliasBehind } from "@/lib/evidence/pseudonyms";
import { openBody } from "@/lib/evidence/queries";
import { retentionSettings } from "@/lib/retention/queries-settings";
import type { Tx } from "@/lib/server/db";
import { Mistake } from "../io";

type Signed = { visa: boolean; people: string[] };

/** Null when `by` is the first of two: what they propose is for the caller to record. `proposalId`: the event by which somebody did already. */
export async function signedBy(tx: Tx, by: string, proposalId: string | null): Promise<Signed | null> {
  const { visa } = await retentionSettings(tx);
  if (!visa) return { visa, people: [by] };
  if (proposalId === null) return null;
  const proposer = await authorOf(tx, proposalId);
  if (proposer === null || sameName(proposer, by))
    throw new Mistake(`${by} proposed it: somebody else signs as the second`);
  return { visa, people: [proposer, by] };
}

const sameName = (one: string, other: string) =>
  one.localeCompare(other, "fr", { sensitivity: "base", ignorePunctuation: true }) === 0;

async function authorOf(tx: Tx, eventId: string): Promise<string | null> {
  const body = await bodyOf(tx, eventId);
  return typeof body?.by === "string" ? body.by : null;
}

/** Whether a line names as many people as it says were wanted: a proposal names nobody yet. */
export async function isSigned(tx: Tx, eventId: string): Promise<boolean> {
  const body = await bodyOf(tx, eventId);
  return Array.isArray(body?.people) && body.people.length >= (body.visa === true ? 2 : 1);
}

async function bodyOf(tx: Tx, eventId: string) {
  const part = await tx.auditPart.findUnique({ where: { eventId_part: { eventId, part: "body" } } });
  return openBody(await aliasBehind(tx, null), part?.payload, eventId).body;
}
