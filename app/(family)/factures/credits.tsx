/** What the régie holds for the family and what it is giving back; and the way to direct debits where the régie offers them. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Priced } from "@/components/ui/line";
import type { FamilyScope } from "@/lib/access/gate";
import { debitRegies } from "@/lib/debit/queries";
import { wordAmount } from "@/lib/i18n/amounts";
import { sum } from "@/lib/kernel/money";
import { creditsOfFamily, refundsOfFamily } from "@/lib/refund/queries";
import type { Visit } from "@/lib/server/page";

type Tx = Visit<unknown>["tx"];

export async function Credits({ tx, scope }: { tx: Tx; scope: FamilyScope }) {
  const [locale, t, credits, refunds] = await Promise.all([
    getLocale(),
    getTranslations("invoice.list"),
    creditsOfFamily(tx, scope),
    refundsOfFamily(tx, scope),
  ]);
  const freeCents = sum(credits.map((credit) => credit.freeCents));
  const open = refunds.filter(({ state }) => state === "requested" || state === "ordered");
  if (freeCents <= 0 && open.length === 0) return null;
  const refundCents = sum(open.map((refund) => refund.amountCents));
  return (
    <Section title={t("credit")}>
      <Line
        as="div"
        icon="undo"
        actions={
          <LinkButton kind="quiet" href="/factures/remboursement">
            {t(freeCents > 0 ? "refund" : "refunds")}
          </LinkButton>
        }
      >
        {freeCents > 0 ? (
          <Priced amount={wordAmount(locale, freeCents)}>
            <p>{t("creditText")}</p>
          </Priced>
        ) : null}
        {open.length > 0 ? (
          <p className="soft">{t("refundOpen", { count: open.length, amount: wordAmount(locale, refundCents) })}</p>
        ) : null}
      </Line>
    </Section>
  );
}

export async function MandateLink({ tx }: { tx: Tx }) {
  const [t, regies] = await Promise.all([getTranslations("invoice.list"), debitRegies(tx)]);
  if (regies.length === 0) return null;
  return (
    <LinkButton kind="quiet" icon="repeat" href="/factures/prelevement">
      {t("mandate")}
    </LinkButton>
  );
}
