/** Money is integer euro cents, everywhere. Text is parsed by pattern, never through a float. */

export type Cents = number;

/** Throws unless `value` is a safe integer: a fraction of a cent is a bug, not a price. */
export function cents(value: number): Cents {
  if (!Number.isSafeInteger(value)) throw new Error(`Not an amount in cents: ${value}`);
  return value;
}

/** "1 234,5", "1234.50" or "12" euros to cents; null when it is not an amount or has more than two decimals. */
export function parseEuros(text: string): Cents | null {
  const compact = text.replace(/[\s\u00a0\u202f€]/g, "");
  const match = /^(-?)(\d{1,12})(?:[.,](\d{1,2}))?$/.exec(compact);
  if (!match) return null;
  const [, sign, euros = "", decimals = ""] = match;
  const amount = Number(euros) * 100 + Number(decimals.padEnd(2, "0"));
  return sign && amount !== 0 ? -amount : amount;
}

/** "1 234,50 €" with non-breaking spaces (U+00A0, which the portal's typeface has; it lacks U+202F). */
export function formatEuros(amount: Cents): string {
  return `${formatDecimal(amount, "\u00a0", ",")}\u00a0€`;
}

/** "€1,234.50", for the English pages. */
export function formatEurosEnglish(amount: Cents): string {
  const text = formatDecimal(Math.abs(amount), ",", ".");
  return amount < 0 ? `−€${text}` : `€${text}`;
}

/** "1234.50", for files that machines read. */
export function formatPlain(amount: Cents): string {
  return formatDecimal(amount, "", ".").replace("−", "-");
}

/** "1234,50": what a person would type, and what a French spreadsheet reads. */
export function formatInput(amount: Cents): string {
  return formatDecimal(amount, "", ",").replace("−", "-");
}

function formatDecimal(amount: Cents, thousands: string, point: string): string {
  const absolute = Math.abs(cents(amount));
  const euros = String(Math.trunc(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, thousands);
  return `${amount < 0 ? "−" : ""}${euros}${point}${String(absolute % 100).padStart(2, "0")}`;
}

export function sum(amounts: Iterable<Cents>): Cents {
  let total = 0;
  for (const amount of amounts) total += amount;
  return cents(total);
}

/** Shares `amount` by integer weights so that the parts add up to it; the first parts get the odd cents. */
export function splitFairly(amount: Cents, weights: readonly number[]): Cents[] {
  const whole = weights.reduce((total, weight) => total + weight, 0);
  if (whole <= 0 || weights.some((weight) => weight < 0)) throw new Error("Weights must be positive");
  const parts = weights.map((weight) => Math.trunc((amount * weight) / whole));
  let rest = amount - sum(parts);
  for (let index = 0; rest !== 0; index = (index + 1) % parts.length) {
    if (weights[index] === 0) continue;
    const step = Math.sign(rest);
    parts[index] = (parts[index] ?? 0) + step;
    rest -= step;
  }
  return parts;
}
