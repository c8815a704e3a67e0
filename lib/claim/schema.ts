/** What the régie posts to hand invoices over, to complete a debtor, and to take a claim back. Messages are keys of `ui.errors`. Pure. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { civilities } from "@/lib/pes/rules-debtor";
import { candidateFilters } from "./rules";

const id = z.uuid("generic");
const text = (max: number) => z.string().trim().max(max, "tooLong");
const whole = (max: number) =>
  z
    .union([
      z.literal("").transform(() => null),
      z.coerce.number("number").int("number").min(1, "number").max(max, "number"),
    ])
    .optional()
    .default(null);
const day = z
  .union([z.literal("").transform(() => null), z.string().refine(isCivilDate, "date")])
  .optional()
  .default(null);

export const MOST_INVOICES = 5000;

const slipSchema = z.object({
  regieId: id,
  kind: z.enum(["role", "title"], "choose"),
  subject: text(160).min(1, "required"),
  /** Empty: the number that follows the last one of the year. */
  bordereau: whole(9_999_999),
  firstPiece: whole(99_999_999),
  noticeOn: day,
});
export type HandOver = z.output<typeof slipSchema> & { invoiceIds: readonly string[] };

/** So many invoices go over while the page waits: a second or two. */
export const AT_ONCE = 200;

/** A hand-over as it waits for the worker; `refused` is how it ended, if not well. */
export const turnSchema = slipSchema.extend({
  bordereau: z.number().nullable(),
  firstPiece: z.number().nullable(),
  noticeOn: z.string().nullable(),
  invoiceIds: z.array(id),
  refused: z.object({ reason: z.string(), count: z.number() }).optional(),
});

/** All that the page showed as complete, or the ticked ones. `count` and `cents` are what was shown: nothing else is handed over. */
export const handOverSchema = slipSchema
  .extend({
    scope: z.enum(["all", "ticked"], "choose"),
    filter: z.enum(candidateFilters, "choose"),
    invoiceIds: z.array(id, "choose").max(MOST_INVOICES, "tooLong").default([]),
    count: z.coerce.number().int().min(0),
    cents: z.coerce.number().int().min(0),
  })
  .refine(({ scope, invoiceIds }) => scope === "all" || invoiceIds.length > 0, { path: ["scope"], message: "choose" });
export type HandOverForm = z.output<typeof handOverSchema>;

export const debtorSchema = z
  .object({
    payerId: id,
    civility: z.enum(civilities, "choose"),
    line: text(160),
    postalCode: text(10),
    city: text(80),
    countryCode: z.union([z.literal(""), z.string().regex(/^\d{3}$/, "form")]).default(""),
  })
  .superRefine(({ line, postalCode, city, countryCode }, context) => {
    if (line === "" && postalCode === "" && city === "" && countryCode === "") return;
    if (line === "") context.addIssue({ code: "custom", path: ["line"], message: "required" });
    if (city === "") context.addIssue({ code: "custom", path: ["city"], message: "required" });
    if (countryCode === "" && !/^\d{5}$/.test(postalCode))
      context.addIssue({ code: "custom", path: ["postalCode"], message: "postalCode" });
  });
export type DebtorForm = z.output<typeof debtorSchema>;

export const returnSchema = z.object({ claimId: id, reason: text(500).min(5, "required") });
