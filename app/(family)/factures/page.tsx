/** The family's money: what is due and until when in one answer, what waits to be paid, then what is settled. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { standingsOf } from "@/lib/credit/queries-standing";
import { creditNotesOf, invoicesOf } from "@/lib/invoice/queries";
import { familyPage } from "@/lib/server/page";
import { Credits, MandateLink } from "./credits";
import { Plans } from "./echeancier/plans";
import { DueLine, HandedLine, NoteLine, SettledLine } from "./lines";
import { PaperLinks } from "./releve/paper-links";
import { Summary } from "./summary";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.list"))("title") };
}

export default async function InvoicesPage() {
  const { tx, scope, today } = await familyPage("invoice.read", "/factures");
  const [invoices, notes, t] = await Promise.all([
    invoicesOf(tx, scope),
    creditNotesOf(tx, scope),
    getTranslations("invoice.list"),
  ]);
  const ids = invoices.map((invoice) => invoice.id);
  const standings = await standingsOf(tx, ids, today);
  const rows = invoices.flatMap((invoice) => {
    const standing = standings.get(invoice.id);
    return standing ? [{ ...invoice, ...standing }] : [];
  });
  const handed = rows.filter((row) => row.claimCents > 0);
  const due = rows.filter((row) => row.dueCents > 0 && row.claimCents <= 0).reverse();
  const settled = rows.filter((row) => row.dueCents <= 0 && row.claimCents <= 0);
  return (
    <Leaf title={t("title")} lead={t("lead")}>
      {invoices.length === 0 ? <NoInvoice /> : <Summary due={due} handed={handed} today={today} />}
      <Padded>
        <div className="line-actions mt-4">
          <PaperLinks />
          <MandateLink tx={tx} />
        </div>
      </Padded>
      <Credits tx={tx} scope={scope} />
      <Plans tx={tx} scope={scope} />
      {due.length > 0 ? (
        <Section title={t("due")}>
          <Lines>
            {due.map((row, index) => (
              <DueLine key={row.id} row={row} first={due.length > 1 && index === 0} />
            ))}
          </Lines>
        </Section>
      ) : null}
      {handed.length > 0 ? (
        <Section title={t("handed")}>
          <Lines>
            {handed.map((row) => (
              <HandedLine key={row.id} row={row} />
            ))}
          </Lines>
        </Section>
      ) : null}
      {settled.length > 0 ? (
        <Section title={t("settled")}>
          <Lines>
            {settled.map((row) => (
              <SettledLine key={row.id} row={row} />
            ))}
          </Lines>
        </Section>
      ) : null}
      {notes.length > 0 ? (
        <Section title={t("notes")}>
          <Lines>
            {notes.map((note) => (
              <NoteLine key={note.id} note={note} />
            ))}
          </Lines>
        </Section>
      ) : null}
    </Leaf>
  );
}

async function NoInvoice() {
  const t = await getTranslations("invoice.list");
  return (
    <Padded>
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
    </Padded>
  );
}
