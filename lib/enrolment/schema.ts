/** What a family asks and what the office answers about a yearly enrolment. Pure. */
import { z } from "zod";

const id = z.uuid("generic");

export const askEnrolmentSchema = z.object({ childId: id, activityId: id, schoolYearId: id });
export type AskEnrolment = z.infer<typeof askEnrolmentSchema>;

/** The activity comes along, so that the gate can be asked before the request is read. */
export const decideEnrolmentSchema = z.discriminatedUnion("decision", [
  z.object({
    enrolmentId: id,
    activityId: id,
    decision: z.literal("accept"),
    /** How the child comes, in the words of the rules; empty where they do not ask. */
    regularity: z.string().trim().max(40, "tooLong").default(""),
  }),
  z.object({
    enrolmentId: id,
    activityId: id,
    decision: z.literal("refuse"),
    motive: z.string().trim().min(1, "required").max(1000, "tooLong"),
  }),
]);
export type DecideEnrolment = z.infer<typeof decideEnrolmentSchema>;
