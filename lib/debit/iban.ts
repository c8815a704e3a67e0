/** Account numbers (ISO 13616): length and key of the country, a country of SEPA; BIC (ISO 9362). The only file that knows the library. */
import { electronicFormatIBAN, isSEPACountry, isValidBIC, ValidationErrorsIBAN, validateIBAN } from "ibantools";

export type IbanFault = "iban-form" | "iban-length" | "iban-key" | "iban-country";

/** As machines want it: no space, capitals. */
export function readIban(text: string): string {
  return (electronicFormatIBAN(text) ?? "").toUpperCase();
}

/** What is wrong with an account number in `readIban`'s form; null when nothing is. */
export function refuseIban(iban: string): IbanFault | null {
  const { valid, errorCodes } = validateIBAN(iban);
  const has = (code: ValidationErrorsIBAN) => errorCodes.includes(code);
  if (has(ValidationErrorsIBAN.NoIBANProvided) || has(ValidationErrorsIBAN.NoIBANCountry)) return "iban-form";
  if (has(ValidationErrorsIBAN.WrongBBANLength)) return "iban-length";
  if (has(ValidationErrorsIBAN.ChecksumNotNumber) || has(ValidationErrorsIBAN.WrongBBANFormat)) return "iban-form";
  if (!valid) return "iban-key";
  return isSEPACountry(iban.slice(0, 2)) ? null : "iban-country";
}

export function isBic(text: string): boolean {
  return isValidBIC(text);
}

/** Countries of SEPA outside the European Economic Area: their banks are found by BIC. */
const WITH_BIC = ["AD", "AL", "CH", "GB", "GG", "GI", "IM", "JE", "MC", "MD", "ME", "MK", "RS", "SM", "VA"];

export function needsBic(iban: string): boolean {
  return WITH_BIC.includes(iban.slice(0, 2));
}
