/** The keys of documents: those in force, their ceremony, and moving what was received to them. Private halves never leave this browser. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { KeyCeremony } from "@/components/document/office/key-ceremony";
import { Rewrap } from "@/components/document/office/rewrap";
import { Desk, Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState, Notice } from "@/components/ui/notice";
import { type Keys, keysFor } from "@/lib/document/queries";
import { keyHistory, staleEnvelopes } from "@/lib/document/queries-office";
import { wordFingerprint } from "@/lib/document/rules-keys";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { catalogues } from "@/lib/i18n/messages";
import { parisOf } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";
import { publish, takeBatch } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("document.keys"))("title") };
}

type Props = { searchParams: Promise<{ fait?: string }> };

export default async function KeysPage({ searchParams }: Props) {
  const [{ fait }, { tx, today }] = await Promise.all([
    searchParams,
    officePage("document.keys", "/gestion/documents/cles"),
  ]);
  const [t, office, locale, keys, history] = await Promise.all([
    getTranslations("document.keys"),
    getTranslations("document.office"),
    getLocale(),
    keysFor(tx, null),
    keyHistory(tx),
  ]);
  const stale = keys && (await staleEnvelopes(tx, keys.current.fingerprint));
  const current = history.find(({ retiredAt }) => retiredAt === null);
  const tools = await toolsOf();
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/documents", label: office("back") }}
      notice={fait ? <Notice tone="ok" live title={t("published")} /> : undefined}
    >
      <Section title={t("current")}>
        {current ? (
          <Line as="div" icon="key" title={wordFingerprint(current.fingerprint)}>
            <p>
              {t("since", { day: wordDate(locale, parisOf(current.createdAt).day) })}. {t("post")}
            </p>
          </Line>
        ) : (
          <EmptyState icon="key" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        )}
        <p className="mt-3">
          <TextLink href="/gestion/documents/cles/secours">{t("paperLink")}</TextLink>
        </p>
      </Section>
      {keys && stale && stale.total > 0 ? (
        <Section title={t("rewrap")}>
          <p>{t("rewrapText", { count: stale.total })}</p>
          <Rewrap {...keys} {...tools} stale={stale} take={takeBatch as never} />
        </Section>
      ) : null}
      <Section title={current ? t("again") : t("ceremony")}>
        {current ? (
          <Disclosure summary={t("again")}>
            <KeyCeremony {...tools} today={today} current={current.fingerprint} publish={publish} />
          </Disclosure>
        ) : (
          <KeyCeremony {...tools} today={today} current={null} publish={publish} />
        )}
      </Section>
      <History keys={keys} />
    </Desk>
  );
}

async function toolsOf() {
  const [locale, form] = await Promise.all([getLocale(), getTranslations("ui.form")]);
  const { keys, office } = catalogues[locale].document;
  return { words: keys, office, reveal: { show: form("show"), hide: form("hide") }, form: formTexts(form) };
}

async function History({ keys }: { keys: Keys | null }) {
  const t = await getTranslations("document.keys");
  const former = (keys?.published ?? []).filter(({ fingerprint }) => fingerprint !== keys?.current.fingerprint);
  if (former.length === 0) return null;
  return (
    <Section title={t("history")}>
      <Lines label={t("history")}>
        {former.map((one, index) => (
          <Line key={one.fingerprint} quiet icon="key" title={wordFingerprint(one.fingerprint)}>
            <p>{one.endorsedBy ? t("vouched") : index === 0 ? t("first") : t("lost")}</p>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}
