/** The sentences of a fault, in both languages: what is wrong, then what to write instead. Pure. */
import en from "@/lib/i18n/en/commune-faults.json";
import fr from "@/lib/i18n/fr/commune-faults.json";
import type { Locale } from "@/lib/i18n/locale";
import type { Fault, FaultCode } from "./rules-fault";

const words = { fr, en };

/** What may be copied into the file, the same in every language. */
const EXAMPLES: Partial<Record<FaultCode, string>> = {
  format: '"format": "portail-commune/1"',
  calendar: '"calendar": { "zone": "A", "schoolYears": ["2026-2027"] }',
  otherwise: '"otherwise": "refused"',
  noProof: '"none": "highest"',
  rounding: '"rounding": { "mode": "nearest" }',
  name: "garderie_soir",
  factName: "ulis",
  date: "2026-11-23",
  month: "2026-11",
  time: "09:00",
  cents: "440",
  amount: "440",
  number: "440",
  decimal: '"0.36"',
  interval: '"[0,400)"',
  period: '"2026-09-01..2026-12-18"',
  monthDay: '"07-31"',
  schoolYear: '"schoolYears": ["2026-2027"]',
  unknownFact: '{ "id": "ulis", "of": "child", "label": "Élève d’ULIS" }',
  unknownFactMeant: '{ "id": "ulis", "of": "child", "label": "Élève d’ULIS" }',
  factNumber: '">=3"',
  hole: '"holes": "upper"',
  noDates: '"published": "cutoff_table"',
  noTerms: '"terms": [{ "name": "t1", "from": "2026-09-01", "to": "2026-12-18" }]',
  noClosing: '"after": "18:30"',
  noPlaces: '"places": 24',
};

export type FaultText = { say: string; write: string };

export function faultText(fault: Fault, locale: Locale): FaultText {
  const template = words[locale].faults[fault.code];
  const values = { example: EXAMPLES[fault.code] ?? "", roundQf: '"roundQf": "down"', ...fault.facts };
  return { say: fill(template.say, values), write: fill(template.write, values) };
}

export function verdictText(counts: { file: string; errors: number; warnings: number }, locale: Locale): string {
  const { refused, warned, good } = words[locale];
  if (counts.errors > 0) return fill(refused, counts);
  return fill(counts.warnings > 0 ? warned : good, counts);
}

export function placeText(place: { line: number; column: number }, locale: Locale): string {
  return fill(words[locale].line, place);
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
