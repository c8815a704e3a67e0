/** The letter of one invoice as it would leave today: read before it is sent. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LetterSheet } from "@/components/dunning/letter-sheet";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { BackLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { lateInvoices } from "@/lib/dunning/queries";
import { letterOf } from "@/lib/dunning/queries-letter";
import { consultedInvoice } from "@/lib/invoice/queries";
import { isId } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning.letter"))("title") };
}

type Props = { params: Promise<{ id: string }> };

export default async function PreviewPage({ params }: Props) {
  const { id } = await params;
  const visit = await officePage("billing.consult", `/gestion/facturation/relances/${encodeURIComponent(id)}`);
  const [invoice] = isId(id) ? await lateInvoices(visit.tx, { today: visit.today, ids: [id] }) : [];
  if (invoice?.reminding.kind !== "due") notFound();
  await tracedRead(visit, (context) => consultedInvoice(context, id));
  const { level } = invoice.reminding;
  const { letter, to } = await letterOf(visit.tx, { invoice, level, today: visit.today });
  const [t, words] = await Promise.all([getTranslations("dunning.reminders"), getTranslations("dunning.letter")]);
  return (
    <PrintSheet
      title={letter.subject}
      tools={
        <>
          <BackLink href="/gestion/facturation/relances">{t("title")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
        </>
      }
    >
      <div className="no-print">
        <Notice tone="info" inset title={t("notSent")}>
          {to.length > 0 ? t("toMail", { list: to.map(({ email }) => email).join(", ") }) : t("toNobody")}
        </Notice>
      </div>
      <LetterSheet letter={letter} sentOn={visit.today} dueCents={invoice.dueCents} words={words} />
    </PrintSheet>
  );
}
