/**
 * What the codes of PES Retour Recette and PES Acquit say of one claim (facts: treasury §4; code lists of the schema 5.17). A code whose
 * meaning for the family's debt is not certain goes to a person. Pure.
 */
import { idOfName } from "@/lib/kernel/ids";
import type { Cents } from "@/lib/kernel/money";
import type { EntryKind } from "@/lib/ledger/rules";
import type { ClaimNews } from "./rules";

/** `state` is EtatPce, or "received" and "not-received" of an acquit; `lines` are the EtatLigPce found, joined by "-". */
export type SaidOfState = { kind: "state"; state: string; lines: string };
/** `origin` is OrgEma. */
export type SaidOfMoney = { kind: "money"; origin: string; amountCents: Cents };
export type Said = SaidOfState | SaidOfMoney;

const OF_PIECE: Readonly<Record<string, ClaimNews["kind"]>> = {
  "02": "taken",
  "03": "taken",
  "04": "refused",
  "05": "cancelled",
  "not-received": "refused",
};

/** When all lines of a piece say the same, it counts more than the state of the piece. */
const OF_LINES: Readonly<Record<string, ClaimNews["kind"]>> = {
  "01": "refused",
  "02": "cancelled",
  "04": "taken",
  "05": "settled",
  "06": "written_off",
};

/** Receipts, whatever they came through: by hand, as a flow, by the internet, or set off against an expense. */
const COLLECTED: readonly string[] = ["01", "02", "03", "04", "05", "10", "12"];
const WRITTEN_OFF = "06";

/** The entries that an answer makes. */
export const claimMoves = [
  "claim.collected",
  "claim.returned",
  "debt.written-off",
] as const satisfies readonly EntryKind[];
/** What one answer moved of one claim. */
export type MovedClaim = {
  invoiceId: string;
  year: number;
  number: number;
  what: (typeof claimMoves)[number];
  cents: Cents;
};

/** What one answer moved: how many claims and how much of all, the first of them one by one. */
export type Moved = { shown: MovedClaim[]; count: number; totalCents: Cents };

/** Names the entry that a line of a return made for a claim: the same line is entered once for it. */
export function sourceOf(claimId: string, lineId: string): string {
  return idOfName("claim-answer", `${claimId}/${lineId}`);
}

/** Null when it says nothing new of itself: pending, or received. "unclear" is for a person: a corrective title, costs, a technical entry. */
export function newsOf(said: Said): ClaimNews | "unclear" | null {
  if (said.kind === "money") return newsOfMoney(said);
  const kind = OF_LINES[said.lines] ?? OF_PIECE[said.state];
  if (!kind) return null;
  if (kind === "collected" || kind === "given-up") return "unclear";
  return { kind };
}

function newsOfMoney({ origin, amountCents }: SaidOfMoney): ClaimNews | "unclear" | null {
  if (amountCents === 0) return null;
  if (COLLECTED.includes(origin)) return { kind: "collected", cents: amountCents };
  return origin === WRITTEN_OFF && amountCents > 0 ? { kind: "given-up", cents: amountCents } : "unclear";
}
