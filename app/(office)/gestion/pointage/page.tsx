/** The lists of a day, by site and hour. Attendance staff have today's; the office may look at another day. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { GateWorker } from "@/components/attendance/device/worker";
import { Desk, Section } from "@/components/layout/leaf";
import { Button, LinkButton } from "@/components/ui/button";
import { HourMark, Line, Lines } from "@/components/ui/line";
import { StepLink } from "@/components/ui/navigation";
import { EmptyState } from "@/components/ui/notice";
import { Tag } from "@/components/ui/tag";
import { allows, type Role } from "@/lib/access/permissions";
import { type SheetSummary, sheetsOn } from "@/lib/attendance/queries";
import { mayOpenSheet } from "@/lib/attendance/rules";
import { opening, wordDay, wordTime } from "@/lib/i18n/dates";
import { addDays, isCivilDate } from "@/lib/kernel/civil-date";
import { officePage } from "@/lib/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendance.day"))("title"), manifest: "/pointage.webmanifest" };
}

type Props = { searchParams: Promise<{ jour?: string | string[] }> };

export default async function SheetsPage({ searchParams }: Props) {
  const { jour } = await searchParams;
  const asked = typeof jour === "string" && isCivilDate(jour) ? jour : null;
  const path = asked ? `/gestion/pointage?jour=${asked}` : "/gestion/pointage";
  const { tx, scope, today } = await officePage("attendance.record", path);
  const day = asked ?? today;
  const [locale, t, sheets] = await Promise.all([
    getLocale(),
    getTranslations("attendance.day"),
    sheetsOn(tx, scope, day),
  ]);
  const mayLook = mayOpenSheet(scope.role, day, today);
  const sites = [...new Set(sheets.map((sheet) => sheet.siteName))];
  return (
    <Desk
      title={t("title")}
      lead={opening(wordDay(locale, day))}
      tools={scope.role === "animateur" ? null : <DayChoice day={day} today={today} />}
    >
      <Ways role={scope.role} atTheGate={!scope.everySite && day === today} />
      {sheets.length === 0 ? (
        <EmptyState
          icon="list"
          title={t("emptyTitle")}
          action={
            day === today ? null : (
              <LinkButton href="/gestion/pointage" kind="line">
                {t("backToday")}
              </LinkButton>
            )
          }
        >
          {mayLook ? t("empty") : t("notYours")}
        </EmptyState>
      ) : null}
      {sites.map((site) => (
        <Section key={site} title={site}>
          <Lines>
            {sheets
              .filter((sheet) => sheet.siteName === site)
              .map((sheet) => (
                <SheetLine key={sheet.id} sheet={sheet} />
              ))}
          </Lines>
        </Section>
      ))}
    </Desk>
  );
}

async function Ways({ role, atTheGate }: { role: Role; atTheGate: boolean }) {
  const t = await getTranslations("gate");
  return (
    <div className="form-actions mt-6">
      {atTheGate ? (
        <>
          <GateWorker />
          <LinkButton href="/gestion/pointage/porte" icon="offline">
            {t("open")}
          </LinkButton>
        </>
      ) : null}
      <LinkButton href="/gestion/pointage/repas" kind="quiet" icon="meal">
        {t("meals.title")}
      </LinkButton>
      {allows(role, "badge.manage") ? (
        <LinkButton href="/gestion/pointage/badges" kind="quiet" icon="key">
          {t("badges.title")}
        </LinkButton>
      ) : null}
    </div>
  );
}

async function DayChoice({ day, today }: { day: string; today: string }) {
  const t = await getTranslations("attendance.day");
  const to = (date: string) => (date === today ? "/gestion/pointage" : `/gestion/pointage?jour=${date}`);
  return (
    <form method="get" action="/gestion/pointage" className="field-bar" aria-label={t("navigation")}>
      <StepLink href={to(addDays(day, -1))} label={t("previous")} direction="back" />
      <div className="field">
        <label htmlFor="jour">{t("choose")}</label>
        <input id="jour" type="date" name="jour" className="input input--short" defaultValue={day} />
      </div>
      <Button type="submit" kind="line">
        {t("show")}
      </Button>
      <StepLink href={to(addDays(day, 1))} label={t("next")} direction="on" />
    </form>
  );
}

async function SheetLine({ sheet }: { sheet: SheetSummary }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("attendance.day")]);
  const activity = locale === "fr" ? sheet.nameFr : sheet.nameEn;
  const { expected, waiting } = sheet.counts;
  const toMark = !sheet.isLocked && waiting > 0;
  return (
    <Line
      margin={<HourMark dateTime={sheet.startsAt}>{wordTime(locale, sheet.startsAt)}</HourMark>}
      title={activity}
      actions={
        <LinkButton
          href={`/gestion/pointage/${sheet.id}`}
          kind="line"
          label={t(toMark ? "openLabel" : "seeLabel", { activity, site: sheet.siteName })}
        >
          {t(toMark ? "open" : "see")}
        </LinkButton>
      }
    >
      <p>
        {t("counts", { expected, waiting })} {sheet.isLocked ? <Tag>{t("locked")}</Tag> : null}
        {sheet.isClosed ? <Tag icon="closed">{t("closed")}</Tag> : null}
        {!sheet.isLocked && expected > 0 && waiting === 0 ? <Tag tone="ok">{t("done")}</Tag> : null}
      </p>
    </Line>
  );
}
