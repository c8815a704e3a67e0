/** The worklist: the requests of the reader's scope, the most urgent first, with filters that stand in the address. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk } from "@/components/layout/leaf";
import { LiveCounts } from "@/components/request/live-counts";
import { LinkButton } from "@/components/ui/button";
import { Pagination, Tabs } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { colleagues, handlingOf, teamsOf } from "@/lib/casework/queries-settings";
import type { WorkFilters } from "@/lib/casework/schema";
import { schoolsOf } from "@/lib/household/queries-office";
import { catalogues } from "@/lib/i18n/messages";
import { workingDayFrom } from "@/lib/request/rules-deadline";
import { officePage, tracedRead } from "@/lib/server/page";
import { type Counts, searchedWork } from "@/lib/workload/queries-work";
import { listHref, PATH, readFilters, type Search } from "./asked";
import { WorkFiltersForm } from "./filters-form";
import { WorkTable } from "./work-table";

/** Working days ahead within which the list says that something is due soon, whatever its kind. */
const SOON = 3;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.office"))("title") };
}

type Props = { searchParams: Promise<Search> };

export default async function WorklistPage({ searchParams }: Props) {
  const filters = readFilters(await searchParams);
  const visit = await officePage("request.handle", listHref(filters, { page: filters.page }));
  const { tx, scope, today, passport } = visit;
  const handling = await handlingOf(tx, today);
  const teamIds = teamsOf(handling, passport.accountId);
  const soonBy = workingDayFrom(today, SOON, handling.place);
  const [t, sites, staff, { rows, total, pageSize, counts }] = await Promise.all([
    getTranslations("casework.office"),
    scope.role === "regie" ? [] : schoolsOf(tx, scope),
    colleagues(tx),
    tracedRead(visit, (context) => searchedWork(context, scope, { ...filters, teamIds, soonBy })),
  ]);
  const tabs = (["open", "ended"] as const).map((state) => ({
    href: listHref({ ...filters, state, step: null }),
    label: t(state),
    current: filters.state === state,
  }));
  const { page } = filters;
  const to = Math.min(page * pageSize, total);
  const link = (target: number, label: string) => ({ href: listHref(filters, { page: target }), label });
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      tools={<Tabs label={t("tabs")} items={tabs} />}
      action={
        allows(passport.role, "family.consult") ? <Actions reads={allows(passport.role, "statistics.read")} /> : null
      }
    >
      <Counters counts={counts} />
      <WorkFiltersForm filters={filters} sites={sites} />
      {rows.length === 0 ? (
        <EmptyState icon="message" level={2} title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <WorkTable rows={rows} today={today} soonBy={soonBy} holders={{ staff, teams: handling.teams }} />
      )}
      {total > pageSize ? (
        <Pagination
          label={t("pages")}
          position={t("position", { from: (page - 1) * pageSize + 1, to, total })}
          previous={page > 1 ? link(page - 1, t("previous")) : undefined}
          next={to < total ? link(page + 1, t("next")) : undefined}
        />
      ) : null}
    </Desk>
  );
}

async function Counters({ counts }: { counts: Counts }) {
  const [t, locale] = await Promise.all([getTranslations("workload.live"), getLocale()]);
  const bare = readFilters({});
  const places: Record<keyof Counts, Partial<WorkFilters>> = {
    open: {},
    late: { due: "late" },
    soon: { due: "soon" },
    family: { step: "waiting_family" },
    mine: { holder: "me" },
    nobody: { holder: "nobody" },
  };
  const keys = Object.keys(places) as (keyof Counts)[];
  return (
    <LiveCounts
      title={t("title")}
      source="/api/demandes/etat"
      refreshed={catalogues[locale].workload.live.refreshed}
      counts={keys.map((key) => ({ key, label: t(key), value: counts[key], href: listHref(bare, places[key]) }))}
    />
  );
}

async function Actions({ reads }: { reads: boolean }) {
  const t = await getTranslations("casework.office");
  return (
    <div className="form-actions">
      <LinkButton kind="line" icon="plus" href={`${PATH}/nouvelle`}>
        {t("paper")}
      </LinkButton>
      {reads ? (
        <LinkButton kind="quiet" icon="chart" href={`${PATH}/bilan`}>
          {t("report")}
        </LinkButton>
      ) : null}
    </div>
  );
}
