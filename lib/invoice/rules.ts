/** How invoices are numbered and referred to (facts: domain-rules 1, 37). Pure. */

/** The number people read: "2026-001187". Gapless within a régie and a year (domain rule 1). */
export function numberOf(invoice: { year: number | null; number: number | null }): string | null {
  if (invoice.year === null || invoice.number === null) return null;
  return `${invoice.year}-${String(invoice.number).padStart(6, "0")}`;
}

/**
 * PayFiP's reference of an invoice: régie, year, number, letters and digits only, 6 to 30 of them.
 * Throws when it does not fit, which is a fault of the régie's code.
 */
export function refdetOf(code: string, year: number, number: number): string {
  const refdet = `${code.replace(/[^A-Za-z0-9]/g, "").toUpperCase()}${year}${String(number).padStart(6, "0")}`;
  if (!/^[A-Za-z0-9]{6,30}$/.test(refdet)) throw new Error(`Not a payment reference: ${refdet}`);
  return refdet;
}
