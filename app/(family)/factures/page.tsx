/** The family's invoices: what waits to be paid first, then what is settled. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { DateBadge, Line, Lines, Priced } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { monthShort, ofMonth, opening, wordDate, wordDay, wordMonth } from "@/lib/i18n/dates";
import { type InvoiceSummary, invoicesOf } from "@/lib/invoice/queries";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.list"))("title") };
}

export default async function InvoicesPage() {
  const { tx, scope, today } = await familyPage("invoice.read", "/factures");
  const [invoices, t] = await Promise.all([invoicesOf(tx, scope), getTranslations("invoice.list")]);
  const due = invoices.filter((invoice) => invoice.dueCents > 0).reverse();
  const settled = invoices.filter((invoice) => invoice.dueCents <= 0);
  return (
    <Leaf title={t("title")} lead={due.length > 0 ? t("dueLead", { count: due.length }) : t("lead")}>
      {invoices.length === 0 ? (
        <EmptyState
          icon="invoice"
          title={t("emptyTitle")}
          action={
            <LinkButton href="/reservations" kind="line">
              {t("book")}
            </LinkButton>
          }
        >
          {t("empty")}
        </EmptyState>
      ) : null}
      {due.length > 0 ? (
        <Section title={t("due")}>
          <Lines>
            {due.map((invoice, index) => (
              <DueLine key={invoice.id} invoice={invoice} today={today} first={index === 0} />
            ))}
          </Lines>
        </Section>
      ) : null}
      {settled.length > 0 ? (
        <Section title={t("settled")}>
          <Lines>
            {settled.map((invoice) => (
              <SettledLine key={invoice.id} invoice={invoice} />
            ))}
          </Lines>
        </Section>
      ) : null}
    </Leaf>
  );
}

type DueProps = { invoice: InvoiceSummary; today: string; first: boolean };

async function DueLine({ invoice, today, first }: DueProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.list")]);
  const { id, month, dueCents, totalCents, dueOn } = invoice;
  const amount = wordAmount(locale, dueCents);
  const about = ofMonth(locale, month);
  return (
    <Line
      due
      icon="euro"
      title={opening(wordMonth(locale, month))}
      actions={
        <>
          <LinkButton
            href={`/paiements/nouveau?facture=${id}`}
            kind={first ? "due" : "line"}
            label={t("payLabel", { amount, ofMonth: about })}
          >
            {t("pay", { amount })}
          </LinkButton>
          <LinkButton href={`/factures/${id}`} kind="quiet" label={t("openLabel", { ofMonth: about })}>
            {t("open")}
          </LinkButton>
        </>
      }
    >
      <Priced
        amount={amount}
        detail={dueCents < totalCents ? t("partly", { total: wordAmount(locale, totalCents) }) : null}
      >
        <p>
          {dueOn < today ? (
            <Tag tone="bad">{t("late", { day: wordDate(locale, dueOn) })}</Tag>
          ) : (
            t("before", { day: wordDay(locale, dueOn) })
          )}
          <br />
          <Identity invoice={invoice} />
        </p>
      </Priced>
    </Line>
  );
}

async function SettledLine({ invoice }: { invoice: InvoiceSummary }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.list")]);
  const { id, month, totalCents } = invoice;
  return (
    <Line
      quiet
      margin={
        <DateBadge short={monthShort(locale, month)} number={month.slice(2, 4)} full={wordMonth(locale, month)} />
      }
      title={opening(wordMonth(locale, month))}
      actions={
        <LinkButton href={`/factures/${id}`} kind="quiet" label={t("openLabel", { ofMonth: ofMonth(locale, month) })}>
          {t("open")}
        </LinkButton>
      }
    >
      <Priced amount={wordAmount(locale, totalCents)} detail={<Tag tone="ok">{t("paid")}</Tag>}>
        <p>
          <Identity invoice={invoice} />
        </p>
      </Priced>
    </Line>
  );
}

async function Identity({ invoice: { number, issuedOn } }: { invoice: InvoiceSummary }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.list")]);
  return (
    <span className="soft small">
      {t("number", { number })}, {t("issued", { day: wordDate(locale, issuedOn) })}
    </span>
  );
}
