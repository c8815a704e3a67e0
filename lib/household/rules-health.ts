/**
 * Two records of one child become one: what the kitchen and the gate must know is added up, and the more careful of two answers wins, so that no
 * allergy that somebody declared is lost with the record that ends. Pure.
 */
import type { Diet } from "./schema";

export type Health = { diet: string; hasPai: boolean; paiUntil: Date | null; allergies: string | null };

/** From the plate that leaves out nothing to the meal brought from home. */
const CARE: readonly Diet[] = ["standard", "no-pork", "no-meat", "vegetarian", "packed-meal"];
/** The column's length; two lists that are longer together are cut, and the family reads them on the child's page. */
const LONGEST = 300;

export function joinedHealth(kept: Health | null, gone: Health): Health {
  if (!kept) return gone;
  const care = (diet: string) => CARE.indexOf(diet as Diet);
  const allergies = [...new Set([kept.allergies, gone.allergies].flatMap((text) => text ?? []))].join(" ; ");
  const ends = [kept, gone].flatMap(({ hasPai, paiUntil }) => (hasPai && paiUntil ? [paiUntil] : []));
  const isOpenEnded = [kept, gone].some(({ hasPai, paiUntil }) => hasPai && !paiUntil);
  return {
    diet: care(gone.diet) > care(kept.diet) ? gone.diet : kept.diet,
    hasPai: kept.hasPai || gone.hasPai,
    paiUntil: isOpenEnded ? null : (ends.sort((a, b) => b.getTime() - a.getTime())[0] ?? null),
    allergies: allergies.slice(0, LONGEST) || null,
  };
}
