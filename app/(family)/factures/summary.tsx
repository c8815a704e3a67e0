/** The one answer of the page: how much is owed, until when, and the button that pays when there is one invoice. */
import { getLocale, getTranslations } from "next-intl/server";
import { Padded } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Figure, Label } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import { wordAmount } from "@/lib/i18n/amounts";
import { ofMonth, wordDay } from "@/lib/i18n/dates";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import type { Row } from "./lines";

type SummaryProps = { due: readonly Row[]; handed: readonly Row[]; today: CivilDate };

export async function Summary({ due, handed, today }: SummaryProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.list")]);
  const claimCents = sum(handed.map((row) => row.claimCents));
  const [next] = due.filter((row) => row.dueOn >= today).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  const isLate = due.some((row) => row.dueOn < today);
  return (
    <Padded>
      <div className="mt-4 max-w-md">
        <Label title={t("answer")}>
          {due.length === 0 ? (
            <Nothing withText={claimCents === 0} />
          ) : (
            <>
              <div>
                <Figure>{wordAmount(locale, sum(due.map((row) => row.dueCents)))}</Figure>
              </div>
              <p className="soft">
                {[
                  due.length > 1 && t("answerMany", { count: due.length }),
                  next && t("answerBy", { day: wordDay(locale, next.dueOn) }),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </p>
              {isLate ? <p>{t("answerLate")}</p> : null}
              {due.length === 1 && due[0] ? <PayOne row={due[0]} /> : null}
            </>
          )}
          {claimCents > 0 ? <p className="mt-2">{t("handedToo", { amount: wordAmount(locale, claimCents) })}</p> : null}
        </Label>
      </div>
    </Padded>
  );
}

async function Nothing({ withText }: { withText: boolean }) {
  const t = await getTranslations("invoice.list");
  return (
    <>
      <p>
        <Tag tone="ok">{t("nothing")}</Tag>
      </p>
      {withText ? <p className="soft mt-2">{t("nothingText")}</p> : null}
    </>
  );
}

async function PayOne({ row }: { row: Row }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.list")]);
  const amount = wordAmount(locale, row.dueCents);
  return (
    <div className="mt-4">
      <LinkButton
        href={`/paiements/nouveau?facture=${row.id}`}
        kind="due"
        block
        label={t("payLabel", { amount, ofMonth: ofMonth(locale, row.month) })}
      >
        {t("pay", { amount })}
      </LinkButton>
    </div>
  );
}
