/** Whether an invoice can be paid online just now, and through which contracts. One rule for the page that shows the button and for the command behind it. Pure. */
import type { Cents } from "@/lib/kernel/money";
import type { Means } from "@/lib/payfip/rules-answer";
import { type AmountLimits, isMel, refuseAmount } from "@/lib/payfip/rules-request";

export type StartRefusal = "handed-over" | "at-bank" | "nothing-due" | "closed" | "too-small" | "too-big" | "email";

/** A client number of the régie; card and direct debit are activated apart (domain rule 40). The default one comes first. */
export type Contract = { contractId: string; numcli: string; card: boolean; debit: boolean };
/** One button: a contract, and the means for which one goes there. */
export type Offer = { contractId: string; numcli: string; means: Means[] };

export type StartFacts = {
  /** What the ledger says is still owed to the régie. */
  dueCents: Cents;
  /** What the comptable has to collect on it (domain rule 36). */
  claimCents: Cents;
  /** A direct debit of it is on its way: paying now would pay it twice. */
  isAtBank: boolean;
  offers: readonly Offer[];
  /** The payer's address: PayFiP mails a ticket to it. */
  mel: string;
  limits?: AmountLimits;
};

export function refuseStart({ dueCents, claimCents, isAtBank, offers, mel, limits }: StartFacts): StartRefusal | null {
  if (claimCents > 0) return "handed-over";
  if (dueCents <= 0) return "nothing-due";
  if (isAtBank) return "at-bank";
  if (offers.length === 0) return "closed";
  const amount = refuseAmount(dueCents, limits);
  if (amount !== null) return amount === "too-big" ? "too-big" : "too-small";
  return isMel(mel) ? null : "email";
}

/** The default contract, and another one only for a means that none before it takes. */
export function offersOf(contracts: readonly Contract[]): Offer[] {
  const taken = new Set<Means>();
  return contracts.flatMap(({ contractId, numcli, card, debit }) => {
    const means: Means[] = [...(card ? (["card"] as const) : []), ...(debit ? (["debit"] as const) : [])];
    const added = means.filter((one) => !taken.has(one));
    for (const one of added) taken.add(one);
    return added.length === 0 ? [] : { contractId, numcli, means: added };
  });
}

/** The offer that a payer chose; the first one when they had no choice. Null when there is no such offer (any more). */
export function chosenOffer(offers: readonly Offer[], contractId: string | undefined): Offer | null {
  if (contractId === undefined) return offers[0] ?? null;
  return offers.find((offer) => offer.contractId === contractId) ?? null;
}

/** What all these offers take together; a régie without any shows the usual words. */
export function wayOf(offers: readonly Offer[]): Means | "both" {
  const [first, ...others] = new Set(offers.flatMap((offer) => offer.means));
  return first === undefined || others.length > 0 ? "both" : first;
}
