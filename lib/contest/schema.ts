/** What a family writes about a line of an invoice, and what is kept of the line as it was then. Pure. */
import { z } from "zod";
import { isCivilDate, isCivilMonth } from "@/lib/kernel/civil-date";

const id = z.uuid("generic");
const LONGEST = 2000;
const text = (shortest: number) =>
  z
    .string()
    .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
    .pipe(z.string().min(1, "required").min(shortest, "tooShort").max(LONGEST, "tooLong"));

export const fileSchema = z.object({ lineId: id, text: text(10) });
export type FileInput = z.infer<typeof fileSchema>;

/** A contest that came by letter, telephone or at the counter; `accountId` is empty when it is the household's. */
export const paperSchema = z.object({
  lineId: id,
  householdId: id,
  accountId: z.union([z.literal("").transform(() => null), id]).default(null),
  channel: z.enum(["paper", "phone", "counter", "mail"], "choose"),
  receivedOn: z.string().refine(isCivilDate, "date"),
  text: text(10),
});
export type PaperInput = z.output<typeof paperSchema>;

const cents = z.number().int();

/** The line as the family saw it: the invoice never changes, and this stays readable when the line's detail is gone. */
export const aboutSchema = z.object({
  reference: z.string(),
  invoiceId: id,
  invoice: z.string(),
  month: z.string().refine(isCivilMonth),
  /** Its place on the invoice. */
  position: z.number().int(),
  child: z.string().nullable(),
  labelFr: z.string(),
  labelEn: z.string(),
  days: z.array(z.string().refine(isCivilDate)),
  quantity: z.number().int(),
  unitCents: cents,
  amountCents: cents,
});
export type ContestAbout = z.infer<typeof aboutSchema>;
