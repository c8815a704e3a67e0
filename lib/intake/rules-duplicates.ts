/**
 * Two files that may be of one family, two records that may be of one child. Never on names alone: homonyms are common (domain rule 17).
 * The office decides; nothing is merged by itself. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { plain } from "./rules-cells";

const clues = ["same-email", "same-beneficiary", "same-name-and-phone", "same-name-and-address"] as const;
export type Clue = (typeof clues)[number] | "same-child";

export type KnownAdult = { firstName: string; lastName: string; email: string | null; phone: string | null };
export type KnownFamily = {
  id: string;
  adults: readonly KnownAdult[];
  addresses: readonly string[];
  beneficiaries: readonly string[];
};
export type KnownChild = { id: string; firstName: string; lastName: string; birthDate: CivilDate };
export type Pair = { firstId: string; secondId: string; reasons: Clue[] };

/** What a family can be recognised by. A shared telephone or address counts only with the same name. */
function marksOf({ adults, addresses, beneficiaries }: KnownFamily): Map<string, Clue> {
  const marks = new Map<string, Clue>();
  for (const number of beneficiaries) if (plain(number)) marks.set(`b:${plain(number)}`, "same-beneficiary");
  for (const { firstName, lastName, email, phone } of adults) {
    const name = `${plain(firstName)}/${plain(lastName)}`;
    if (email) marks.set(`e:${email.toLowerCase()}`, "same-email");
    if (phone) marks.set(`p:${plain(phone)}:${name}`, "same-name-and-phone");
    for (const address of addresses)
      if (plain(address)) marks.set(`a:${plain(address)}:${name}`, "same-name-and-address");
  }
  return marks;
}

/** Pairs with at least one of `fresh`; the file that was there before comes first. */
export function similarFamilies(known: readonly KnownFamily[], fresh: readonly KnownFamily[]): Pair[] {
  const byMark = new Map<string, string[]>();
  const pairs = new Map<string, Pair>();
  const old = new Set(known);
  for (const family of [...known, ...fresh]) {
    for (const [mark, clue] of marksOf(family)) {
      const earlier = byMark.get(mark) ?? [];
      if (!old.has(family)) for (const firstId of earlier) note(pairs, { firstId, secondId: family.id }, clue);
      byMark.set(mark, [...earlier, family.id]);
    }
  }
  return [...pairs.values()];
}

/** Children of one name and one birth date: within a household they are one row, so here they come from two files. */
export function similarChildren(known: readonly KnownChild[], fresh: readonly KnownChild[]): Pair[] {
  const byName = new Map<string, KnownChild[]>();
  const pairs = new Map<string, Pair>();
  const old = new Set(known);
  for (const child of [...known, ...fresh]) {
    const key = `${plain(child.firstName)}/${plain(child.lastName)}/${child.birthDate}`;
    const earlier = byName.get(key) ?? [];
    if (!old.has(child)) {
      for (const one of earlier) note(pairs, { firstId: one.id, secondId: child.id }, "same-child");
    }
    byName.set(key, [...earlier, child]);
  }
  return [...pairs.values()];
}

function note(pairs: Map<string, Pair>, { firstId, secondId }: Pick<Pair, "firstId" | "secondId">, clue: Clue) {
  if (firstId === secondId) return;
  const key = `${firstId}/${secondId}`;
  const pair = pairs.get(key) ?? { firstId, secondId, reasons: [] };
  if (!pair.reasons.includes(clue)) pair.reasons.push(clue);
  pairs.set(key, pair);
}
