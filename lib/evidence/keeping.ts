/** For how long what an event did is kept, and whether its family reads it: the few answers that the list of events gives (lib/retention/rules). Pure. */
import type { RetentionName } from "@/lib/retention/rules";

export type EventRule = { retention: RetentionName; family: boolean };

export const proof = { retention: "proof-10-years", family: true } as const;
export const inside = { retention: "proof-10-years", family: false } as const;
export const trace = { retention: "net-12-months", family: false } as const;
export const look = { retention: "journal-looks", family: true } as const;
export const watch = { retention: "journal-looks", family: false } as const;
export const entry = { retention: "journal-access", family: true } as const;
export const demand = { retention: "journal-requests", family: true } as const;
export const desk = { retention: "journal-requests", family: false } as const;
