/** A family's credits and refunds: what it may ask back, and what became of what it asked. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { RefundRequestForm } from "@/components/refund/refund-forms";
import { RefundStateTag } from "@/components/refund/refund-line";
import { DayMark } from "@/components/ui/dates";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { newSecret } from "@/lib/kernel/ids";
import { formatInput } from "@/lib/kernel/money";
import { creditsOfFamily, type FamilyCredit, refundsOfFamily } from "@/lib/refund/queries";
import { familyPage } from "@/lib/server/page";
import { askBack } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("refund.family"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function FamilyRefundsPage({ searchParams }: Props) {
  const [search, { tx, scope }] = await Promise.all([
    searchParams,
    familyPage("refund.ask", "/factures/remboursement"),
  ]);
  const [all, refunds, t] = await Promise.all([
    creditsOfFamily(tx, scope),
    refundsOfFamily(tx, scope),
    getTranslations("refund.family"),
  ]);
  const credits = all.filter((credit) => credit.freeCents > 0);
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/factures", label: t("back") }}>
      {search.envoyee ? (
        <Padded>
          <Notice tone="ok" inset live title={t("sent")}>
            {t("sentText")}
          </Notice>
        </Padded>
      ) : null}
      {credits.length === 0 ? (
        <Padded>
          <EmptyState icon="euro" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        </Padded>
      ) : null}
      {credits.map((credit) => (
        <Credit key={credit.creditId} credit={credit} />
      ))}
      {refunds.length > 0 ? <Refunds rows={refunds} /> : null}
    </Leaf>
  );
}

async function Credit({ credit }: { credit: FamilyCredit }) {
  const [locale, t, ui] = await Promise.all([
    getLocale(),
    getTranslations("refund.family"),
    getTranslations("ui.form"),
  ]);
  const { creditId, freeCents, refundableCents, openedAt } = credit;
  const most = t("most", { most: wordAmount(locale, refundableCents) });
  return (
    <Section title={t("credit", { amount: wordAmount(locale, freeCents) })}>
      <Padded>
        <p className="py-3">
          {t("opened", { day: wordDate(locale, parisOf(openedAt).day) })} {refundableCents > 0 ? null : t("mostNone")}
        </p>
        {refundableCents > 0 ? (
          <RefundRequestForm
            action={askBack}
            texts={formTexts(ui)}
            hidden={{ creditId, _key: newSecret() }}
            prefix={creditId}
            amount={formatInput(refundableCents)}
            words={{
              ...{ amount: t("amount"), amountHint: most, save: t("save") },
              ...{ reason: t("reason"), reasonHint: t("reasonHint") },
            }}
          />
        ) : null}
      </Padded>
    </Section>
  );
}

type Row = Awaited<ReturnType<typeof refundsOfFamily>>[number];

async function Refunds({ rows }: { rows: readonly Row[] }) {
  const [locale, t, means] = await Promise.all([
    getLocale(),
    getTranslations("refund.family"),
    getTranslations("payment.means"),
  ]);
  return (
    <Section title={t("list")}>
      <Lines>
        {rows.map((row) => {
          const day = parisOf(row.createdAt).day;
          const amount = wordAmount(locale, row.amountCents);
          return (
            <Line
              key={row.id}
              quiet
              margin={<DayMark day={day} locale={locale} />}
              title={t("line", { amount, means: means(row.means) })}
            >
              <p>
                <RefundStateTag state={row.state} /> {t("asked", { day: wordDate(locale, day) })}.
                {row.paidOn ? ` ${t("paidOn", { day: wordDate(locale, fromColumn(row.paidOn)) })}.` : null}
              </p>
              {row.motive ? <p className="soft">{t("motive", { text: row.motive })}</p> : null}
            </Line>
          );
        })}
      </Lines>
    </Section>
  );
}
