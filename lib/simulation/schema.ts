/**
 * Worked cases as they are written down: a household and its uses, a request at an instant, an absence, a question of the règlement.
 * What a case says beyond these keys is kept: each further word is a fact that a commune file may ask. Pure.
 */
import { z } from "zod";
import { isCivilDate, isCivilTime, parisMomentOf } from "@/lib/kernel/civil-date";

const day = z.string().refine(isCivilDate, "date");
const time = z.string().refine((text) => text === "24:00" || isCivilTime(text), "time");
/** Read as what the clock of Paris shows then. */
const instant = z.string().transform((text, context) => {
  const moment = parisMomentOf(text);
  if (moment === null) context.addIssue({ code: "custom", message: "instant" });
  return moment ?? "";
});
const count = z.number().min(0).max(100_000);
const service = z.string().min(1).max(80);
const loose = z.looseObject;
const object = z.record(z.string(), z.unknown());

const stay = loose({ date: day, from: time, to: time, booked_from: time.optional(), booked_to: time.optional() });
export const useSchema = loose({
  child: z.string().max(80).optional(),
  service: service.optional(),
  status: z
    .enum(["booked_present", "late_present", "unbooked_present", "booked_absent_unexcused", "booked_absent_excused"])
    .default("booked_present"),
  dates: z.array(day).max(2000).optional(),
  stays: z.array(stay).max(2000).optional(),
  units: count.optional(),
  unit: z.string().max(40).optional(),
  booked_units: count.optional(),
  attended_units: count.optional(),
  weeks: z.union([count, z.array(z.unknown()).max(200)]).optional(),
  trips: z.union([count, z.array(z.unknown()).max(2000)]).optional(),
  moments: z.array(z.string().max(60)).max(20).optional(),
  half_day: z.boolean().optional(),
  late_pickups: z.union([z.number().int().min(0).max(1000), z.array(z.unknown()).max(1000)]).optional(),
  enrolled_at: instant.optional(),
  booked_at: instant.optional(),
});
export type UseCase = z.output<typeof useSchema>;

const childSchema = loose({ ref: z.string().max(80).optional(), rank: z.number().int().min(1).max(30).optional() });
export const householdSchema = loose({
  qf: z.number().min(0).max(1_000_000).nullable().optional(),
  children: z.array(childSchema).max(30).default([]),
});
export type HouseholdCase = z.output<typeof householdSchema>;

const eventSchema = loose({ type: z.string().max(60) });
export type EventCase = z.output<typeof eventSchema>;

const id = z.union([z.string().max(120), z.number()]);
const head = { id, why: z.unknown().optional() };
const outcome = z.string().max(60);

export const caseSchema = z.discriminatedUnion("type", [
  loose({
    ...head,
    type: z.literal("price"),
    period: z.string().max(60),
    household: householdSchema.prefault({}),
    use: z.array(useSchema).max(5000),
    events: z.array(eventSchema).max(200).default([]),
    only: z.string().max(60).optional(),
    expected_total_cents: z.number().int().optional(),
    tolerance_cents: z.number().min(0).default(0),
  }),
  loose({
    ...head,
    type: z.literal("decision"),
    service: service.optional(),
    action: z.enum(["book", "change", "cancel", "enrol", "ride"]),
    for_date: day,
    at: instant,
    context: object.default({}),
    household: householdSchema.optional(),
    expected: outcome.optional(),
  }),
  loose({
    ...head,
    type: z.literal("absence"),
    service: service.optional(),
    booked_dates: z.array(day).max(400),
    absent_dates: z.array(day).max(400),
    evidence: z.array(z.string().max(80)).max(20).default([]),
    notified_at: instant.nullable().optional(),
    evidence_received_at: instant.nullable().optional(),
    extension_notified_at: instant.nullable().optional(),
    context: object.default({}),
    household: householdSchema.optional(),
    expected_charged_dates: z.array(day).optional(),
    expected_total_cents: z.number().int().optional(),
    tolerance_cents: z.number().min(0).default(0),
  }),
  loose({
    ...head,
    type: z.literal("capacity"),
    service: service.optional(),
    for_date: day,
    already_booked: z.union([z.number().int().min(0), z.record(z.string(), z.number().int().min(0))]),
    context: object.default({}),
    expected: outcome.optional(),
  }),
  loose({
    ...head,
    type: z.enum(["status", "count", "billing"]),
    question: z.string().max(120),
    given: object,
    expected: z.unknown(),
  }),
]);
export type Case = z.output<typeof caseSchema>;
export type Of<Type extends Case["type"]> = Extract<Case, { type: Type }>;

/** The `cases` array of a corpus file, or the whole file. */
export const casesSchema = z.union([
  z.array(z.unknown()),
  loose({ cases: z.array(z.unknown()) }).transform(({ cases }) => cases),
]);
