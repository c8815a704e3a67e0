/**
 * The settings of a régie: what PayFiP, the till, the treasury and direct debits need to know of it, by section (facts: payfip §2, treasury §2–6).
 * What the facts call uncertain is a setting here, off or empty by default. Messages are keys of `ui.errors`. Amounts in cents. Pure.
 */
import { z } from "zod";
import { parseEuros } from "@/lib/kernel/money";

const text = (max: number) => z.string().trim().max(max, "tooLong").default("");
const pattern = (form: RegExp, message = "form") =>
  z
    .string()
    .trim()
    .refine((value) => value === "" || form.test(value), message)
    .default("");
const checked = z.union([z.boolean(), z.literal("on").transform(() => true)]).default(false);
/** Kept in cents; typed in euros. */
const amount = (or: number) =>
  z
    .union([z.number(), z.string().transform((typed) => parseEuros(typed) ?? Number.NaN)], "amount")
    .pipe(z.number("amount").int("amount").min(0, "amount").max(10_000_000, "amount"))
    .default(or);
const days = (or: number) => z.coerce.number("number").int("number").min(0, "number").max(366, "number").default(or);
const column = (or: number) => z.coerce.number("number").int("number").min(-1, "number").max(60, "number").default(or);

/** Limits of one online payment. PayFiP refuses below 1 €; its upper limit differs by source (facts: payfip §2). */
export const payfipLimitsSchema = z
  .object({ minCents: amount(100), maxCents: amount(99_999_99) })
  .refine(({ minCents, maxCents }) => minCents <= maxCents, { path: ["maxCents"], message: "endBeforeStart" });

export const tillSettingsSchema = z.object({
  /** More cash than this in the till is a warning; 0 is no ceiling. */
  cashCeilingCents: amount(122_000),
  /** Everything in the till is to be paid over at least this often; 0 is never overdue. */
  remitEveryDays: days(30),
  cesuAccepted: checked,
  vouchersAccepted: checked,
});

export const treasurySettingsSchema = z.object({
  /** Families are billed by the régie, or by the comptable from the start: as articles of a role, or as titles. */
  billing: z.enum(["regie", "role", "title"]).default("regie"),
  pesVersion: z.enum(["5.17", "5.30"]).default("5.17"),
  postCode: pattern(/^(\d{6,7}|02[AB]\d{3,4})$/),
  postName: text(38),
  siret: pattern(/^\d{1,14}$/, "siret"),
  collectivityCode: pattern(/^\d{3}$/),
  budgetCode: pattern(/^[0-9A-Z][0-9]$/),
  budgetName: text(38),
  /** Code recette of the treasury, two characters, needed by a role. */
  revenueCode: pattern(/^[0-9A-Z]{2}$/),
  /** Account of the M57 plan for what families pay. */
  nature: pattern(/^\d{1,12}$/),
  function: pattern(/^[0-9A-Z]{1,10}$/),
  /** Keys of an article are optional in the schema: left out unless the comptable asks. */
  withKeys: checked,
  /** The debtor key has two readings: of the sum of the numbers, or of their digits side by side (facts: treasury §6.3). */
  datamatrix: z.enum(["off", "sum", "digits"]).default("off"),
  establishmentCode: pattern(/^\d{3}$/),
  /** Code of the revenue on the datamatrix: three digits, unlike that of a role. */
  datamatrixCode: pattern(/^\d{3}$/),
});

export const debitSettingsSchema = z.object({
  enabled: checked,
  version: z.enum(["pain.008.001.02", "pain.008.001.08"]).default("pain.008.001.02"),
  /** Creditor id (ICS). */
  creditorId: pattern(/^[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$/),
  creditorName: text(70),
  creditorIban: pattern(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
  creditorBic: pattern(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/),
  /** Holder of the Treasury account when the creditor is the comptable's post. */
  ultimateCreditor: text(70),
  /** Days between the announcement to the family and the debit. */
  announceDays: days(14),
});

/** How a settlement list is read: the facts know its kinds of line, not its separator nor its formats (facts: treasury §2). */
export const listMappingSchema = z.object({
  separator: z.enum(["semicolon", "comma", "tab", "bar"]).default("semicolon"),
  encoding: z.enum(["utf-8", "iso-8859-1"]).default("utf-8"),
  kindColumn: column(0),
  dayColumn: column(1),
  refdetColumn: column(2),
  amountColumn: column(3),
  numcliColumn: column(-1),
  idopColumn: column(-1),
  numautoColumn: column(-1),
  dayFormat: z.enum(["DD/MM/YYYY", "YYYY-MM-DD", "DDMMYYYY", "YYYYMMDD"]).default("DD/MM/YYYY"),
  amountFormat: z.enum(["euros-comma", "euros-point", "cents"]).default("euros-comma"),
  /** The account whose statements are taken; empty, that of direct debits, and without either no account is checked. */
  accountIban: pattern(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/),
});

export const regieSections = {
  payfip: payfipLimitsSchema,
  till: tillSettingsSchema,
  treasury: treasurySettingsSchema,
  debit: debitSettingsSchema,
  list: listMappingSchema,
} as const;
export type RegieSection = keyof typeof regieSections;

export const regieSettingsSchema = z.object({
  payfip: payfipLimitsSchema.prefault({}),
  till: tillSettingsSchema.prefault({}),
  treasury: treasurySettingsSchema.prefault({}),
  debit: debitSettingsSchema.prefault({}),
  list: listMappingSchema.prefault({}),
});
export type RegieSettings = z.output<typeof regieSettingsSchema>;

/** A section as posted: its name decides how the rest is read. */
export const regieSectionInputSchema = z
  .object({ regieId: z.uuid(), section: z.enum(Object.keys(regieSections) as [RegieSection, ...RegieSection[]]) })
  .loose()
  .transform(({ regieId, section, ...fields }, context) => {
    const parsed = regieSections[section].safeParse(fields);
    if (parsed.success) return { regieId, section, value: parsed.data as Record<string, string | number | boolean> };
    for (const { path, message } of parsed.error.issues) context.addIssue({ code: "custom", path, message });
    return z.NEVER;
  });

/** A PayFiP contract: six digits, and what PayFiP has opened on it. */
export const contractSchema = z.object({
  regieId: z.uuid(),
  numcli: z
    .string()
    .trim()
    .regex(/^\d{6}$/, "numcli"),
  label: z.string().trim().min(1, "required").max(120, "tooLong"),
  isDefault: checked,
  cardActive: checked,
  debitActive: checked,
});
export type ContractInput = z.output<typeof contractSchema>;
