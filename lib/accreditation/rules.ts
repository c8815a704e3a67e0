/**
 * The engagement of confidentiality that an agent signs before seeing a family, and the exceptional access that lasts minutes.
 * A text that was signed never changes: a new wording is a new version, and the journal holds the fingerprint of what was read. Pure.
 */
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { foldWords } from "@/lib/kernel/text/fold";

export const ENGAGEMENT_VERSION = 1;

/** Title and paragraphs as they are shown. */
export function engagementText(locale: Locale): { title: string; paragraphs: string[] } {
  const { title, ...paragraphs } = catalogues[locale].access.engagement1;
  return { title, paragraphs: Object.values(paragraphs) };
}

/** What the fingerprint is taken of. */
export function engagementBytes(locale: Locale): string {
  const { title, paragraphs } = engagementText(locale);
  return [`${ENGAGEMENT_VERSION}`, locale, title, ...paragraphs].join("\n");
}

export const EXCEPTIONAL_MINUTES = [15, 30, 60] as const;

/** The instant at which exceptional access is over, excluded. */
export function exceptionalEnd(openedAt: Date, minutes: number): Date {
  return new Date(openedAt.getTime() + minutes * 60_000);
}

/** "Zoé  LEROY" and "zoe leroy" are one person: names are compared without case, accents, dashes or doubled spaces. */
export function sameName(a: string, b: string): boolean {
  return foldWords(a) === foldWords(b);
}
