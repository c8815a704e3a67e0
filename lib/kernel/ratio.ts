/** Exact fractions for published decimals ("0.36", "1.5"): a price is never computed through a float, and is rounded only where a rule says so. */
import type { Cents } from "./money";

/** `over` / `under`, with `under` positive. */
export type Ratio = { readonly over: bigint; readonly under: bigint };

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** "0.36" or 308.01; null when it is not a plain decimal. */
export function ratioOf(decimal: string | number): Ratio | null {
  const match = DECIMAL.exec(String(decimal));
  if (!match) return null;
  const [, sign, whole = "", rest = ""] = match;
  const over = BigInt(whole + rest);
  return { over: sign ? -over : over, under: 10n ** BigInt(rest.length) };
}

export function times(one: Ratio, other: Ratio): Ratio {
  return { over: one.over * other.over, under: one.under * other.under };
}

export function plus(one: Ratio, other: Ratio): Ratio {
  return { over: one.over * other.under + other.over * one.under, under: one.under * other.under };
}

/** One number over another; `under` must not be 0. */
export function over(one: Ratio, other: Ratio): Ratio {
  const sign = other.over < 0n ? -1n : 1n;
  return { over: one.over * other.under * sign, under: one.under * other.over * sign };
}

export type Rounded = { mode: "nearest" | "up" | "down"; stepCents: number };

/** To a multiple of the step; the middle goes away from zero, `up` towards more and `down` towards less. */
export function roundTo(ratio: Ratio, { mode, stepCents }: Rounded): Cents {
  const step = BigInt(stepCents);
  const under = ratio.under * step;
  if (mode === "nearest") {
    const size = ratio.over < 0n ? -ratio.over : ratio.over;
    const steps = (2n * size + under) / (2n * under);
    return Number((ratio.over < 0n ? -steps : steps) * step);
  }
  const floor = ratio.over / under - (ratio.over % under < 0n ? 1n : 0n);
  const isExact = ratio.over % under === 0n;
  return Number((mode === "up" && !isExact ? floor + 1n : floor) * step);
}

/** "3.2436": for a reason, cut after six decimals; never for an amount that is owed. */
export function decimalText({ over: above, under }: Ratio): string {
  const size = above < 0n ? -above : above;
  const scaled = String((size * 1_000_000n) / under).padStart(7, "0");
  const decimals = scaled.slice(-6).replace(/0+$/, "");
  const whole = scaled.slice(0, -6);
  return `${above < 0n ? "-" : ""}${whole}${decimals ? `.${decimals}` : ""}`;
}
