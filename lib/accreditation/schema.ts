/** What the head of school affairs and the agents send about rights. Shared by the forms and their actions. Days are inclusive. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { EXCEPTIONAL_MINUTES } from "./rules";

const id = z.uuid("generic");
const day = z.string("required").refine(isCivilDate, "date");
const optionalDay = z
  .string()
  .optional()
  .transform((text) => text || null)
  .refine((text) => text === null || isCivilDate(text), "date");
const words = (most: number) => z.string("required").trim().min(1, "required").max(most, "tooLong");
const inOrder = ({ since, until }: { since: string; until: string | null }) => until === null || since <= until;
const order = { error: "dateOrder", path: ["until"] };

/** "<site>" or "<site>:<activity>". */
const place = z
  .string("choose")
  .regex(/^[0-9a-f-]{36}(:[0-9a-f-]{36})?$/, "choose")
  .transform((text) => ({ siteId: text.slice(0, 36), activityId: text.slice(37) || null }));
export type Place = z.infer<typeof place>;

export const accreditSchema = z
  .object({ accountId: id, places: z.array(place, "choose").min(1, "choose").max(60), since: day, until: optionalDay })
  .refine(inOrder, order);
export type Accredit = z.infer<typeof accreditSchema>;

export const assignSchema = z.object({ accountId: id, place, since: day, until: optionalDay }).refine(inOrder, order);
export type Assign = z.infer<typeof assignSchema>;

export const endRightSchema = z.object({ accountId: id, rightId: id });
export type EndRight = z.infer<typeof endRightSchema>;

export const signEngagementSchema = z.object({
  version: z.coerce.number("generic").int().positive(),
  agreed: z.literal("on", "accept"),
  password: z.string("required").min(1, "required").max(1000, "tooLong"),
});

export const deputySchema = z.object({ accountId: id, deputyId: id, since: day, until: day }).refine(inOrder, order);
export type NameDeputy = z.infer<typeof deputySchema>;

export const confideSchema = z
  .object({ accountId: id, householdId: id, reason: words(300), since: day, until: optionalDay })
  .refine(inOrder, order);
export type Confide = z.infer<typeof confideSchema>;

export const antennaSchema = z.object({
  antennaId: id.optional(),
  name: words(120),
  sites: z.array(id).max(200).default([]),
});
export type AntennaWish = z.infer<typeof antennaSchema>;

export const joinAntennaSchema = z
  .object({ accountId: id, antennaId: id, since: day, until: optionalDay })
  .refine(inOrder, order);
export type JoinAntenna = z.infer<typeof joinAntennaSchema>;

/** The whole identity must be known: nobody discovers a family by trying names. */
export const exceptionalSchema = z.object({
  firstName: words(80),
  lastName: words(80),
  birthDate: day,
  reason: words(500).pipe(z.string().min(20, "tooShort")),
  minutes: z.coerce.number("choose").refine((minutes) => EXCEPTIONAL_MINUTES.some((one) => one === minutes), "choose"),
});
export type OpenExceptionally = z.infer<typeof exceptionalSchema>;
