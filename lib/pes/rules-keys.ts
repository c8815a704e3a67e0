/**
 * The numbers and keys of an article of a role (facts: treasury §3.4). Both keys are optional in the schema: they are written only where
 * the comptable asks for them. Cle1 is uncertain: it needs the code that the comptable gave, and is left out without it. Pure.
 */

/** Digits only, 13 at most: year, the establishment where the régie has a code of its own, and the invoice's number. */
export function debtNumberOf(invoice: { year: number; number: number }, establishmentCode: string): string {
  return `${invoice.year}${establishmentCode}${String(invoice.number).padStart(6, "0")}`;
}

/** One digit for a whole role, another one for the next: the first digit of the month, which others send, confuses January with October. */
export function periodOfRole(bordereau: number): string {
  return String(bordereau % 10);
}

type Numbers = { exer: number; period: string; debtNumber: string };

/** Modulo 23 over year on two digits, period, 00 and the debt's number on 13; the first letter is 0. */
export function debtorKey({ exer, period, debtNumber }: Numbers): string {
  const rank = Number(BigInt(`${shortYear(exer)}${period}00${debtNumber.padStart(13, "0")}`) % 23n);
  return "ABCDEFGHJKLMNPQRSTUVWXY".charAt(rank);
}

/** Modulo 11 with the weights 2 to 7 from the right; above 9 the key is 1. */
export function articleKey(given: Numbers & { collectivityCode: string; natureCode: string }): string {
  const { exer, period, debtNumber, collectivityCode, natureCode } = given;
  const digits = `${collectivityCode}${natureCode}${shortYear(exer)}${period}${debtNumber.padStart(13, "0")}`;
  let total = 0;
  for (const [place, digit] of [...digits].reverse().entries()) total += Number(digit) * ((place % 6) + 2);
  const key = 11 - (total % 11);
  return String(key > 9 ? 1 : key);
}

function shortYear(exer: number): string {
  return String(exer % 100).padStart(2, "0");
}
