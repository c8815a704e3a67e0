/**
 * An invoice in words: the one source of its PDF and of its page, so that both say the same (facts: treasury §6.2, legal mentions).
 * Everything comes from what was frozen with the invoice. Pure.
 */
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordDate } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/invoice.json";
import fr from "@/lib/i18n/fr/invoice.json";
import type { Locale } from "@/lib/i18n/locale";
import type { CivilDate, CivilMonth } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { type Cents, sum } from "@/lib/kernel/money";
import { numberOf } from "./rules";
import { fill, noteOf, quantityOf, quotientText, stepsOf } from "./rules-words";
import type { InvoiceHead, LineDetail } from "./schema";

export type InvoiceLineFacts = {
  /** For links on the page. */
  id?: string;
  childId: string | null;
  childName: string | null;
  labelFr: string;
  labelEn: string;
  quantity: number;
  unitCents: Cents;
  amountCents: Cents;
  detail: LineDetail;
};

export type InvoiceFacts = {
  /** A credit note says why; its document is made of this one (lib/issuance). */
  kind?: "invoice" | "credit_note";
  reason?: string | null;
  year: number | null;
  number: number | null;
  refdet: string | null;
  month: CivilMonth;
  issuedOn: CivilDate | null;
  dueOn: CivilDate | null;
  totalCents: Cents;
  /** What open credits paid of it when it was issued; part of the frozen document. */
  creditCents?: Cents;
  head: InvoiceHead;
  lines: readonly InvoiceLineFacts[];
};

type Amount = { label: string; amount: string };
type Term = { term: string; value: string };
export type DocumentRow = {
  /** The line of the invoice; on the page only. */
  lineId: string | null;
  label: string;
  note: string | null;
  quantity: string;
  price: string;
  amount: string;
  /** How the amount came about, sentence by sentence: on the page only. */
  steps: string[];
  tariff: string;
};
export type DocumentGroup = {
  title: string;
  detail: string | null;
  rows: DocumentRow[];
  totalLabel: string;
  total: string;
};
export type InvoiceDocument = {
  locale: Locale;
  title: string;
  issuer: { town: string; regie: string; lines: string[] };
  recipient: string[];
  facts: Term[];
  mentions: string[];
  columns: { service: string; quantity: string; price: string; amount: string };
  groups: DocumentGroup[];
  remark: string;
  total: Amount;
  /** When credits paid a part at issue: that part, and what is left to pay. */
  credit: { used: Amount; left: Amount } | null;
  pay: { title: string; lines: string[] };
  question: { title: string; lines: string[] };
  foot: { identity: string; data: string; page: string };
};

const words = { fr: fr.document, en: en.document };

export function invoiceDocument(invoice: InvoiceFacts, locale: Locale): InvoiceDocument {
  const say = words[locale];
  const { head } = invoice;
  const number = numberOf(invoice);
  return {
    locale,
    title: fill(number ? say.title : say.draftTitle, { ofMonth: ofMonth(locale, invoice.month) }),
    issuer: issuerOf(head, locale),
    recipient: [head.name, ...head.address],
    facts: factsOf(invoice, locale),
    mentions: mentionsOf(head, locale),
    columns: { service: say.service, quantity: say.quantity, price: say.price, amount: say.amount },
    groups: groupsOf(invoice.lines, locale),
    remark: say.remark,
    total: {
      label: invoice.creditCents ? say.totalWithCredit : say.total,
      amount: wordAmount(locale, invoice.totalCents),
    },
    credit: creditOf(invoice, locale),
    pay: { title: say.pay.title, lines: payLines(invoice, locale) },
    question: { title: say.question.title, lines: questionLines(invoice, locale) },
    foot: {
      identity: number ? fill(say.foot.identity, { number }) : say.notYet,
      data: fill(say.foot.data, { portal: head.issuer.portal }),
      page: say.foot.page,
    },
  };
}

const leftOf = ({ totalCents, creditCents = 0 }: InvoiceFacts): Cents => totalCents - creditCents;

function creditOf(invoice: InvoiceFacts, locale: Locale): InvoiceDocument["credit"] {
  const { creditCents = 0 } = invoice;
  if (creditCents === 0) return null;
  const say = words[locale];
  return {
    used: { label: say.creditUsed, amount: wordAmount(locale, -creditCents) },
    left: { label: say.leftToPay, amount: wordAmount(locale, leftOf(invoice)) },
  };
}

function issuerOf({ issuer }: InvoiceHead, locale: Locale): InvoiceDocument["issuer"] {
  const say = words[locale];
  const hours = locale === "fr" ? issuer.hoursFr : issuer.hoursEn;
  const vowel = /^[aeiouyhàâéèêîôœ]/i.test(issuer.commune);
  return {
    town: fill(vowel ? say.townVowel : say.town, { name: issuer.commune }),
    regie: issuer.regie,
    lines: [issuer.address, issuer.phone, hours, issuer.email].filter((line): line is string => Boolean(line)),
  };
}

