/** Where an issued invoice stands and how it came there: state, what is left, each document that moved it. */
import { getLocale, getTranslations } from "next-intl/server";
import { type LifeLine, LifeLines } from "@/components/credit/life-lines";
import { lifeText } from "@/components/credit/life-words";
import { Padded, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { Life, Paper } from "@/lib/credit/queries-life";
import type { LifeState } from "@/lib/credit/rules-life";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";

const TONES: Record<LifeState, TagTone> = {
  ...{ due: "due", late: "bad", reminded: "bad", handed: "info" },
  ...{ settled: "ok", credited: "quiet", "written-off": "quiet" },
};

export async function StateTags({ life }: { life: Life }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("credit.life")]);
  return (
    <p className="form-actions">
      <Tag tone={TONES[life.state]}>{t(`states.${life.state}`)}</Tag>
      {life.dueCents > 0 ? <strong>{t("left", { amount: wordAmount(locale, life.dueCents) })}</strong> : null}
      {life.claimCents > 0 ? <strong>{t("claim", { amount: wordAmount(locale, life.claimCents) })}</strong> : null}
    </p>
  );
}

type Issue = { day: CivilDate; totalCents: number; dueOn: CivilDate | null };

export async function LifeSection({ life, issue }: { life: Life; issue: Issue }) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("credit.life"),
    getTranslations("payment.means"),
  ]);
  const said = life.movements.map((one): LifeLine => {
    const detail = one.means ? means(one.means) : null;
    const amount = wordChange(locale, -one.cents);
    return { key: one.id, day: one.day, text: lifeText(one, t, locale), detail, amount, href: hrefOf(one) };
  });
  const reminded = life.reminders.map(({ level, sentOn }): LifeLine => {
    const text = t("reminder", { level });
    return { key: `r${level}`, day: sentOn, text, detail: null, amount: null, href: null };
  });
  const first: LifeLine = {
    ...{ key: "issued", day: issue.day, text: t("issued"), href: null, amount: wordAmount(locale, issue.totalCents) },
    detail: issue.dueOn ? t("dueOn", { day: wordDate(locale, issue.dueOn) }) : null,
  };
  const lines = [first, ...[...said, ...reminded].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))];
  return (
    <Section title={t("title")}>
      <LifeLines lines={lines} label={t("title")} locale={locale} />
      {said.length === 0 ? <Padded>{t("none")}</Padded> : null}
    </Section>
  );
}

/** Receipts belong to the régie's pages, which not every reader may open. */
function hrefOf({ papers }: { papers: readonly Paper[] }): string | null {
  const [paper] = papers;
  return paper?.kind === "credit_note" ? `/gestion/facturation/factures/${paper.id}` : null;
}

/** The credit notes on it with their reasons, or what this document answers to. */
export async function AnswersSection({ life }: { life: Life }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("credit.life")]);
  const { notes, answers } = life;
  const link = (id: string, text: string) => <TextLink href={`/gestion/facturation/factures/${id}`}>{text}</TextLink>;
  if (notes.length === 0 && !answers) return null;
  return (
    <Section title={t("notes")}>
      {answers ? (
        <p className="mt-3">
          {link(
            answers.id,
            t(answers.kind === "invoice" ? "answersInvoice" : "answersNote", { number: answers.number }),
          )}
        </p>
      ) : null}
      {notes.map((note) => (
        <div key={note.id} className="mt-3">
          <p>
            {link(note.id, t("note", { number: note.number }))}, <strong>{wordAmount(locale, note.cents)}</strong>
          </p>
          {note.reason ? <p className="soft">{t("noteReason", { reason: note.reason })}</p> : null}
          {note.replacement ? (
            <p>{link(note.replacement.id, t("replacedBy", { number: note.replacement.number }))}</p>
          ) : null}
        </div>
      ))}
    </Section>
  );
}
