/** Parts of the page of the day for those who keep the till, and for those who keep the machine. */
import { getTranslations } from "next-intl/server";
import { ControlStrip } from "@/components/control/control-strip";
import { Section } from "@/components/layout/leaf";
import { DefinitionList } from "@/components/ui/label";
import { Tag } from "@/components/ui/tag";
import type { OfficeScope } from "@/lib/access/gate";
import { controlsSince } from "@/lib/control/queries";
import { wordAmount } from "@/lib/i18n/amounts";
import type { Locale } from "@/lib/i18n/locale";
import { addDays } from "@/lib/kernel/civil-date";
import { openCaseCount } from "@/lib/payment/queries-case";
import { anchorState, machineHealth, tillOf } from "@/lib/report/queries-desk";
import type { Visit } from "@/lib/server/page";

export async function TillSection({ visit, locale }: { visit: Visit<OfficeScope>; locale: Locale }) {
  const [t, till] = await Promise.all([getTranslations("office.home.till"), tillOf(visit.tx, visit.today)]);
  const counted = (amount: number, count: number) => t("amount", { amount: wordAmount(locale, amount), count });
  return (
    <Section title={t("title")}>
      <DefinitionList
        look="pairs"
        items={[
          { term: t("today"), value: counted(till.todayCents, till.todayCount) },
          { term: t("open"), value: counted(till.openCents, till.openCount) },
          { term: t("due"), value: wordAmount(locale, till.dueCents) },
        ]}
      />
    </Section>
  );
}

/** The last thirty days of the three-way control, and what is open of it. */
export async function ControlSection({ visit: { tx, today } }: { visit: Visit<OfficeScope> }) {
  const [t, days, open] = await Promise.all([
    getTranslations("control.strip"),
    controlsSince(tx, addDays(today, -30)),
    openCaseCount(tx),
  ]);
  return (
    <Section title={t("title")} link={{ href: "/gestion/rapprochement", label: t("go") }}>
      <ControlStrip days={days} />
      <p className={open.count > 0 ? undefined : "soft"}>{t("open", { count: open.count })}</p>
    </Section>
  );
}

const known = ["ok", "down", "unknown", "empty", "stopped", "late", "no-key", "failing", "none"] as const;

export async function MachineSection({ now }: { now: Date }) {
  const [t, health, anchors] = await Promise.all([
    getTranslations("office.home.machine"),
    machineHealth(now),
    anchorState(),
  ]);
  const stateOf = (word: string) => {
    const state = known.find((one) => one === word) ?? "unknown";
    const tone = state === "ok" ? "ok" : state === "none" ? "info" : "bad";
    return <Tag tone={tone}>{t(state)}</Tag>;
  };
  return (
    <Section title={t("title")}>
      <DefinitionList
        look="pairs"
        items={[
          { term: t("database"), value: stateOf(health.database) },
          { term: t("worker"), value: stateOf(health.worker) },
          { term: t("journal"), value: stateOf(health.journal) },
          { term: t("witness"), value: stateOf(anchors.witness) },
          { term: t("timestamp"), value: stateOf(anchors.timestamp) },
        ]}
      />
    </Section>
  );
}
