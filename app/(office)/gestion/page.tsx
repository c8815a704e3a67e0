/** The office's page of the day, by role: what waits, who is expected, what must not be missed. Counts only, within the scope. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Alerts } from "@/components/desk/alerts";
import { DayTable } from "@/components/desk/day-table";
import { TaskTable } from "@/components/desk/task-table";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Moment } from "@/components/ui/dates";
import { EmptyState } from "@/components/ui/notice";
import type { OfficeScope } from "@/lib/access/gate";
import { allows } from "@/lib/access/permissions";
import { ownEngagement } from "@/lib/accreditation/queries";
import { siteNamesOf } from "@/lib/activity/queries-sites";
import { wordDay, wordList } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { alertsOf, dayOf, nextOpenDay, tasksOf } from "@/lib/report/queries-desk";
import { officePage, type Visit } from "@/lib/server/page";
import { ControlSection, MachineSection, TillSection } from "./sections";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("office.home"))("title") };
}

type Shown = { visit: Visit<OfficeScope>; locale: Locale };

export default async function OfficeHomePage() {
  const visit = await officePage("office.home", "/gestion");
  const [t, locale, sites] = await Promise.all([
    getTranslations("office.home"),
    getLocale(),
    siteNamesOf(visit.tx, visit.scope),
  ]);
  const { role, everySite, grants, accountId } = visit.scope;
  const marks = allows(role, "attendance.record");
  const waits = marks && !everySite && grants.length === 0;
  const mustSign = waits && (await ownEngagement(visit.tx, accountId)).waits;
  return (
    <Desk
      dateline={<Moment moment={visit.moment} locale={locale} open />}
      title={sites.length > 0 ? t("titleAt", { sites: wordList(locale, sites) }) : t("title")}
      action={waits ? undefined : <MainAction role={role} />}
    >
      {waits ? (
        <EmptyState
          icon="lock"
          title={t("pending.title")}
          level={2}
          action={
            mustSign ? (
              <LinkButton href="/compte/engagement">{t("pending.sign")}</LinkButton>
            ) : (
              <LinkButton href="/compte">{t("pending.action")}</LinkButton>
            )
          }
        >
          {mustSign ? t("pending.signText") : t("pending.text")}
        </EmptyState>
      ) : (
        <DeskColumns aside={<Aside visit={visit} locale={locale} sites={sites} />}>
          <Tasks visit={visit} locale={locale} />
          {marks ? <Today visit={visit} locale={locale} /> : null}
          {allows(role, "treasury.export") ? <TillSection visit={visit} locale={locale} /> : null}
          {allows(role, "treasury.export") ? <ControlSection visit={visit} /> : null}
        </DeskColumns>
      )}
    </Desk>
  );
}

async function MainAction({ role }: { role: OfficeScope["role"] }) {
  const t = await getTranslations("office.home");
  if (allows(role, "attendance.record")) {
    return (
      <LinkButton href="/gestion/pointage" icon="list">
        {t("attendance")}
      </LinkButton>
    );
  }
  if (allows(role, "receipt.record")) {
    return (
      <LinkButton href="/gestion/encaissements/nouveau" icon="euro">
        {t("receipt")}
      </LinkButton>
    );
  }
  if (allows(role, "statistics.read")) {
    return (
      <LinkButton href="/gestion/statistiques" icon="chart">
        {t("statistics")}
      </LinkButton>
    );
  }
  return (
    <LinkButton href="/gestion/agents" icon="user">
      {t("accounts")}
    </LinkButton>
  );
}

/** Roles that settle nothing (steering body, attendance staff) have no such list. */
async function Tasks({ visit, locale }: Shown) {
  const { role } = visit.scope;
  if (!allows(role, "change.decide") && !allows(role, "job.consult")) return null;
  const [t, tasks] = await Promise.all([getTranslations("office.home.tasks"), tasksOf(visit.tx, visit.scope)]);
  return (
    <Section title={t("title")}>
      <TaskTable tasks={tasks} locale={locale} />
    </Section>
  );
}

async function Today({ visit: { tx, scope, today }, locale }: Shown) {
  const [t, rows] = await Promise.all([getTranslations("office.home.day"), dayOf(tx, scope, today)]);
  const next = rows.length === 0 ? await nextOpenDay(tx, scope, today) : null;
  const manySites = new Set(rows.map((row) => row.siteName)).size > 1;
  return (
    <Section title={t("title")}>
      {rows.length > 0 ? (
        <DayTable rows={rows} locale={locale} manySites={manySites} />
      ) : (
        <EmptyState icon="calendar" title={t("none")}>
          {next ? t("next", { day: wordDay(locale, next) }) : t("noNext")}
        </EmptyState>
      )}
    </Section>
  );
}

async function Aside({ visit, locale, sites }: Shown & { sites: readonly string[] }) {
  const { tx, scope, today } = visit;
  const t = await getTranslations("office.home");
  const access = () => {
    if (scope.role === "regie" || scope.role === "pilotage" || scope.role === "admin") return t(`access.${scope.role}`);
    if (scope.everySite) return t("access.all");
    return sites.length > 0 ? t("access.sites", { sites: wordList(locale, sites) }) : t("access.some");
  };
  return (
    <>
      {allows(scope.role, "attendance.record") ? (
        <Section title={t("alerts.title")}>
          <Alerts {...(await alertsOf(tx, scope, today))} />
        </Section>
      ) : null}
      {allows(scope.role, "settings.write") ? <MachineSection now={visit.now} /> : null}
      <Section title={t("access.title")}>
        <p className="soft small pt-3">{access()}</p>
      </Section>
    </>
  );
}
