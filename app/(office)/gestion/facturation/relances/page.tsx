/** Reminders of the day: what would leave, with sums and letters; what waits and why; what has left. Nothing leaves by itself. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { knowsReminders, remindersToday } from "@/lib/dunning/queries";
import { letterDays } from "@/lib/dunning/queries-letter";
import { officePage, tracedRead } from "@/lib/server/page";
import { LetterDays } from "./letter-days";
import { OtherInvoices } from "./other-invoices";
import { SendForm } from "./send-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning.reminders"))("title") };
}

type Props = { searchParams: Promise<{ parties?: string; restees?: string }> };

export default async function RemindersPage({ searchParams }: Props) {
  const visit = await officePage("billing.consult", "/gestion/facturation/relances");
  const [search, t, found, days, known] = await Promise.all([
    searchParams,
    getTranslations("dunning.reminders"),
    tracedRead(visit, remindersToday),
    letterDays(visit.tx),
    knowsReminders(visit.tx, visit.today),
  ]);
  const due = found.filter(({ reminding }) => reminding.kind === "due");
  const others = found.filter(({ reminding }) => reminding.kind !== "due");
  const maySend = allows(visit.passport.role, "debt.pursue");
  return (
    <Desk
      title={t("title")}
      dateline={t("dueCount", { count: due.length })}
      lead={t("lead")}
      back={{ href: "/gestion/facturation", label: t("back") }}
      notice={<Sent sent={Number(search.parties ?? 0)} left={Number(search.restees ?? 0)} />}
      action={
        allows(visit.passport.role, "settings.write") ? (
          <LinkButton kind="quiet" icon="pencil" href="/gestion/reglages/textes">
            {t("words")}
          </LinkButton>
        ) : undefined
      }
    >
      <Section title={t("due")}>
        {due.length === 0 ? (
          <EmptyState icon="check" title={t(known ? "noneTitle" : "noRulesTitle")}>
            {t(known ? "none" : "noRules")}
          </EmptyState>
        ) : (
          <SendForm invoices={due} maySend={maySend} />
        )}
      </Section>
      {others.length > 0 ? <OtherInvoices invoices={others} mayPlan={maySend} /> : null}
      {days.length > 0 ? <LetterDays days={days} /> : null}
    </Desk>
  );
}

async function Sent({ sent, left }: { sent: number; left: number }) {
  if (!Number.isInteger(sent) || sent <= 0) return null;
  const t = await getTranslations("dunning.reminders");
  return (
    <Notice tone="ok" live title={t("sent", { count: sent })}>
      {left > 0 ? t("left", { count: left }) : null}
    </Notice>
  );
}
