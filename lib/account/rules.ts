/**
 * Accounts: how addresses and codes are read, how long each secret lives, where one may go back to after signing in.
 * Pure: `now` is an argument.
 */
import type { Role } from "@/lib/access/permissions";
import { isLocale, type Locale } from "@/lib/i18n/locale";
import type { CivilDate } from "@/lib/kernel/civil-date";

/** E-mail addresses are compared without case: nobody types theirs twice the same way. */
export function normalizeEmail(text: string): string {
  return text.trim().toLowerCase();
}

/** The language to write to a person in. */
export function localeOf({ locale }: { locale: string }): Locale {
  return isLocale(locale) ? locale : "fr";
}

export type TokenKind =
  | "activation_letter"
  | "activation_mail"
  | "password_reset"
  | "email_change_current"
  | "email_change_new";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A letter takes days to arrive and to be opened; a link by mail is used at once or not at all. */
const LIVES: Record<TokenKind, number> = {
  activation_letter: 60 * DAY,
  activation_mail: 7 * DAY,
  password_reset: 30 * MINUTE,
  email_change_current: DAY,
  email_change_new: DAY,
};

export function tokenEnd(kind: TokenKind, createdAt: Date): Date {
  return new Date(createdAt.getTime() + LIVES[kind]);
}

/** A token serves until its end, excluded, and once. */
export function isLive(token: { expiresAt: Date; usedAt: Date | null }, now: Date): boolean {
  return token.usedAt === null && now < token.expiresAt;
}

/** Without 0, 1, I, O: what is printed in a letter is typed back without doubt. 50 random bits. */
const CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE_LENGTH = 10;

/** `bytes` are random: ten of them. */
export function codeFrom(bytes: Uint8Array): string {
  if (bytes.length < CODE_LENGTH) throw new Error("A code needs ten random bytes");
  return Array.from(bytes.slice(0, CODE_LENGTH), (byte) => CODE_ALPHABET.charAt(byte % 32)).join("");
}

/** "7K4QM-93MDX": as it is printed. */
export function printCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** A code typed from a letter, in one shape; null when it cannot be one. The secret of a link never can. */
export function readCode(text: string): string | null {
  const compact = text.toUpperCase().replace(/[\s\u00a0.–-]/g, "");
  if (compact.length !== CODE_LENGTH) return null;
  return [...compact].every((letter) => CODE_ALPHABET.includes(letter)) ? compact : null;
}

/** What an activation letter says. The days are inclusive: the code still opens on `expiresOn`, until the hour it was issued at. */
export type Letter = {
  code: string;
  email: string;
  firstName: string;
  lastName: string;
  locale: string;
  issuedOn: CivilDate;
  expiresOn: CivilDate;
};

const SELF = "https://portail.invalid";

/**
 * The page to go back to after signing in, when it is one of ours; null otherwise. Browsers read a backslash as a slash
 * and drop tabs and line feeds, so a path that holds one could lead to another site.
 */
export function safeReturn(path: string | null | undefined): string | null {
  if (!path || path.length > 300 || !path.startsWith("/") || path.startsWith("//")) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very characters browsers drop
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return null;
  if (!URL.canParse(path, SELF)) return null;
  const url = new URL(path, SELF);
  if (url.origin !== SELF || url.pathname.startsWith("//")) return null;
  if (/^\/(api|_next)(\/|$)/.test(url.pathname)) return null;
  return `${url.pathname}${url.search}`;
}

export function homeOf(role: Role): "/accueil" | "/gestion" {
  return role === "parent" ? "/accueil" : "/gestion";
}
