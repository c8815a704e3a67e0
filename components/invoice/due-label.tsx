/** What is still owed on an invoice, until when, and the one button that settles it; then its file and its print. */
import { getLocale, getTranslations } from "next-intl/server";
import { Padded } from "@/components/layout/leaf";
import { PrintButton } from "@/components/layout/print-button";
import { LinkButton } from "@/components/ui/button";
import { Figure, Label } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

type DueLabelProps = {
  invoice: { id: string; dueCents: Cents; facts: { dueOn: CivilDate | null; totalCents: Cents } };
  today: CivilDate;
};

export async function DueLabel({ invoice, today }: DueLabelProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.page")]);
  const { id, dueCents, facts } = invoice;
  const isDue = dueCents > 0;
  const isLate = isDue && facts.dueOn !== null && facts.dueOn < today;
  const amount = wordAmount(locale, isDue ? dueCents : facts.totalCents);
  return (
    <Padded>
      <Label title={t("toPay")} hideTitle>
        {isDue ? (
          <Tag tone={isLate ? "bad" : "due"}>{t(isLate ? "late" : "toPay")}</Tag>
        ) : (
          <Tag tone="ok">{t("paid")}</Tag>
        )}
        <div className="mt-2">
          <Figure>{amount}</Figure>
        </div>
        <p className="soft">
          {isDue && facts.dueOn ? t("by", { day: wordDay(locale, facts.dueOn) }) : t("nothingDue")}
        </p>
        {isDue ? (
          <div className="mt-4">
            <LinkButton kind="due" block href={`/paiements/nouveau?facture=${id}`}>
              {t("pay", { amount })}
            </LinkButton>
          </div>
        ) : null}
      </Label>
      {isDue ? <p className="small soft mt-4 no-print">{t("how")}</p> : null}
      <div className="line-actions mt-2">
        <LinkButton kind="quiet" icon="download" href={`/api/factures/${id}/pdf`} plain>
          {t("download")}
        </LinkButton>
        <PrintButton>{t("print")}</PrintButton>
      </div>
    </Padded>
  );
}
