/** The outbox: what was written to whom, and whether it left. In the demonstration this is where mail arrives. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import { Line, Lines } from "@/components/ui/line";
import { Pagination } from "@/components/ui/navigation";
import { EmptyState, Notice } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { wordMoment } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { consultedOutbox } from "@/lib/report/queries-work";
import { env } from "@/lib/server/env";
import { officePage, tracedRead } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.outbox"))("title") };
}

const tones = { queued: "quiet", sent: "ok", failed: "bad" } as const;
const icons = { queued: "clock", sent: "check", failed: "alert" } as const;

type Props = { searchParams: Promise<{ page?: string }> };

export default async function OutboxPage({ searchParams }: Props) {
  const page = Math.max(1, Math.min(1000, Number.parseInt((await searchParams).page ?? "1", 10) || 1));
  const visit = await officePage("mail.consult", "/gestion/reglages/courriels");
  const [t, locale, { mails, pages }] = await Promise.all([
    getTranslations("settings.outbox"),
    getLocale(),
    tracedRead(visit, (context) => consultedOutbox(context, page)),
  ]);
  return (
    <Desk title={t("title")} lead={t("lead")}>
      {env().SMTP_URL ? null : <Notice inset title={t("local")} />}
      {mails.length === 0 ? <EmptyState icon="mail" title={t("none")} /> : null}
      <Lines label={t("title")}>
        {mails.map((mail) => (
          <Line
            key={mail.id}
            icon="mail"
            title={mail.subject}
            actions={
              <Tag tone={tones[mail.state]} icon={icons[mail.state]}>
                {t(`states.${mail.state}`)}
              </Tag>
            }
          >
            <p>
              {mail.toAddress} · {wordMoment(locale, parisOf(mail.createdAt).moment)}
            </p>
            {mail.lastError ? <p className="small soft">{mail.lastError}</p> : null}
            {mail.text === null ? (
              <p className="small soft">{t("secret")}</p>
            ) : (
              <Disclosure summary={t("read")}>
                <pre className="prose whitespace-pre-wrap font-sans">{mail.text}</pre>
              </Disclosure>
            )}
          </Line>
        ))}
      </Lines>
      {pages > 1 ? (
        <Pagination
          label={t("title")}
          position={t("position", { page, pages })}
          previous={page > 1 ? { href: `?page=${page - 1}`, label: t("newer") } : undefined}
          next={page < pages ? { href: `?page=${page + 1}`, label: t("older") } : undefined}
        />
      ) : null}
    </Desk>
  );
}
