/**
 * The contents of the journal at their own dates (facts: evidence §10): the network's after a year, what was done by the kind of event. A kind whose
 * time the commune may choose goes by the day of the event, so that another choice holds for what is there already. Pure.
 */
import { type EventType, events } from "@/lib/evidence/events";
import type { RetentionName } from "./rules";
import type { Step } from "./rules-bind";

/** The rules of what was done that the commune may change; the rest is kept as long as a proof. */
export const journalRules = ["journal-looks", "journal-access", "journal-requests"] as const satisfies RetentionName[];

const typesOf = (...rules: readonly RetentionName[]) =>
  (Object.keys(events) as EventType[])
    .filter((type) => rules.includes(events[type].retention))
    .map((type) => `'${type}'`)
    .join(", ");

const isOf = (...rules: readonly RetentionName[]) =>
  `EXISTS (SELECT 1 FROM audit_event e WHERE e.id = audit_part.event_id AND e.type IN (${typesOf(...rules)}))`;

const part = { table: "audit_part", key: ["event_id", "part"] } as const;

export const journalSteps: readonly Step[] = [
  {
    ...part,
    rule: "net-12-months",
    where: `expires_at <= :today AND (part = 'net' OR ${isOf("net-12-months")})`,
  },
  ...journalRules.map(
    (rule): Step => ({
      ...part,
      rule,
      where: `part <> 'net' AND event_id IN (SELECT id FROM audit_event WHERE type IN (${typesOf(rule)}) AND DATE(at) <= :cut)`,
    }),
  ),
  {
    ...part,
    rule: "proof-10-years",
    where: `part <> 'net' AND expires_at <= :today AND NOT ${isOf("net-12-months", ...journalRules)}`,
  },
];
