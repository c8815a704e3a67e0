/**
 * What was issued, in words: an invoice (lib/invoice), or a credit note, which has the same lines and says what becomes of it instead of how to pay.
 * The one source of page and PDF. Pure.
 */
import { wordDate } from "@/lib/i18n/dates";
import en from "@/lib/i18n/en/credit.json";
import fr from "@/lib/i18n/fr/credit.json";
import type { Locale } from "@/lib/i18n/locale";
import { numberOf } from "@/lib/invoice/rules";
import { type InvoiceDocument, type InvoiceFacts, invoiceDocument } from "@/lib/invoice/rules-document";
import { fill } from "@/lib/invoice/rules-words";

const words = { fr: fr.document, en: en.document };

export function documentOf(facts: InvoiceFacts, locale: Locale): InvoiceDocument {
  const content = invoiceDocument(facts, locale);
  return facts.kind === "credit_note" ? asCreditNote(content, facts) : content;
}

function asCreditNote(content: InvoiceDocument, facts: InvoiceFacts): InvoiceDocument {
  const { locale } = content;
  const say = words[locale];
  const number = numberOf(facts) ?? "";
  const { court } = facts.head.issuer;
  const invoice = facts.head.corrects?.number ?? "";
  const dated = facts.issuedOn ? [{ term: say.issuedOn, value: wordDate(locale, facts.issuedOn) }] : [];
  return {
    ...content,
    title: say.title,
    facts: [{ term: say.number, value: number }, ...dated, { term: say.corrects, value: invoice }],
    mentions: [...(facts.reason ? [fill(say.reason, { reason: facts.reason })] : []), ...content.mentions],
    remark: say.remark,
    total: { ...content.total, label: say.total },
    credit: null,
    pay: { title: say.then.title, lines: [fill(say.then.lowers, { number: invoice }), say.then.rest, say.then.refund] },
    question: {
      title: content.question.title,
      lines: [say.write, ...(court ? [fill(say.appeal, { court })] : [])],
    },
    foot: { ...content.foot, identity: fill(say.foot, { number }) },
  };
}
