/**
 * The 130 characters of the DGFiP's datamatrix, for paying at a tobacconist's and for the treasury's scanners (facts: treasury §6.3).
 * The key of the debtor has two readings, so that the symbol is off until the comptable has chosen one. Pure.
 */
import type { CivilMonth } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export type DatamatrixReading = "sum" | "digits";

/** The régie's settings that the symbol needs. */
export type DatamatrixSettings = {
  datamatrix: "off" | DatamatrixReading;
  establishmentCode: string;
  /** The revenue's code on three digits. */
  datamatrixCode: string;
  postCode: string;
};

export type DatamatrixInvoice = { year: number; number: number; month: CivilMonth; amountCents: Cents };

const LENGTH = 130;
const EMITTER = "940033";
const MOST_CENTS = 99_999_999;

/** What is switched on and cannot be drawn for want of these settings; nothing is missing while it is off. */
export function missingForDatamatrix(
  settings: DatamatrixSettings,
): ("establishmentCode" | "datamatrixCode" | "postCode")[] {
  if (settings.datamatrix === "off") return [];
  const forms = { establishmentCode: /^\d{3}$/, datamatrixCode: /^\d{3}$/, postCode: /^\d{6}$/ } as const;
  return (["establishmentCode", "datamatrixCode", "postCode"] as const).filter(
    (name) => !forms[name].test(settings[name]),
  );
}

/** Null while it is off, while a code is missing, or for an amount that its eight places do not hold. */
export function datamatrixText(settings: DatamatrixSettings, invoice: DatamatrixInvoice): string | null {
  const { datamatrix: reading, establishmentCode, datamatrixCode, postCode } = settings;
  if (reading === "off" || missingForDatamatrix(settings).length > 0) return null;
  const { amountCents, year } = invoice;
  if (amountCents <= 0 || amountCents > MOST_CENTS) return null;
  const shortYear = String(year % 100).padStart(2, "0");
  const period = periodOf(invoice.month);
  // The number that the role gives the debt: year, establishment, number of the invoice.
  const debt = `${year}${establishmentCode}${String(invoice.number).padStart(6, "0")}`.padStart(15, "0");
  const revenue = `${establishmentCode}${period}${datamatrixCode}00${shortYear}`;
  const emitter = `${EMITTER}0001`;
  const debtor = `${debtorKey(reading, { shortYear, period, debt })}${debt}${postCode}49`;
  const amount = String(amountCents).padStart(8, " ");
  const text = [
    ...[" ".repeat(64), revenue, revenueKey(revenue), emitter, rankKey(emitter), " "],
    ...[rankKey(debtor), debtor, rankKey(`806${amount}`), "806", " ", amount],
  ].join("");
  if (text.length !== LENGTH) throw new Error(`A datamatrix has ${LENGTH} characters, not ${text.length}`);
  return text;
}

/** One digit: the last one of the billed month's number. */
export function periodOf(month: CivilMonth): string {
  return month.slice(-1);
}

/** Key 5: the last digit of 11 less the number modulo 11. */
export function revenueKey(digits: string): string {
  return String((11 - Number(BigInt(digits) % 11n)) % 10);
}

/** Keys 1, 2 and 3: each digit by its rank from the right, modulo 100; a space counts as 0. */
export function rankKey(digits: string): string {
  let total = 0;
  for (const [place, digit] of [...digits].reverse().entries()) total += Number(digit.trim() || "0") * (place + 1);
  return String(total % 100).padStart(2, "0");
}

/** `sum` adds the numbers up; `digits` writes them side by side, 00 before the number on 13 digits. Modulo 23, and one more. */
export function debtorKey(
  reading: DatamatrixReading,
  { shortYear, period, debt }: { shortYear: string; period: string; debt: string },
): string {
  const number =
    reading === "sum"
      ? BigInt(shortYear) + BigInt(period) + BigInt(debt)
      : BigInt(`${shortYear}${period}00${debt.slice(-13)}`);
  return String((number % 23n) + 1n).padStart(2, "0");
}
