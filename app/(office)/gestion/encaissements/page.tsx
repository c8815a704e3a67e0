/** The state of the till: what is in hand by means, what is late or too much, and what waits for the régisseur. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { RegieForm } from "@/components/till/regie-form";
import { TillTable } from "@/components/till/till-table";
import { LinkButton, TextLink } from "@/components/ui/button";
import { DefinitionList } from "@/components/ui/label";
import { EmptyState, Notice } from "@/components/ui/notice";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { sum } from "@/lib/kernel/money";
import { openCaseCount } from "@/lib/payment/queries-case";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { openRefundCount } from "@/lib/refund/queries-office";
import { officePage } from "@/lib/server/page";
import { type TillState, tillOf } from "@/lib/till/queries";
import { handoversOf, papersInHand } from "@/lib/till/queries-papers";
import { chosenRegie, TILL, TillTabs } from "./desk";
import type { Search } from "./period";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("till"))("title") };
}

export default async function TillPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("treasury.export", TILL)]);
  const { tx, today, passport } = visit;
  const [chosen, locale, t] = await Promise.all([chosenRegie(tx, search), getLocale(), getTranslations("till")]);
  if (!chosen) return <Desk title={t("title")}>{<EmptyState icon="euro" title={t("noRegie")} />}</Desk>;
  const { regieId } = chosen;
  const [till, papers, refunds, cases, [handover]] = await Promise.all([
    tillOf(tx, regieId, today),
    papersInHand(tx, regieId),
    openRefundCount(tx, regieId),
    openCaseCount(tx, regieId),
    handoversOf(tx, regieId),
  ]);
  const waitsForMe = handover && handover.toId === passport.accountId && !handover.acceptedAt;
  const counts = { papers: papers.length, papersCents: sum(papers.map((paper) => paper.amountCents)) };
  const take = (
    <LinkButton icon="plus" href={`${TILL}/nouveau`}>
      {t("take")}
    </LinkButton>
  );
  return (
    <Desk
      title={t("title")}
      lead={t("lead", { amount: wordAmount(locale, till.inHandCents) })}
      action={take}
      tools={<TillTabs current="state" {...chosen} />}
    >
      <RegieForm page={TILL} {...chosen} words={{ regie: t("regie"), show: t("show") }} />
      {waitsForMe ? <Waiting name={handover.from} /> : null}
      <Warnings till={till} />
      <DeskColumns aside={<ToFollow {...counts} till={till} refunds={refunds} cases={cases.count} />}>
        <Section title={t("state.title")}>
          {till.lines.length === 0 ? (
            <EmptyState icon="euro" title={t("state.empty")}>
              {t("state.emptyText")}
            </EmptyState>
          ) : (
            <TillTable lines={till.lines} totals={till} />
          )}
        </Section>
      </DeskColumns>
    </Desk>
  );
}

async function Waiting({ name }: { name: string }) {
  const t = await getTranslations("till.state");
  return (
    <div className="mt-6">
      <Notice tone="warn" inset title={t("waiting")}>
        <p>
          {t("waitingText", { name })} <TextLink href={`${TILL}/passation`}>{t("see")}</TextLink>
        </p>
      </Notice>
    </div>
  );
}

/** What is late, and what is too much: each with the way to put it right. */
async function Warnings({ till }: { till: TillState }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("till.state")]);
  const euros = (amount: number) => wordAmount(locale, amount);
  const { due, overCents, ceilingCents, inHandCents } = till;
  const remit = <TextLink href={`${TILL}/versements`}>{t("remit")}</TextLink>;
  const over = { cash: euros(ceilingCents + overCents), ceiling: euros(ceilingCents), over: euros(overCents) };
  return (
    <>
      {due?.isOverdue ? (
        <Warning title={t("late")} link={remit}>
          {t("lateText", { day: wordDate(locale, due.dueOn), amount: euros(inHandCents) })}
        </Warning>
      ) : null}
      {overCents > 0 ? (
        <Warning title={t("over")} link={remit}>
          {t("overText", over)}
        </Warning>
      ) : null}
    </>
  );
}

function Warning({ title, link, children }: { title: string; link: ReactNode; children: ReactNode }) {
  return (
    <div className="mt-6">
      <Notice tone="warn" inset icon="warn" title={title}>
        <p>
          {children} {link}
        </p>
      </Notice>
    </div>
  );
}

type ToFollowProps = { till: TillState; papers: number; papersCents: number; refunds: number; cases: number };

async function ToFollow({ till, papers, papersCents, refunds, cases }: ToFollowProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("till.state")]);
  const { lastRemittance: last, due } = till;
  const lastWords = last && t("lastOf", { number: writtenNumber(last), day: wordDate(locale, last.day) });
  const papersWords = t("papersCount", { count: papers, amount: wordAmount(locale, papersCents) });
  return (
    <Section title={t("todo")}>
      <DefinitionList
        items={[
          { term: t("last"), value: lastWords ?? t("never") },
          { term: t("next"), value: due ? t("nextOn", { day: wordDate(locale, due.dueOn) }) : t("nextNone") },
          { term: t("papers"), value: <TextLink href={`${TILL}/bordereaux`}>{papersWords}</TextLink> },
          {
            term: t("refunds"),
            value: <TextLink href={`${TILL}/remboursements`}>{t("refundsCount", { count: refunds })}</TextLink>,
          },
          {
            term: t("cases"),
            value: <TextLink href="/gestion/rapprochement">{t("casesCount", { count: cases })}</TextLink>,
          },
        ]}
      />
    </Section>
  );
}
