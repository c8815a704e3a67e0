/** What is still owed on an invoice, until when and to whom, and the one button that settles it; then its file and its print. */
import { getLocale, getTranslations } from "next-intl/server";
import { Padded } from "@/components/layout/leaf";
import { PrintButton } from "@/components/layout/print-button";
import { LinkButton } from "@/components/ui/button";
import { Figure, Label } from "@/components/ui/label";
import { Tag, type TagTone } from "@/components/ui/tag";
import type { LifeState } from "@/lib/credit/rules-life";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";

export const lifeTones: Record<LifeState, TagTone> = {
  ...{ due: "due", late: "bad", reminded: "bad", handed: "info" },
  ...{ settled: "ok", credited: "quiet", "written-off": "quiet" },
};

type DueLabelProps = {
  id: string;
  state: LifeState;
  dueCents: Cents;
  /** Owed to the comptable, once it was handed over. */
  claimCents: Cents;
  totalCents: Cents;
  dueOn: CivilDate | null;
  /** The comptable's office, as the régie names it. */
  post: string;
};

export async function DueLabel({ id, state, dueCents, claimCents, totalCents, dueOn, post }: DueLabelProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.page")]);
  const isDue = dueCents > 0;
  const isHanded = claimCents > 0;
  const amount = wordAmount(locale, isHanded ? claimCents : isDue ? dueCents : totalCents);
  return (
    <Padded>
      <Label title={t("toPay")} hideTitle>
        <Tag tone={lifeTones[state]}>{t(`states.${state}`)}</Tag>
        <div className="mt-2">
          <Figure>{amount}</Figure>
        </div>
        {isHanded ? null : (
          <p className="soft">{isDue && dueOn ? t("by", { day: wordDay(locale, dueOn) }) : t("nothingDue")}</p>
        )}
        {isDue && !isHanded ? (
          <div className="mt-4">
            <LinkButton kind="due" block href={`/paiements/nouveau?facture=${id}`}>
              {t("pay", { amount })}
            </LinkButton>
          </div>
        ) : null}
      </Label>
      {isHanded ? <p className="mt-4">{t("handedTo", { post: post || t("handedPlain") })}</p> : null}
      {isDue && !isHanded ? <p className="small soft mt-4 no-print">{t("how")}</p> : null}
      <FileActions id={id} />
    </Padded>
  );
}

export async function FileActions({ id }: { id: string }) {
  const t = await getTranslations("invoice.page");
  return (
    <div className="line-actions mt-2">
      <LinkButton kind="quiet" icon="download" href={`/api/factures/${id}/pdf`} plain>
        {t("download")}
      </LinkButton>
      <PrintButton>{t("print")}</PrintButton>
    </div>
  );
}
