/**
 * Which keys a browser may encrypt to. It keeps the fingerprint it saw first; other keys are good only when the ones before vouch for them, one
 * after the other. So a server that hands out keys of its own making is noticed by every family that has given a document before. Pure.
 */
import { canonical } from "@/lib/evidence/tlog/strict/canonical";
import type { Endorsement, KeyStatement } from "./schema";

export type PublishedKeys = {
  fingerprint: string;
  statement: KeyStatement;
  endorsedBy: string | null;
  endorsement: Endorsement | null;
};

/** What a page is bound to: the ciphertext opens for this document, home, child, kind and page, or not at all. */
type PageBinding = { document: string; household: string; child: string | null; kind: string; page: number };

export const aadOf = ({ document, household, child, kind, page }: PageBinding): string =>
  canonical({ document, household, child, kind, page });

/** The binding of a page of a document as the database has it. */
export const bindingOf = (
  place: { id: string; householdId: string; childId: string | null; kindId: string },
  page: number,
) => aadOf({ document: place.id, household: place.householdId, child: place.childId, kind: place.kindId, page });

export const statementText = (statement: KeyStatement): string => canonical(statement);

/** Forty digits in ten groups, as they are read aloud and compared. */
export const wordFingerprint = (fingerprint: string): string =>
  (fingerprint.toUpperCase().match(/.{4}/g) ?? []).join(" ");

/** The keys from the pinned ones to the present ones, each vouched for by the one before; null when there is no such way. */
export function chainTo(current: string, pinned: string, published: readonly PublishedKeys[]): PublishedKeys[] | null {
  const chain: PublishedKeys[] = [];
  let at = current;
  while (chain.length <= published.length) {
    const keys = published.find(({ fingerprint }) => fingerprint === at);
    if (!keys) return null;
    chain.unshift(keys);
    if (at === pinned) return chain;
    if (!keys.endorsedBy || !keys.endorsement) return null;
    at = keys.endorsedBy;
  }
  return null;
}
