/**
 * The settings of a commune, by section: what each field is, and what is refused. A section is one form and one row.
 * Messages are keys of `ui.errors`. Pure.
 */
import { z } from "zod";
import { maintenanceSchema } from "@/lib/access/maintenance";
import { DRAWN_COLOURS, isColour, refuseColours } from "@/lib/kernel/colour";

const line = z.string().trim().max(200, "tooLong");
const required = line.min(1, "required");
const paragraph = z.string().trim().max(2000, "tooLong");
const email = line.email("email").or(z.literal(""));
const colour = z.string().refine(isColour, "colour");
const checked = z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false);

export const logoSchema = z.object({
  src: z.string().startsWith("/"),
  width: z.number().int(),
  height: z.number().int(),
});

export const identitySchema = z.object({
  name: required.default("Votre commune"),
  portalName: required.default("Portail famille"),
  address: line.default(""),
  siret: z
    .string()
    .regex(/^(\d{14})?$/, "siret")
    .default(""),
  inseeCode: z
    .string()
    .regex(/^([0-9AB]{5})?$/, "insee")
    .default(""),
  zone: z.enum(["A", "B", "C"], "choose").default("B"),
  court: line.default(""),
  publisher: line.default(""),
  host: line.default(""),
});

export const lookSchema = z
  .object({
    blue: colour.default(DRAWN_COLOURS.blue),
    marigold: colour.default(DRAWN_COLOURS.marigold),
    logo: logoSchema.nullable().default(null),
  })
  .refine((look) => !isColour(look.blue) || !isColour(look.marigold) || refuseColours(look).length === 0, {
    path: ["blue"],
    message: "contrast",
  });

export const contactsSchema = z.object({
  office: line.default(""),
  address: line.default(""),
  email: email.default(""),
  phone: line.default(""),
  hoursFr: line.default(""),
  hoursEn: line.default(""),
});

export const dpoSchema = z.object({ name: line.default(""), email: email.default(""), address: line.default("") });

export const regieSchema = z.object({
  name: required.default("Régie de recettes"),
  address: line.default(""),
  email: email.default(""),
  phone: line.default(""),
  /** Days from issue to the due date printed on an invoice, from 1 to 90. */
  dueDays: z.coerce.number("number").int("number").min(1, "number").max(90, "number").default(30),
  chequePayee: line.default(""),
  vatFr: line.default(""),
});

export const accessibilitySchema = z.object({
  /** Until an audit is recorded the portal says « non conforme » (RGAA). */
  auditOn: z
    .string()
    .regex(/^(\d{4}-\d{2}-\d{2})?$/, "date")
    .default(""),
  auditBy: line.default(""),
  rate: z.coerce.number("number").min(0, "number").max(100, "number").default(0),
});

/** Who receives the journal's checkpoint each day: outside the town hall, best of all. */
export const journalSchema = z.object({
  recipients: paragraph
    .refine((text) => text.split(/[\s,;]+/).every((one) => one === "" || z.email().safeParse(one).success), "email")
    .default(""),
});

/** How much room families' documents may take; one whose decision is made leaves it within days. */
export const documentsSchema = z.object({
  quotaGigabytes: z.coerce.number("number").int("number").min(1, "number").max(10_000, "number").default(25),
});

export const sections = {
  identity: identitySchema,
  look: lookSchema,
  contacts: contactsSchema,
  dpo: dpoSchema,
  regie: regieSchema,
  accessibility: accessibilitySchema,
  journal: journalSchema,
  documents: documentsSchema,
  maintenance: maintenanceSchema.extend({
    on: checked,
    messageFr: paragraph.default(""),
    messageEn: paragraph.default(""),
  }),
} as const;

export type Section = keyof typeof sections;
export type SettingsOf<Name extends Section> = z.output<(typeof sections)[Name]>;

export const sectionNames = Object.keys(sections) as Section[];

/** A section as posted: its name decides how the rest is read. */
export const sectionInputSchema = z
  .object({ section: z.enum(sectionNames as [Section, ...Section[]]) })
  .loose()
  .transform(({ section, ...fields }, context) => {
    const parsed = sections[section].safeParse(fields);
    if (parsed.success) return { section, value: parsed.data as Record<string, unknown> };
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: "custom", path, message });
    return z.NEVER;
  });

export const newsSchema = z
  .object({
    id: z.uuid().optional(),
    titleFr: z.string().trim().min(1, "required").max(160, "tooLong"),
    bodyFr: paragraph.min(1, "required"),
    titleEn: z.string().trim().max(160, "tooLong").default(""),
    bodyEn: paragraph.default(""),
    since: z.iso.date("date"),
    until: z.iso.date("date"),
  })
  .refine((news) => news.since <= news.until, { path: ["until"], message: "dateOrder" });

export const charterSchema = z.object({
  bodyFr: z.string().trim().min(1, "required").max(20_000, "tooLong"),
  bodyEn: z.string().trim().min(1, "required").max(20_000, "tooLong"),
});

export const mailTextSchema = z.object({
  key: z.string().regex(/^[a-zA-Z]{1,60}$/),
  locale: z.enum(["fr", "en"]),
  subject: z.string().trim().min(1, "required").max(200, "tooLong"),
  body: z.string().trim().min(1, "required").max(5000, "tooLong"),
});

export const logoInputSchema = z.object({
  logo: z.file("file").default(() => new File([], "empty")),
  remove: checked,
});
