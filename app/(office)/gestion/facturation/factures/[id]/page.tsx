/** A draft, an invoice or a credit note as the office sees it, with its life. The look is noted in the family's journal. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Bill } from "@/components/invoice/bill";
import { Mentions, Ways } from "@/components/invoice/mentions";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Role } from "@/lib/access/permissions";
import { allows } from "@/lib/access/permissions";
import { type Life, lifeOf } from "@/lib/credit/queries-life";
import { consultedInvoice, type InvoiceView } from "@/lib/invoice/queries";
import { documentOf } from "@/lib/issuance/rules-document";
import { isId } from "@/lib/kernel/ids";
import { recoveriesOf } from "@/lib/refund/queries-office";
import { officePage, tracedRead } from "@/lib/server/page";
import { AnswersSection, LifeSection, StateTags } from "./life";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.office"))("title") };
}

type Search = { avoir?: string | string[]; abandon?: string | string[] };
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function OfficeInvoicePage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const visit = await officePage("billing.consult", `/gestion/facturation/factures/${encodeURIComponent(id)}`);
  const invoice = isId(id) ? await tracedRead(visit, (context) => consultedInvoice(context, id)) : null;
  if (!invoice) notFound();
  const [locale, t, page] = await Promise.all([
    getLocale(),
    getTranslations("invoice.office.invoice"),
    getTranslations("invoice.page"),
  ]);
  const life = invoice.state === "issued" ? await lifeOf(visit.tx, id, visit.today) : null;
  const isOwed = life !== null && (life.dueCents > 0 || life.claimCents > 0);
  const mayGiveUp = isOwed || (await recoveriesOf(visit.tx, id)).length > 0;
  const content = documentOf(invoice.facts, locale);
  const { runId } = invoice;
  return (
    <Desk
      title={content.title}
      dateline={content.facts[0]?.value}
      lead={content.recipient[0]}
      back={{ href: runId ? `/gestion/facturation/${runId}` : "/gestion/facturation", label: t("back") }}
      notice={<Told search={search} />}
    >
      {life ? (
        <Head invoice={invoice} life={life} role={visit.passport.role} mayGiveUp={mayGiveUp} />
      ) : (
        <Draft text={t("draft")} />
      )}
      <DeskColumns aside={life ? <Aside invoice={invoice} life={life} /> : null}>
        <div className="mt-6">
          <Bill content={content} why={page("why")} />
          <Ways content={content} />
        </div>
        <Section title={page("official")}>
          <Mentions content={content} />
          <p className="small soft mt-4">{t("consultNotice")}</p>
        </Section>
      </DeskColumns>
    </Desk>
  );
}

function Draft({ text }: { text: string }) {
  return (
    <div className="mt-4">
      <Notice inset>{text}</Notice>
    </div>
  );
}

async function Told({ search: { avoir, abandon } }: { search: Search }) {
  const t = await getTranslations("credit.life");
  if (typeof avoir === "string" && /^\d{4}-\d{6}$/.test(avoir))
    return <Notice tone="ok" live title={t("issuedNote", { number: avoir })} />;
  return abandon === "oui" ? <Notice tone="ok" live title={t("given")} /> : null;
}

type IssuedProps = { invoice: InvoiceView; life: Life };

async function Head({ invoice, life, role, mayGiveUp }: IssuedProps & { role: Role; mayGiveUp: boolean }) {
  const [t, page] = await Promise.all([getTranslations("credit.life"), getTranslations("invoice.page")]);
  const { id, facts } = invoice;
  const isNote = facts.kind === "credit_note";
  return (
    <div className="mt-4 grid gap-4">
      {isNote ? null : <StateTags life={life} />}
      <div className="form-actions">
        <LinkButton kind="line" icon="download" href={`/api/factures/${id}/pdf`} plain>
          {page("download")}
        </LinkButton>
        {!isNote && life.claimCents <= 0 && life.state !== "credited" && allows(role, "billing.run") ? (
          <LinkButton kind="line" icon="repeat" href={`/gestion/facturation/factures/${id}/avoir`}>
            {t("credit")}
          </LinkButton>
        ) : null}
        {!isNote && mayGiveUp && allows(role, "debt.write-off") ? (
          <LinkButton kind="quiet" href={`/gestion/facturation/factures/${id}/abandon`}>
            {t("writeOff")}
          </LinkButton>
        ) : null}
      </div>
    </div>
  );
}

function Aside({ invoice: { facts }, life }: IssuedProps) {
  const { issuedOn, totalCents, dueOn } = facts;
  return (
    <>
      {facts.kind !== "credit_note" && issuedOn ? (
        <LifeSection life={life} issue={{ day: issuedOn, totalCents, dueOn }} />
      ) : null}
      <AnswersSection life={life} />
    </>
  );
}
