/** What a line may be matched with and by which rule, and what a person decides about it (domain rules 37–39, 57). Pure. */
import { z } from "zod";
import { listMappingSchema } from "@/lib/commune/schema-regie";

/** What a line may be matched with. payout: what PayFiP paid out for a day. batch: a file of direct debits. bordereau: a whole role. */
export const matchKinds = [
  "attempt",
  "invoice",
  "receipt",
  "remittance",
  "deposit",
  "batch",
  "debit",
  "payout",
  "claim",
  "bordereau",
  "case",
] as const;
export type MatchKind = (typeof matchKinds)[number];

export const matchRules = [
  "operation",
  "refdet-amount-day",
  "refdet-amount",
  "refdet-late",
  "refdet-amount-differs",
  "refdet-invoice",
  "debit-rejected",
  "debit-returned",
  "transfer-refdet",
  "transfer-number",
  "transfer-part",
  "transfer-name",
  "receipt-amount-day",
  "remittance-amount-day",
  "remittance-amount",
  "deposit-amount-day",
  "deposit-amount",
  "batch-amount-day",
  "batch-amount",
  "payout-amount-day",
  "payout-amount",
  "claim-number-debt",
  "claim-number",
  "bordereau-number",
  "by-hand",
] as const;
export type MatchRule = (typeof matchRules)[number];

/** From this confidence on a match is proposed, and confirmed with the others in one click; below, a person looks at it alone. */
export const SURE = 95;

/** What one file brought in. */
export type ImportReport = {
  lines: number;
  /** Lines that no earlier file had. */
  added: number;
  known: number;
  /** Of the new ones: sure matches to confirm, and lines for a person. */
  proposed: number;
  open: number;
  addedCents: number;
  since: string | null;
  until: string | null;
  /** What the file held besides, which was not used: by the treasury's code. */
  leftOut?: Readonly<Record<string, number>>;
};

const lineId = z.object({ lineId: z.uuid() });
const reason = z.string().trim().min(5, "required").max(500, "tooLong");

export const confirmSureSchema = z.object({ regieId: z.uuid() });
export const setAsideSchema = lineId.extend({ reason });
export const undoSchema = lineId.extend({ reason });

/** PayFiP's list does not tell card from debit. */
const payfipMeans = z.union([z.literal("").transform(() => undefined), z.enum(["card", "debit"])]).optional();

export const lineCaseSchema = lineId.extend({ as: z.enum(["unknown", "follow"], "choose"), means: payfipMeans });
export type CaseWish = z.output<typeof lineCaseSchema>;

/** `target` is "kind/id" of a candidate; without one, `invoice` names an invoice by its number or reference. */
export const matchSchema = lineId.extend({
  target: z
    .string()
    .regex(new RegExp(`^((${matchKinds.join("|")})/[0-9a-f-]{36})?$`), "choose")
    .transform((text) => {
      const [kind, id] = text.split("/");
      return kind && id ? { kind: kind as MatchKind, id } : null;
    })
    .optional()
    .default(null),
  invoice: z.string().trim().max(40, "tooLong").optional().default(""),
  means: payfipMeans,
});
export type MatchWish = z.output<typeof matchSchema>;

/** The format of PayFiP's list as its screen sends it: to be tried on pasted lines, or kept. */
export const mappingSchema = z
  .object({ regieId: z.uuid(), task: z.enum(["try", "save"]), sample: z.string().max(20_000, "tooLong").default("") })
  .loose()
  .transform(({ regieId, task, sample, ...fields }, context) => {
    const list = listMappingSchema.safeParse(fields);
    if (list.success) return { regieId, task, sample: sample.trim(), list: list.data };
    for (const { path, message } of list.error.issues) context.addIssue({ code: "custom", path, message });
    return z.NEVER;
  });
