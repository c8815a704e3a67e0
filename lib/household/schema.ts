/**
 * The words and forms of a household and a child: closed lists, and what a family may edit directly.
 * One schema serves the form in the browser and the action on the server. Diets are neutral words only (CNIL NS-058, domain rule 31).
 */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { parseEuros } from "@/lib/kernel/money";

export const diets = ["standard", "no-pork", "no-meat", "vegetarian", "packed-meal"] as const;
export type Diet = (typeof diets)[number];

export const consentKinds = ["image", "outing", "leave-alone", "emergency-care"] as const;
export type ConsentKind = (typeof consentKinds)[number];

export const grades = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS"] as const;
export type Grade = (typeof grades)[number];

export const situations = ["married", "civil-union", "cohabiting", "separated", "single"] as const;
export type Situation = (typeof situations)[number];

/** A family names who may collect or be called; only the office records who must not, on a judge's order (domain rule 32). */
export const familyPickupKinds = ["authorised", "emergency_only"] as const;
export const pickupKinds = [...familyPickupKinds, "forbidden"] as const;

const weekdaySchema = z.union([1, 2, 3, 4, 5, 6, 7].map((day) => z.literal(day as 1 | 2 | 3 | 4 | 5 | 6 | 7)));

/** Which half of the school holidays this household has in even years; in odd years it is the other. */
const holidayShareSchema = z.object({ evenYears: z.enum(["first", "second"]) });
const shared = { holidays: holidayShareSchema.optional() };

/** Which days a child spends in one household. Odd and even are ISO weeks; `handover` is the weekday the turn begins, Monday by default. */
export const custodySchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("always") }),
  z.object({
    kind: z.literal("alternate-weeks"),
    parity: z.enum(["odd", "even"]),
    handover: weekdaySchema.optional(),
    ...shared,
  }),
  z.object({ kind: z.literal("weekdays"), days: z.array(weekdaySchema).min(1, "choose").max(6, "choose"), ...shared }),
]);
export type Custody = z.infer<typeof custodySchema>;

/** A line people typed: no control characters, single spaces. */
const tidy = (text: string) =>
  text
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .replace(/\s+/g, " ")
    .trim();

export const text = (longest: number) =>
  z.string().transform(tidy).pipe(z.string().min(1, "required").max(longest, "tooLong"));
export const optionalText = (longest: number) =>
  z
    .string()
    .default("")
    .transform(tidy)
    .pipe(z.string().max(longest, "tooLong"))
    .transform((value) => value || null);

/**
 * A telephone as people write it, stored one way: "06 39 98 56 78" for a French number, "+442079460958" for another country's.
 * Null when it is neither.
 */
