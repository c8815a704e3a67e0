/** One invoice or credit note on screen: the same words and amounts as its PDF, each line with its calculation, and what became of it. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { contestTones } from "@/components/contest/contest-parts";
import { type AboutLine, Bill } from "@/components/invoice/bill";
import { DueLabel, FileActions } from "@/components/invoice/due-label";
import { Mentions, Ways } from "@/components/invoice/mentions";
import { Leaf, Padded, Section, Spread } from "@/components/layout/leaf";
import { AttemptLines } from "@/components/payment/attempt-lines";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Figure, Label } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { contestsOfInvoice } from "@/lib/contest/queries";
import { isOpen } from "@/lib/contest/rules";
import { type Life, lifeOf } from "@/lib/credit/queries-life";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { type InvoiceView, ownInvoice } from "@/lib/invoice/queries";
import { numberOf } from "@/lib/invoice/rules";
import { documentOf } from "@/lib/issuance/rules-document";
import { isId } from "@/lib/kernel/ids";
import { attemptsOf } from "@/lib/payment/queries";
import { familyPage, type Visit } from "@/lib/server/page";
import { Answers, Story } from "./story";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.list"))("title") };
}

type Props = { params: Promise<{ id: string }> };
type Tx = Visit<unknown>["tx"];

export default async function InvoicePage({ params }: Props) {
  const { id } = await params;
  const { tx, scope, today } = await familyPage("invoice.read", `/factures/${encodeURIComponent(id)}`);
  const invoice = isId(id) ? await ownInvoice(tx, scope, id) : null;
  if (!invoice) notFound();
  const [locale, t, attempts, life] = await Promise.all([
    getLocale(),
    getTranslations("invoice.page"),
    attemptsOf(tx, id),
    lifeOf(tx, id, today),
  ]);
  const { facts } = invoice;
  const isNote = facts.kind === "credit_note";
  const content = documentOf(facts, locale);
  const lead = t(isNote ? "noteLead" : "lead", {
    number: numberOf(facts) ?? "",
    day: facts.issuedOn ? wordDate(locale, facts.issuedOn) : "",
    regie: facts.head.issuer.regie,
  });
  return (
    <Leaf
      title={content.title}
      lead={<span className="soft">{lead}</span>}
      back={{ href: "/factures", label: t("back") }}
    >
      <Spread
        asideFirst
        aside={isNote ? <NoteLabel invoice={invoice} /> : <Owed tx={tx} invoice={invoice} life={life} />}
      >
        <Padded>
          <Bill content={content} why={t("why")} {...(isNote ? {} : { about: await linesOf(tx, invoice) })} />
          <Ways content={content} />
        </Padded>
        <Answers life={life} />
        {isNote ? null : <Story life={life} facts={facts} />}
        <AttemptLines attempts={attempts.filter((attempt) => attempt.status !== "paid")} />
        <Section title={t("official")}>
          <Padded>
            <Mentions content={content} />
          </Padded>
        </Section>
      </Spread>
    </Leaf>
  );
}

async function Owed({ tx, invoice: { id, regieId, facts }, life }: { tx: Tx; invoice: InvoiceView; life: Life }) {
  const { state, dueCents, claimCents } = life;
  const post = claimCents > 0 ? (await regieSettingsOf(tx, regieId)).treasury.postName : "";
  const { totalCents, dueOn } = facts;
  const ask = (await getTranslations("casework.links"))("plan");
  return (
    <>
      <DueLabel {...{ id, state, dueCents, claimCents, totalCents, dueOn, post }} />
      {dueCents > 0 ? (
        <Padded>
          <TextLink href={`/demandes/nouvelle?sujet=echeancier&facture=${id}`} className="link">
            {ask}
          </TextLink>
        </Padded>
      ) : null}
    </>
  );
}

async function NoteLabel({ invoice: { id, facts } }: { invoice: InvoiceView }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("invoice.page")]);
  return (
    <Padded>
      <Label title={t("noteAmount")}>
        <Figure>{wordAmount(locale, facts.totalCents)}</Figure>
        <p className="soft">{t("noteUse")}</p>
      </Label>
      <FileActions id={id} />
      <div className="line-actions">
        <LinkButton kind="quiet" href="/factures/remboursement">
          {t("refund")}
        </LinkButton>
      </div>
    </Padded>
  );
}

/** A line that is contested says so; the others can be. */
async function linesOf(tx: Tx, { id, facts }: InvoiceView): Promise<AboutLine> {
  const [t, states, contests] = await Promise.all([
    getTranslations("invoice.page"),
    getTranslations("contest.states"),
    contestsOfInvoice(
      tx,
      facts.lines.flatMap((line) => line.id ?? []),
    ),
  ]);
  return (lineId) => {
    const contest = contests.get(lineId);
    const note = contest ? (
      <small className="no-print">
        <Tag tone={contestTones[contest.step]}>{t("contested", { state: states(contest.step) })}</Tag>{" "}
        <TextLink href={`/demandes/${contest.id}`}>{t("followContest")}</TextLink>
      </small>
    ) : null;
    if (contest && isOpen(contest.step)) return { note };
    const action = (
      <LinkButton kind="quiet" small icon="message" href={`/factures/${id}/contester?ligne=${lineId}`}>
        {t("contest")}
      </LinkButton>
    );
    return { note, action };
  };
}
