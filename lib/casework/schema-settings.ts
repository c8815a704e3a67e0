/** How the office handles requests: time by kind, which steps send a mail, teams, and who takes what in charge. One row of settings. Pure. */
import { z } from "zod";
import { type RequestKind, requestKinds } from "@/lib/request/rules";
import type { Delay } from "@/lib/request/rules-deadline";
import { absenceReasons } from "./rules";

const id = z.uuid("generic");
const orNull = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal("").transform(() => null), schema]).default(null);
const LONGEST_DELAY = 120;
const days = (least: number) =>
  z.coerce.number("number").int("number").min(least, "number").max(LONGEST_DELAY, "number");

const delaySchema = z.object({ days: days(1), remind: days(0) });

/** Working days as they are drawn, before the commune chooses its own; the month of a data right is the law's. */
const drawnDelays: Readonly<Record<RequestKind, Delay>> = {
  question: { days: 10, remind: 2 },
  change: { days: 10, remind: 2 },
  "late-booking": { days: 2, remind: 1 },
  absence: { days: 5, remind: 1 },
  "invoice-line": { days: 15, remind: 3 },
  "payment-plan": { days: 10, remind: 2 },
  suspension: { days: 5, remind: 2 },
  access: { days: 20, remind: 5 },
  rectification: { days: 20, remind: 5 },
  erasure: { days: 20, remind: 5 },
  objection: { days: 20, remind: 5 },
  mediation: { days: 20, remind: 5 },
};

/** What may send a mail to the person who asked. A code to sign always does. */
export const mailedSteps = [
  "received",
  "acknowledged",
  "waiting_family",
  "in_study",
  "message",
  "letter",
  "proposal",
  "decided",
  "closed",
  "reopened",
] as const;
export type MailedStep = (typeof mailedSteps)[number];
const drawnMails: MailedStep[] = ["received", "waiting_family", "message", "letter", "proposal", "decided"];

const teamSchema = z.object({ id, name: z.string(), memberIds: z.array(id) });
export type Team = z.infer<typeof teamSchema>;

const letter = z.string().regex(/^[A-Z]$/);
const criterionSchema = z.object({
  id,
  kind: z.enum(requestKinds).nullable(),
  siteId: id.nullable(),
  from: letter.nullable(),
  to: letter.nullable(),
  teamId: id.nullable(),
  accountId: id.nullable(),
});
export type StoredCriterion = z.infer<typeof criterionSchema>;

export const handlingSchema = z.object({
  delays: z.partialRecord(z.enum(requestKinds), delaySchema).default({}),
  mails: z.array(z.enum(mailedSteps)).default(drawnMails),
  teams: z.array(teamSchema).default([]),
  criteria: z.array(criterionSchema).default([]),
  /** By reason of an absence, the kind of document that it must come with. */
  certificates: z.partialRecord(z.enum(absenceReasons), id).default({}),
});
export type StoredHandling = z.infer<typeof handlingSchema>;

export const delaysOf = (stored: StoredHandling): Readonly<Record<RequestKind, Delay>> => ({
  ...drawnDelays,
  ...stored.delays,
});

/** The form of all kinds at once. */
export const delaysInput = z.object({ delays: z.record(z.enum(requestKinds), delaySchema) });
export const mailsInput = z.object({ mails: z.array(z.enum(mailedSteps)).default([]) });

/** The form of all reasons at once; none is asked for where nothing is chosen. */
export const certificatesInput = z.object({ certificates: z.record(z.enum(absenceReasons), orNull(id)) });
export type CertificatesInput = z.output<typeof certificatesInput>;

export const MOST_TEAMS = 40;
export const MOST_CRITERIA = 100;

export const teamInput = z.object({
  id: id.or(z.literal("").transform(() => null)).default(null),
  name: z.string().trim().min(1, "required").max(80, "tooLong"),
  members: z.array(id).max(200, "generic").default([]),
});
export const dropInput = z.object({ id });

/** To a person or to a team, chosen from one list: « team:… » or « person:… ». */
export const criterionInput = z
  .object({
    kind: orNull(z.enum(requestKinds)),
    siteId: orNull(id),
    from: orNull(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]$/, "generic"),
    ),
    to: orNull(
      z
        .string()
        .trim()
        .toUpperCase()
        .regex(/^[A-Z]$/, "generic"),
    ),
    taker: z.string().regex(/^(team|person):[0-9a-f-]{36}$/, "choose"),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, { path: ["to"], message: "generic" });
export type CriterionInput = z.output<typeof criterionInput>;
