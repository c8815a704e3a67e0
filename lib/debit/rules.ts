/**
 * A SEPA mandate (domain rule 41): its reference, how long it lives without being used, and when it no longer serves.
 * The account number is never shown whole. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";

/** Reference unique du mandat: at most 35 of the letters that SEPA knows; a slash neither first, last nor twice in a row. */
const RUM = /^(?!\/)(?!.*\/\/)(?!.*\/$)[A-Za-z0-9/?:().,+'-](?:[A-Za-z0-9/?:().,+' -]{0,33}[A-Za-z0-9/?:().,+'-])?$/;

export function isRum(text: string): boolean {
  return RUM.test(text);
}

/**
 * The reference of a payer's next mandate at a régie. It is known before the signature, so that the family reads it in what it signs:
 * `mark` says the payer and the régie, `rank` how many mandates they had before.
 */
export function rumOf(given: { regieCode: string; mark: string; rank: number }): string {
  const code = given.regieCode.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
  return `${code}-${given.mark}-${given.rank + 1}`.slice(0, 35);
}

const IDLE_YEARS = 3;

/** The first day on which a mandate no longer serves: 36 months after its last debit, or after its signature when there was none. */
export function lapsesOn({ signedOn, lastUsedOn }: { signedOn: CivilDate; lastUsedOn: CivilDate | null }): CivilDate {
  const since = lastUsedOn !== null && lastUsedOn > signedOn ? lastUsedOn : signedOn;
  const day = `${Number(since.slice(0, 4)) + IDLE_YEARS}${since.slice(4)}`;
  // Three years after a leap day there is none.
  return day.endsWith("-02-29") ? day.replace("-02-29", "-03-01") : day;
}

export function isLapsed(mandate: { signedOn: CivilDate; lastUsedOn: CivilDate | null }, on: CivilDate): boolean {
  return on >= lapsesOn(mandate);
}

export const mandateStandings = ["active", "suspended", "expired", "revoked"] as const;
export type MandateStanding = (typeof mandateStandings)[number];

type Standing = {
  state: "active" | "revoked" | "expired";
  signedOn: CivilDate;
  lastUsedOn: CivilDate | null;
  /** The commune's rules end direct debit after so many rejections. */
  hasTooManyRejections: boolean;
};

/** What a mandate is worth on a day. */
export function standingOf(mandate: Standing, on: CivilDate): MandateStanding {
  if (mandate.state !== "active") return mandate.state;
  if (isLapsed(mandate, on)) return "expired";
  return mandate.hasTooManyRejections ? "suspended" : "active";
}

/** "•••• 1234": all that is ever shown of an account number. */
export function maskedIban(ibanEnd: string): string {
  return `••••\u00a0${ibanEnd}`;
}

/** What binds a sealed account number to its mandate: moved to another row, it does not open. */
export function ibanLabel(mandateId: string): string {
  return `sepa_mandate/${mandateId}/iban`;
}

/** Why a mandate ends; the words are in the catalogue. */
export const endReasons = ["family", "office", "replaced", "expired", "one-off"] as const;
export type EndReason = (typeof endReasons)[number];
