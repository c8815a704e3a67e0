/**
 * What PayFiP accepts in a request (facts about its fields, both interfaces): reference, subject, e-mail, amount, mode.
 * The server answers R3, A1, A2, M1, M3, M5, S1 to anything else, so it is refused here first, before any call.
 */
import type { Cents } from "@/lib/kernel/money";

export type PaymentInterface = "service" | "form";
/** T test, X the one real activation payment, W real through the service, A and M real through the form. */
export type Mode = "T" | "X" | "W" | "A" | "M";
export type AmountLimits = { minCents: Cents; maxCents: Cents };
export type AmountRefusal = "not-cents" | "too-small" | "too-big";

/** 1 € is the server's own minimum; the maximum is a setting, since sources disagree on it. */
export const DEFAULT_LIMITS: AmountLimits = { minCents: 100, maxCents: 9_999_999 };

export const MODES = {
  service: ["T", "X", "W"],
  form: ["T", "X", "A", "M"],
} as const satisfies Record<PaymentInterface, readonly Mode[]>;

const ADDRESS_MAX = 250;
const OBJET_MAX = 100;

export function isRefdet(text: string): boolean {
  return /^[A-Za-z0-9]{6,30}$/.test(text);
}

export function isNumcli(text: string): boolean {
  return /^\d{6}$/.test(text);
}

export function isExer(text: string): boolean {
  return /^\d{4}$/.test(text);
}

export function isObjet(text: string): boolean {
  return text.length <= OBJET_MAX && /^[A-Za-z0-9 ]*$/.test(text);
}

/** Opaque to us; the alphabet is checked because it goes into an address. */
export function isIdop(text: string): boolean {
  return /^[A-Za-z0-9-]{1,64}$/.test(text);
}

export function isMel(text: string): boolean {
  return text.length >= 6 && text.length <= 80 && /^[^\s@<>\p{C}]+@[^\s@<>\p{C}]+$/u.test(text);
}

/** A complete web address of printable ASCII, at most 250 characters, without a user name in it. */
export function isReturnAddress(text: string): boolean {
  if (text.length > ADDRESS_MAX || !/^https?:\/\/[\x21-\x7e]+$/i.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}

/** `montant` is digits only; null when it is not, or when it cannot be counted exactly. */
export function parseMontant(text: string): Cents | null {
  return /^\d{1,12}$/.test(text) ? Number(text) : null;
}

export function refuseAmount(amountCents: number, limits: AmountLimits = DEFAULT_LIMITS): AmountRefusal | null {
  if (!Number.isSafeInteger(amountCents)) return "not-cents";
  if (amountCents < limits.minCents) return "too-small";
  if (amountCents > limits.maxCents) return "too-big";
  return null;
}

/** Real money goes only to a portal served over https. */
export function needsHttps(mode: Mode): boolean {
  return mode === "W" || mode === "A" || mode === "M";
}

/** The documented cleaning: accents split off, ASCII kept, `'` and `-` to spaces, 100 characters; null when nothing is left. */
export function cleanObjet(text: string): string | null {
  const cleaned = text
    .normalize("NFKD")
    .replace(/['-]/g, " ")
    .replace(/[^A-Za-z0-9 ]/g, "")
    .trim()
    .replace(/ +/g, " ")
    .slice(0, OBJET_MAX);
  return cleaned === "" ? null : cleaned;
}

/** As `cleanObjet`, but words joined by a typographic apostrophe or dash, or by a line break, stay apart. */
export function objetOf(text: string): string | null {
  const apart = text.replace(/[\u2018\u2019\u02bc\u2010-\u2015\u2212/_\s]/g, " ");
  return cleanObjet(apart)?.trimEnd() ?? null;
}
