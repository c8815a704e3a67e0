/** What happened to an invoice since it was issued, and the credit notes and invoices that answer each other. */
import { getLocale, getTranslations } from "next-intl/server";
import { type LifeLine, LifeLines } from "@/components/credit/life-lines";
import { lifeText } from "@/components/credit/life-words";
import { Padded, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import type { Life, Movement } from "@/lib/credit/queries-life";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import type { InvoiceFacts } from "@/lib/invoice/rules-document";

export async function Story({ life, facts }: { life: Life; facts: InvoiceFacts }) {
  const [locale, t, life_, means] = await Promise.all([
    getLocale(),
    getTranslations("invoice.page"),
    getTranslations("credit.life"),
    getTranslations("payment.means"),
  ]);
  if (life.movements.length === 0 && life.reminders.length === 0) return null;
  const moved = life.movements.map((one): LifeLine => {
    const detail = one.means ? means(one.means) : null;
    const amount = wordChange(locale, -one.cents);
    return { key: one.id, day: one.day, text: lifeText(one, life_, locale), detail, amount, href: hrefOf(one) };
  });
  const reminded = life.reminders.map(({ level, sentOn }): LifeLine => {
    const text = life_("reminder", { level });
    return { key: `r${level}`, day: sentOn, text, detail: null, amount: null, href: null };
  });
  const first: LifeLine = {
    ...{ key: "issued", day: facts.issuedOn ?? "", text: life_("issued"), detail: null, href: null },
    amount: wordAmount(locale, facts.totalCents),
  };
  const lines = [first, ...[...moved, ...reminded].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))];
  return (
    <Section title={t("story")}>
      <LifeLines lines={lines} label={t("story")} locale={locale} />
    </Section>
  );
}

function hrefOf({ papers: [paper] }: Movement): string | null {
  return paper?.kind === "credit_note" ? `/factures/${paper.id}` : null;
}

export async function Answers({ life: { notes, answers } }: { life: Life }) {
  const [locale, t, words] = await Promise.all([
    getLocale(),
    getTranslations("invoice.page"),
    getTranslations("credit.life"),
  ]);
  if (notes.length === 0 && !answers) return null;
  const link = (id: string, text: string) => <TextLink href={`/factures/${id}`}>{text}</TextLink>;
  return (
    <Section title={t("notes")}>
      <Padded>
        {answers ? (
          <p className="py-3">
            {link(
              answers.id,
              words(answers.kind === "invoice" ? "answersInvoice" : "answersNote", { number: answers.number }),
            )}
          </p>
        ) : null}
        {notes.map((note) => (
          <div key={note.id} className="py-3">
            <p>
              {link(note.id, words("note", { number: note.number }))}, <strong>{wordAmount(locale, note.cents)}</strong>
            </p>
            {note.reason ? <p className="soft">{words("noteReason", { reason: note.reason })}</p> : null}
            {note.replacement ? (
              <p>{link(note.replacement.id, words("replacedBy", { number: note.replacement.number }))}</p>
            ) : null}
          </div>
        ))}
      </Padded>
    </Section>
  );
}
