/** Which documents the commune asks for: kinds, of whom, how long they hold, when their file goes; and how full the store is. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { LinkButton, TextLink } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Meter } from "@/components/ui/progress";
import { Tag } from "@/components/ui/tag";
import { kindsForSettings, ruleNames, storeGauge } from "@/lib/document/queries-office";
import type { Locale } from "@/lib/i18n/locale";
import { officePage } from "@/lib/server/page";
import { wordNeed } from "./need-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("document.settings"))("title") };
}

export default async function KindsPage() {
  const { tx } = await officePage("settings.write", "/gestion/reglages/pieces");
  const [t, settings, locale, kinds, gauge] = await Promise.all([
    getTranslations("document.settings"),
    getTranslations("settings"),
    getLocale(),
    kindsForSettings(tx),
    storeGauge(tx),
  ]);
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      back={{ href: "/gestion/reglages", label: settings("title") }}
      action={
        <LinkButton kind="line" icon="plus" href="/gestion/reglages/pieces/nouvelle">
          {t("add")}
        </LinkButton>
      }
    >
      <DeskColumns aside={<Gauge {...gauge} locale={locale} />}>
        <KindLines kinds={kinds} rules={await ruleNames(tx)} locale={locale} />
      </DeskColumns>
    </Desk>
  );
}

type Kinds = Awaited<ReturnType<typeof kindsForSettings>>;
type Rules = Awaited<ReturnType<typeof ruleNames>>;

async function KindLines({ kinds, rules, locale }: { kinds: Kinds; rules: Rules; locale: Locale }) {
  const t = await getTranslations("document.settings");
  const name = (kind: Kinds[number]) => (locale === "fr" ? kind.nameFr : kind.nameEn);
  return (
    <Lines label={t("kinds")}>
      {kinds.map((kind) => (
        <Line
          key={kind.id}
          icon="document"
          title={name(kind)}
          actions={
            <LinkButton
              kind="line"
              small
              href={`/gestion/reglages/pieces/${kind.id}`}
              label={t("editNamed", { kind: name(kind) })}
            >
              {t("edit")}
            </LinkButton>
          }
        >
          <p>
            {kind.isOpen ? null : <Tag tone="quiet">{t("closed")}</Tag>}
            {kind.isAttached ? <Tag tone="info">{t("attached")}</Tag> : null}
            {kind.needs.map((need) => (
              <span key={need.id} className="block">
                {wordNeed(t, need, { rules, locale })}
              </span>
            ))}
            {kind.needs.length === 0 && !kind.isAttached ? <span className="soft">{t("noNeeds")}</span> : null}
          </p>
          <p className="small soft">
            {t(`lasts.${kind.validity.lasts}`)}. {t("destroy", { days: kind.destroyDays })}.
          </p>
        </Line>
      ))}
    </Lines>
  );
}

async function Gauge({ used, quota, locale }: { used: number; quota: number; locale: Locale }) {
  const t = await getTranslations("document.settings");
  const words = t("storeText", { used: sizeOf(used, locale), quota: sizeOf(quota, locale) });
  return (
    <Section title={t("store")}>
      <Meter value={used} max={quota} label={words} />
      <p>{words}</p>
      <p>
        <TextLink href="/gestion/reglages/documents">{t("storeLink")}</TextLink>
      </p>
    </Section>
  );
}

function sizeOf(bytes: number, locale: Locale): string {
  const [value, unit] = bytes >= 1_000_000_000 ? [bytes / 1_000_000_000, "gigabyte"] : [bytes / 1_000_000, "megabyte"];
  const shape = { style: "unit", unit, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, shape).format(value).replaceAll("\u202f", "\u00a0");
}
