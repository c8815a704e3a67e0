/** Sizes and indexes as text: decimal, no sign, no leading zero, below 2^63 (evidence format §4). Pure. */

/** The first size that no checkpoint may have. */
export const SIZE_LIMIT = 2n ** 63n;

const DECIMAL = /^(0|[1-9][0-9]{0,19})$/;

export function parseDecimal(text: string, limit = SIZE_LIMIT): bigint | null {
  if (!DECIMAL.test(text)) return null;
  const value = BigInt(text);
  return value < limit ? value : null;
}