function factsOf(invoice: InvoiceFacts, locale: Locale): Term[] {
  const say = words[locale];
  const number = numberOf(invoice);
  if (!number || !invoice.issuedOn || !invoice.dueOn) return [{ term: say.number, value: say.notYet }];
  const due = { term: say.dueOn, value: wordDate(locale, invoice.dueOn) };
  return [
    { term: say.number, value: number },
    { term: say.issuedOn, value: wordDate(locale, invoice.issuedOn) },
    ...(invoice.head.corrects ? [{ term: say.replaces, value: invoice.head.corrects.number }] : []),
    ...(leftOf(invoice) > 0 ? [due] : []),
  ];
}

function mentionsOf({ householdRef, quotient, issuer }: InvoiceHead, locale: Locale): string[] {
  const say = words[locale];
  const mentions: string[] = [];
  if (householdRef) mentions.push(fill(say.household, { ref: householdRef }));
  if (quotient) {
    const source = say.sources[quotient.source as keyof typeof say.sources] ?? quotient.source;
    const date = wordDate(locale, quotient.since);
    mentions.push(fill(say.quotient, { value: quotientText(locale, quotient.valueCents), source, date }));
  }
  if (issuer.vatFr) mentions.push(fill(say.vat, { text: issuer.vatFr.replace(/\.$/, "") }));
  if (issuer.siret) mentions.push(fill(say.siret, { siret: siretText(issuer.siret) }));
  return mentions;
}

/** "210 699 990 00012". */
function siretText(siret: string): string {
  return siret.replace(/\s/g, "").replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, "$1\u00a0$2\u00a0$3\u00a0$4");
}

/** Child by child in the order of the lines; what is for the family as a whole comes last. */
function groupsOf(lines: readonly InvoiceLineFacts[], locale: Locale): DocumentGroup[] {
  const byChild = groupBy(lines, (line) => line.childId);
  const groups = [...byChild].filter(([childId]) => childId !== null).map(([, own]) => groupOf(own, locale));
  const family = byChild.get(null);
  return family ? [...groups, groupOf(family, locale)] : groups;
}

function groupOf(own: readonly InvoiceLineFacts[], locale: Locale): DocumentGroup {
  const say = words[locale];
  const [first] = own;
  const child = first?.childName ?? null;
  return {
    title: child ?? say.family,
    detail: child !== null && first ? classOf(first.detail, locale) : null,
    rows: own.map((line) => rowOf(line, locale)),
    totalLabel: child === null ? say.familyTotal : fill(say.groupTotal, { child }),
    total: wordAmount(locale, sum(own.map((line) => line.amountCents))),
  };
}

function classOf({ grade, site }: LineDetail, locale: Locale): string | null {
  const { grades } = words[locale];
  const parts = [grade && (grades[grade as keyof typeof grades] ?? grade), site].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : null;
}

function rowOf(line: InvoiceLineFacts, locale: Locale): DocumentRow {
  const say = words[locale];
  const { why } = line.detail;
  return {
    lineId: line.id ?? null,
    label: locale === "fr" ? line.labelFr : line.labelEn,
    note: noteOf(line, locale),
    quantity: quantityOf(line, locale),
    price: wordAmount(locale, line.unitCents),
    amount: wordAmount(locale, line.amountCents),
    steps: stepsOf(line, locale),
    tariff: fill(say.tariff, { rules: why.rules, date: wordDate(locale, why.since) }),
  };
}

function payLines(invoice: InvoiceFacts, locale: Locale): string[] {
  const say = words[locale].pay;
  if (leftOf(invoice) <= 0) return [say.nothing];
  const { head, refdet } = invoice;
  const { issuer } = head;
  const hours = locale === "fr" ? issuer.hoursFr : issuer.hoursEn;
  const lines = [fill(say.online, { portal: issuer.portal })];
  if (issuer.numcli && refdet) lines.push(fill(say.codes, { numcli: issuer.numcli, refdet }));
  if (issuer.chequePayee) lines.push(fill(say.cheque, { payee: issuer.chequePayee }));
  const address = [issuer.address, hours && hours.charAt(0).toLowerCase() + hours.slice(1)].filter(Boolean).join(", ");
  return [...lines, fill(say.cash, { address })];
}

const MISSING_PROOF = new Set(["noQuotientBracket", "expiredQuotientBracket"]);

function questionLines(invoice: InvoiceFacts, locale: Locale): string[] {
  const { head, dueOn, lines } = invoice;
  const say = words[locale].question;
  const said = [say.write];
  if (lines.some((line) => line.detail.why.reasons.some(({ code }) => MISSING_PROOF.has(code))))
    said.push(say.quotient);
  if (dueOn && leftOf(invoice) > 0) said.push(fill(say.unpaid, { date: wordDate(locale, dueOn) }));
  if (head.issuer.court) said.push(fill(say.appeal, { court: head.issuer.court }));
  return said;
}
