/** The proof that a régie can print each month: numbers without hole or double, invoices equal to the books. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ProofSheet } from "@/components/credit/proof-sheet";
import { Select } from "@/components/forms/select";
import { PrintButton } from "@/components/layout/print-button";
import { PrintSheet } from "@/components/layout/print-sheet";
import { BackLink, Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/notice";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { opening, wordMonth } from "@/lib/i18n/dates";
import { regiesOf } from "@/lib/invoice/queries-runs";
import { proofsOf } from "@/lib/proof/queries";
import { proofPaper } from "@/lib/proof/rules-paper";
import { officePage } from "@/lib/server/page";
import { type Asked, fileAddress, monthsUntil, readAsked } from "./asked";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("credit.proof"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ProofPage({ searchParams }: Props) {
  const visit = await officePage("billing.consult", "/gestion/facturation/preuve");
  const regies = await regiesOf(visit.tx);
  const asked = readAsked(await searchParams, { today: visit.today, regies });
  const [locale, t, commune, proofs] = await Promise.all([
    getLocale(),
    getTranslations("credit.proof"),
    communeIdentity(),
    proofsOf(visit.tx, asked),
  ]);
  const paper = proofPaper({ town: commune.name, month: asked.month, moment: visit.moment, proofs }, locale);
  return (
    <PrintSheet
      title={paper.title}
      head={paper.town}
      tools={
        <>
          <BackLink href="/gestion/facturation">{t("back")}</BackLink>
          <PrintButton>{t("print")}</PrintButton>
          <LinkButton kind="quiet" icon="download" href={fileAddress(asked)} plain>
            {t("pdf")}
          </LinkButton>
        </>
      }
    >
      <p className="soft">{paper.made}</p>
      <p className="measure mt-3">{t("lead")}</p>
      <PickForm asked={asked} regies={regies} today={visit.today} />
      {paper.regies.length === 0 ? <EmptyState icon="scale" title={t("noRegie")} /> : null}
      {paper.regies.map((regie) => (
        <ProofSheet key={regie.id} paper={regie} signatures={paper.signatures} />
      ))}
    </PrintSheet>
  );
}

type PickProps = { asked: Asked; regies: readonly { id: string; name: string }[]; today: string };

async function PickForm({ asked, regies, today }: PickProps) {
  const [t, locale] = await Promise.all([getTranslations("credit.proof"), getLocale()]);
  const months = monthsUntil(today).map((month) => ({ value: month, label: opening(wordMonth(locale, month)) }));
  const all = [{ value: "", label: t("all") }, ...regies.map(({ id, name }) => ({ value: id, label: name }))];
  return (
    <form
      method="get"
      action="/gestion/facturation/preuve"
      className="field-bar no-print mt-4 mb-6"
      aria-label={t("pick")}
    >
      <Select name="mois" label={t("month")} defaultValue={asked.month} options={months} />
      {regies.length > 1 ? (
        <Select name="regie" label={t("regie")} defaultValue={asked.regieId ?? ""} options={all} />
      ) : null}
      <Button type="submit" kind="line">
        {t("show")}
      </Button>
    </form>
  );
}
