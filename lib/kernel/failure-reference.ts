/** The short reference of a failure, « P-83KD7 »: the same on the screen and in the log, from the digest that Next gives the error. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const LETTERS = 5;

/** Not a secret and not unique for ever: it finds a line of the day's log. */
export function failureReference(digest: string): string {
  let hash = 2166136261;
  for (const character of digest) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 16777619) >>> 0;
  const letters = Array.from({ length: LETTERS }, (_, place) => ALPHABET.charAt((hash >>> (place * 5)) & 31));
  return `P-${letters.join("")}`;
}
