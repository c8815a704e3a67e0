/** Before asking for erasure: what would go at once, what stays, until when and why, and what stands in the way today. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Leaf, Padded, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { Table } from "@/components/ui/table";
import { wordDate } from "@/lib/i18n/dates";
import { blocksErasure, goesNow, heldForErasure } from "@/lib/privacy/queries-erasure";
import { type Kept, keptUntil } from "@/lib/privacy/rules-erasure";
import { retentionSettings } from "@/lib/retention/queries-settings";
import { familyPage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("privacy.erase"))("title") };
}

const PATH = "/mes-donnees/effacement";
const comforts = ["devices", "feeds", "workPhone"] as const;
const obstacles = ["enrolled", "booked", "owed", "request"] as const;

export default async function ErasurePage() {
  const { tx, scope } = await familyPage("journal.read", PATH);
  const [t, mine, held, now, blocks, { durations }] = await Promise.all([
    getTranslations("privacy.erase"),
    getTranslations("privacy"),
    heldForErasure(tx, scope),
    goesNow(tx, scope),
    blocksErasure(tx, scope),
    retentionSettings(tx),
  ]);
  const going = comforts.filter((subject) => now[subject] > 0);
  const standing = obstacles.filter((obstacle) => blocks[obstacle] > 0);
  return (
    <Leaf title={t("title")} lead={t("lead")} back={{ href: "/mes-donnees", label: mine("title") }}>
      <Section title={t("now")}>
        <Lines>
          {going.length === 0 ? <Line quiet>{t("nothing")}</Line> : null}
          {going.map((subject) => (
            <Line key={subject} icon="trash" quiet>
              {t(`rows.${subject}`)}
            </Line>
          ))}
        </Lines>
      </Section>
      {standing.length > 0 ? (
        <Section title={t("blocked")}>
          <Lines>
            {standing.map((obstacle) => (
              <Line key={obstacle} icon="info" quiet>
                {t(`blocks.${obstacle}`, { count: blocks[obstacle] })}
              </Line>
            ))}
          </Lines>
        </Section>
      ) : null}
      <Section title={t("stay")}>
        <Padded>
          <KeptTable rows={keptUntil(held, durations)} />
        </Padded>
      </Section>
      <Section title={t("ask")}>
        <Line
          as="div"
          icon="message"
          actions={<LinkButton href="/demandes/nouvelle?sujet=effacement">{t("ask")}</LinkButton>}
        >
          {t("askText")}
        </Line>
      </Section>
    </Leaf>
  );
}

const REASONS = ["accounting-10-years", "proof-10-years", "household-end", "net-12-months", "request-closed"] as const;

async function KeptTable({ rows }: { rows: readonly Kept[] }) {
  const [t, locale] = await Promise.all([getTranslations("privacy.erase"), getLocale()]);
  const reason = ({ rule }: Kept) => {
    const known = REASONS.find((one) => one === rule);
    return known ? t(`reasons.${known}`) : "";
  };
  return (
    <Table
      caption={t("stay")}
      hideCaption
      rows={rows}
      rowKey={({ subject }) => subject}
      columns={[
        { key: "subject", header: t("subject"), rowHeader: true, cell: ({ subject }) => t(`rows.${subject}`) },
        {
          key: "until",
          header: t("until"),
          label: t("until"),
          cell: ({ until }) => (until ? wordDate(locale, until) : t("open")),
        },
        { key: "why", header: t("why"), cell: reason },
      ]}
    />
  );
}
