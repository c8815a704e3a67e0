/** What an order did, line by line, with its reference; what it could not do and why; until when one may change one's mind. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ProofLinks } from "@/components/journal/proof-links";
import { Leaf, Padded, Section, Spread } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { DefinitionList, Label, Reference } from "@/components/ui/label";
import { Line, Priced } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { type Order, type OrderLine, orderOf } from "@/lib/booking/queries";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import { monthName, wordDayInYear, wordDays, wordLimit, wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { proofOfOrder } from "@/lib/journal/queries";
import type { Proof } from "@/lib/journal/rules-receipt";
import { type CivilDateTime, mondayOf, monthOf } from "@/lib/kernel/civil-date";
import { familyPage } from "@/lib/server/page";
import { activityName, type BookingT } from "../../grid-words";
import { refusedWords } from "./refused-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("booking.confirmation"))("metadata") };
}

type Props = { params: Promise<{ reference: string }> };

export default async function ConfirmationPage({ params }: Props) {
  const { reference } = await params;
  const visit = await familyPage("booking.write", `/reservations/confirmation/${encodeURIComponent(reference)}`);
  const order = await orderOf(visit.tx, visit.scope, reference);
  if (!order) notFound();
  const [t, locale] = await Promise.all([getTranslations("booking"), getLocale()]);
  const { firstName, lastName, email } = visit.passport;
  const proof = await proofOfOrder(visit.tx, visit, { reference, day: order.moment.slice(0, 10) });
  const aside = <Receipt t={t} locale={locale} order={order} by={`${firstName} ${lastName}`} proof={proof} />;
  return (
    <Leaf notice={<Verdict t={t} order={order} email={email} />}>
      <Spread asideFirst aside={aside}>
        <RefusedWishes t={t} locale={locale} order={order} />
        {childrenOf(order.lines).map(([name, lines]) => (
          <Section key={name} title={name}>
            {lines.map((line) => (
              <ChangeLine key={`${line.change}${line.nameFr}${line.days[0]}`} t={t} locale={locale} line={line} />
            ))}
          </Section>
        ))}
        {order.lines.length > 0 ? <Total t={t} locale={locale} cents={order.deltaCents} /> : null}
        <SecondThoughts t={t} locale={locale} order={order} now={visit.moment} />
      </Spread>
    </Leaf>
  );
}

type Part = { t: BookingT; locale: Locale; order: Order };

function countOf(order: Order): number {
  return order.lines.reduce((count, line) => count + line.days.length, 0);
}

function Verdict({ t, order, email }: { t: BookingT; order: Order; email: string }) {
  const count = countOf(order);
  if (count === 0) return <Notice tone="warn" level={1} title={t("confirmation.none")} />;
  return (
    <Notice tone="ok" level={1} title={t("confirmation.done", { count })}>
      <p>
        {order.refused.length > 0 ? `${t("confirmation.partial")} ` : ""}
        {t("confirmation.mail", { email })}
      </p>
    </Notice>
  );
}

function childrenOf(lines: readonly OrderLine[]): [string, OrderLine[]][] {
  const children = new Map<string, OrderLine[]>();
  for (const line of lines) children.set(line.firstName, [...(children.get(line.firstName) ?? []), line]);
  return [...children];
}

function ChangeLine({ t, locale, line }: { t: BookingT; locale: Locale; line: OrderLine }) {
  const isAdded = line.change === "added";
  const activity = activityName(locale, line);
  const [first] = line.days;
  const units = t("confirmation.units", { count: line.days.length, price: wordAmount(locale, line.unitCents) });
  return (
    <Line as="div" quiet icon={isAdded ? "plus" : "minus"}>
      <Priced amount={wordChange(locale, line.cents)} detail={units}>
        <strong>{isAdded ? t("confirmation.added", { activity }) : t("confirmation.removed", { activity })}</strong>
        <p>{first ? `${wordDays(locale, line.days)} ${monthName(locale, monthOf(first))}` : null}</p>
      </Priced>
    </Line>
  );
}

function Total({ t, locale, cents }: { t: BookingT; locale: Locale; cents: number }) {
  return (
    <Line as="div" quiet total icon="euro">
      <Priced amount={<span className="big">{wordChange(locale, cents)}</span>}>
        <strong>{t("confirmation.total")}</strong>
      </Priced>
      <p>{t("confirmation.invoice")}</p>
    </Line>
  );
}

function RefusedWishes({ t, locale, order }: Part) {
  if (order.refused.length === 0) return null;
  return (
    <Section title={t("confirmation.refusedTitle")}>
      {order.refused.map((wish) => (
        <Line
          as="div"
          quiet
          icon="closed"
          key={`${wish.childId}${wish.activityDayId}${wish.wish}`}
          title={`${wish.firstName}, ${activityName(locale, wish.limits)}, ${wordDayInYear(locale, wish.limits.day)}`}
        >
          {refusedWords(t, locale, wish)}
        </Line>
      ))}
    </Section>
  );
}

async function SecondThoughts({ t, locale, order, now }: Part & { now: CivilDateTime }) {
  const ask = (await getTranslations("casework.links"))("order");
  const day = order.limits[0]?.day ?? order.lines[0]?.days[0] ?? order.refused[0]?.limits.day;
  return (
    <Section title={t("confirmation.mind")}>
      <Line
        as="div"
        quiet
        icon="clock"
        actions={
          <>
            <TextLink href={day ? `/reservations?semaine=${mondayOf(day)}` : "/reservations"} className="link">
              {t("confirmation.back")}
            </TextLink>
            <TextLink href={`/demandes/nouvelle?sujet=question&reservation=${order.id}`} className="link">
              {ask}
            </TextLink>
            <TextLink href="/accueil" className="link">
              {t("confirmation.home")}
            </TextLink>
          </>
        }
      >
        {order.limits.map((limit) => {
          const about = { activity: activityName(locale, limit), day: wordDayInYear(locale, limit.day) };
          const isOver = now >= limit.cancelClosesAt;
          return (
            <p key={limit.nameFr}>
              {isOver
                ? t("confirmation.cancelOver", about)
                : t("confirmation.cancelUntil", { ...about, limit: wordLimit(locale, limit.cancelClosesAt) })}
            </p>
          );
        })}
      </Line>
    </Section>
  );
}

function Receipt({ t, locale, order, by, proof }: Part & { by: string; proof: Proof }) {
  return (
    <Padded>
      <Label title={t("confirmation.receipt")}>
        <Reference>{order.reference}</Reference>
        <DefinitionList
          look="pairs"
          items={[
            { term: t("confirmation.date"), value: wordMoment(locale, order.moment) },
            { term: t("confirmation.by"), value: by },
            {
              term: t("confirmation.proof"),
              value: (
                <ProofLinks
                  proof={proof}
                  here={`/reservations/confirmation/${encodeURIComponent(order.reference)}`}
                  all={`/journal?mots=${encodeURIComponent(order.reference)}`}
                />
              ),
            },
          ]}
        />
      </Label>
      <p className="mt-4">
        <LinkButton href="/reservations/agenda" kind="line" block icon="calendar">
          {t("confirmation.agenda")}
        </LinkButton>
      </p>
    </Padded>
  );
}
