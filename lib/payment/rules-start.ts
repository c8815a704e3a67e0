/** Whether an invoice can be paid online just now. One rule for the page that shows the button and for the command behind it. Pure. */
import type { Cents } from "@/lib/kernel/money";
import { type AmountLimits, isMel, refuseAmount } from "@/lib/payfip/rules-request";

export type StartRefusal = "nothing-due" | "closed" | "too-small" | "too-big" | "email";

export type StartFacts = {
  /** What the ledger says is still owed. */
  dueCents: Cents;
  /** The régie has a PayFiP contract. */
  isOpen: boolean;
  /** The payer's address: PayFiP mails a ticket to it. */
  mel: string;
  limits?: AmountLimits;
};

export function refuseStart({ dueCents, isOpen, mel, limits }: StartFacts): StartRefusal | null {
  if (dueCents <= 0) return "nothing-due";
  if (!isOpen) return "closed";
  const amount = refuseAmount(dueCents, limits);
  if (amount !== null) return amount === "too-big" ? "too-big" : "too-small";
  return isMel(mel) ? null : "email";
}
