/** The shapes that the till sends: money taken at the counter, a correction, a deposit slip, a remittance, a handover. Messages are keys of `ui.errors`. */
import { z } from "zod";
import { isCivilDate } from "@/lib/kernel/civil-date";
import { parseEuros } from "@/lib/kernel/money";
import { type Means, means } from "@/lib/ledger/rules";
import { counterMeans, paperMeans, reversalKinds } from "./rules";
import { type CountedMeans, countedMeans } from "./rules-state";

const MOST = 100_000_000;
const day = z.string().trim().refine(isCivilDate, "date");
const box = z.preprocess((value) => value === "on" || value === true, z.boolean());
const short = (max: number) => z.string().trim().max(max, "tooLong").optional().default("");

/** Typed euros, from `least` cents on. */
const euros = (least: number) =>
  z
    .string()
    .trim()
    .max(20, "amount")
    .transform((text, context) => {
      const amount = text === "" && least === 0 ? 0 : parseEuros(text);
      if (amount !== null && amount >= least && amount < MOST) return amount;
      context.addIssue({ code: "custom", message: "amount" });
      return z.NEVER;
    });

export const counterPaymentSchema = z
  .object({
    invoiceId: z.uuid(),
    means: z.enum(counterMeans, "choose"),
    amount: euros(1),
    receivedOn: day,
    chequeNumber: short(20),
    chequeIssuer: short(160),
    reference: short(100),
    keepSurplus: box,
  })
  .superRefine((wish, context) => {
    const needed = { cheque: ["chequeNumber", "chequeIssuer"], transfer: ["reference"] } as const;
    for (const name of wish.means === "cheque" || wish.means === "transfer" ? needed[wish.means] : []) {
      if (wish[name] === "") context.addIssue({ code: "custom", path: [name], message: "required" });
    }
  });

export type CounterPayment = z.output<typeof counterPaymentSchema>;

export const reversalSchema = z.object({
  receiptId: z.uuid(),
  kind: z.enum(reversalKinds, "choose"),
  motive: z.string().trim().min(5, "required").max(500, "tooLong"),
});
export type Reversal = z.output<typeof reversalSchema>;

export const depositSchema = z.object({
  regieId: z.uuid(),
  means: z.enum(paperMeans, "choose"),
  depositedOn: day,
  receipts: z.array(z.uuid()).min(1, "choose").max(500, "tooLong"),
});
export type Deposit = z.output<typeof depositSchema>;

const amountsBy = <Name extends string>(names: readonly Name[]) =>
  z.object(
    Object.fromEntries(names.map((name) => [name, euros(0).optional().default(0)])) as Record<
      Name,
      z.ZodDefault<z.ZodOptional<ReturnType<typeof euros>>>
    >,
  );

export const remittanceSchema = z.object({
  regieId: z.uuid(),
  remittedOn: day,
  amounts: amountsBy<Means>(means),
});
export type RemittanceWish = z.output<typeof remittanceSchema>;

export const handoverSchema = z.object({
  regieId: z.uuid(),
  toId: z.uuid("choose"),
  counted: amountsBy<CountedMeans>(countedMeans),
  note: short(1000),
});
export type HandoverWish = z.output<typeof handoverSchema>;

export const acceptSchema = z.object({ handoverId: z.uuid() });
