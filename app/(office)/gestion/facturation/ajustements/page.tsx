/** What a month that was issued would come to now: each difference with its reason, accepted by the head line by line, by household or in all. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { Pagination } from "@/components/ui/navigation";
import { EmptyState, Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { proposalsOf } from "@/lib/correction/queries";
import { wordChange } from "@/lib/i18n/amounts";
import { opening, wordMonth } from "@/lib/i18n/dates";
import { regiesOf } from "@/lib/invoice/queries-runs";
import { officePage, tracedRead } from "@/lib/server/page";
import { AcceptAll } from "./accept";
import { type Asked, addressOf, readAsked } from "./asked";
import { Family } from "./family";
import { MonthForm } from "./month-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("invoice.office.corrections"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CorrectionsPage({ searchParams }: Props) {
  const visit = await officePage("billing.consult", "/gestion/facturation/ajustements");
  const regies = await regiesOf(visit.tx);
  const asked = readAsked(await searchParams, { today: visit.today, regies });
  const [t, locale] = await Promise.all([getTranslations("invoice.office.corrections"), getLocale()]);
  const found = await tracedRead(visit, (context) => proposalsOf(context, asked));
  const mayAccept = allows(visit.passport.role, "billing.run");
  const change = wordChange(locale, found.cents);
  return (
    <Desk
      title={t("title")}
      dateline={opening(wordMonth(locale, asked.month))}
      lead={t("lead")}
      back={{ href: "/gestion/facturation", label: t("back") }}
    >
      <Accepted count={asked.accepted} />
      <MonthForm asked={asked} regies={regies} today={visit.today} />
      {found.lines === 0 ? (
        <EmptyState icon="check" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <Section title={t("summary", { lines: found.lines, families: found.total, change })}>
          <p className="soft measure mt-3">{t("next")}</p>
          {mayAccept ? <AcceptAll asked={asked} lines={found.lines} cents={found.cents} /> : null}
        </Section>
      )}
      {found.families.map((family) => (
        <Family
          key={family.householdId}
          family={family}
          asked={asked}
          mayAccept={mayAccept}
          mayOpen={allows(visit.passport.role, "family.consult")}
        />
      ))}
      <Pages asked={asked} total={found.total} size={found.size} />
    </Desk>
  );
}

async function Accepted({ count }: { count: number }) {
  if (count === 0) return null;
  const t = await getTranslations("invoice.office.corrections");
  return (
    <Notice tone="ok" live title={t("accepted", { count })}>
      {t("acceptedText")}
    </Notice>
  );
}

async function Pages({ asked, total, size }: { asked: Asked; total: number; size: number }) {
  if (total <= size) return null;
  const t = await getTranslations("invoice.office.corrections");
  const from = (asked.page - 1) * size + 1;
  const to = Math.min(total, asked.page * size);
  return (
    <Pagination
      label={t("pages")}
      position={t("position", { from, to, total })}
      previous={asked.page > 1 ? { href: addressOf(asked, asked.page - 1), label: t("previous") } : undefined}
      next={to < total ? { href: addressOf(asked, asked.page + 1), label: t("nextPage") } : undefined}
    />
  );
}