export function phoneOf(typed: string): string | null {
  const digits = typed.replace(/[\s.\-()/\u00a0\u202f]/g, "").replace(/^00/, "+");
  const french = /^(?:\+330?|0)([1-9]\d{8})$/.exec(digits)?.[1];
  if (french) return `0${french}`.replace(/(\d{2})(?=\d)/g, "$1 ");
  return /^\+(?!33)[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

export const phoneText = z.string().transform((typed, issues) => {
  const phone = phoneOf(typed);
  if (phone) return phone;
  issues.addIssue({ code: "custom", message: typed.trim() ? "phone" : "required" });
  return z.NEVER;
});

const optionalPhone = z
  .string()
  .default("")
  .transform((typed, issues) => {
    if (!typed.trim()) return null;
    const phone = phoneOf(typed);
    if (phone) return phone;
    issues.addIssue({ code: "custom", message: "phone" });
    return z.NEVER;
  });

/** A day of somebody's life or file: years that no calendar here can mean are typing faults. */
export const day = z
  .string()
  .refine((value) => isCivilDate(value) && value >= "1900-01-01" && value < "2200-01-01", "date");
export const id = z.uuid("generic");

export const qfSources = ["caf", "msa", "tax", "declared"] as const;

export const birthDate = z.string().refine((value) => isCivilDate(value) && value >= "1900-01-01", "date");

/** A quotient is an amount a month in euros; nobody's is above 100 000. */
export const quotientCents = z.string().transform((typed, issues) => {
  const value = parseEuros(typed);
  if (value !== null && value >= 0 && value <= 10_000_000) return value;
  issues.addIssue({ code: "custom", message: typed.trim() ? "number" : "required" });
  return z.NEVER;
});

/** A calendar as a form posts it: plain text fields, of which only those of the chosen kind count. */
export const custodyFields = z
  .object({
    kind: z.enum(["always", "alternate-weeks", "weekdays"], "choose"),
    parity: z.enum(["odd", "even"], "choose").optional(),
    handover: z.string().default("1"),
    days: z.array(z.string()).default([]),
    holidays: z.enum(["first", "second", "none"], "choose").default("none"),
  })
  .transform((fields, issues): Custody => {
    const parsed = custodySchema.safeParse(calendarOf(fields));
    if (parsed.success) return parsed.data;
    issues.addIssue({ code: "custom", message: "choose", path: [fields.kind === "weekdays" ? "days" : "parity"] });
    return z.NEVER;
  });

type CalendarFields = {
  kind: string;
  parity?: string | undefined;
  handover: string;
  days: string[];
  holidays: "first" | "second" | "none";
};

function calendarOf(fields: CalendarFields) {
  if (fields.kind === "always") return { kind: "always" };
  const halves = fields.holidays !== "none" && { holidays: { evenYears: fields.holidays } };
  if (fields.kind === "weekdays") return { kind: "weekdays", days: fields.days.map(Number), ...halves };
  const handover = weekdaySchema.safeParse(Number(fields.handover)).data;
  return { kind: "alternate-weeks", parity: fields.parity, ...(handover && handover !== 1 && { handover }), ...halves };
}

export const phonesSchema = z.object({ guardianId: id, phone: phoneText, phoneWork: optionalPhone });
export type PhonesForm = z.infer<typeof phonesSchema>;

export const addressSchema = z.object({
  householdId: id,
  line: text(160),
  more: optionalText(160),
  postalCode: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z -]{4,10}$/, "postalCode"),
  city: text(80),
  since: day,
});
export type AddressForm = z.infer<typeof addressSchema>;

export const healthSchema = z.object({ childId: id, diet: z.enum(diets, "choose"), allergies: optionalText(300) });
export type HealthForm = z.infer<typeof healthSchema>;

/** Rows left empty on the screen are dropped, a row begun must be complete; faults keep the number of the row they stand in. */
const isBlank = (row: unknown) =>
  typeof row === "object" &&
  row !== null &&
  ["name", "phone", "relation"].every((key) => !String(Reflect.get(row, key) ?? "").trim());

function rows<Shape extends z.ZodRawShape>(row: z.ZodObject<Shape>, most: number) {
  return z
    .array(z.preprocess((value) => (isBlank(value) ? null : value), row.nullable()))
    .default([])
    .transform((list) => list.filter((one) => one !== null))
    .refine((list) => list.length <= most, "tooMany");
}

export const MOST_CONTACTS = 5;
export const MOST_PICKUPS = 8;

const contactRow = z.object({ name: text(120), phone: phoneText, relation: text(60) });
export const contactsSchema = z.object({ childId: id, contacts: rows(contactRow, MOST_CONTACTS) });
export type ContactsForm = z.infer<typeof contactsSchema>;

const pickupRow = z.object({
  name: text(120),
  phone: optionalPhone,
  relation: optionalText(60),
  kind: z.enum(familyPickupKinds, "choose"),
});
export const pickupsSchema = z.object({ childId: id, pickups: rows(pickupRow, MOST_PICKUPS) });
export type PickupsForm = z.infer<typeof pickupsSchema>;

const answer = z.enum(["yes", "no"], "choose");
export const consentsSchema = z.object({
  childId: id,
  image: answer,
  outing: answer,
  "leave-alone": answer,
  "emergency-care": answer,
});
export type ConsentsForm = z.infer<typeof consentsSchema>;
