/** The sheet at the gate: one form for the whole list, which works without a script. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { HandOver } from "@/components/attendance/device/hand-over";
import { KidFilter } from "@/components/attendance/kid-filter";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { allows } from "@/lib/access/permissions";
import { sheetOf } from "@/lib/attendance/queries";
import { type Counts, refuseMarking } from "@/lib/attendance/rules";
import { opening, wordDay, wordTimes } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { saveSheet, unlock } from "../actions";
import { Kids } from "./kids";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendance.day"))("title") };
}

type Search = { fait?: string; ajout?: string; rouvert?: string };
type Props = { params: Promise<{ liste: string }>; searchParams: Promise<Search> };

export default async function SheetPage({ params, searchParams }: Props) {
  const [{ liste }, search] = await Promise.all([params, searchParams]);
  const visit = await officePage("attendance.record", `/gestion/pointage/${encodeURIComponent(liste)}`);
  const sheet = isId(liste) ? await tracedRead(visit, (context) => sheetOf(context, visit.scope, liste)) : null;
  if (!sheet) notFound();
  const [locale, t, form, gate] = await Promise.all([
    getLocale(),
    getTranslations("attendance.sheet"),
    getTranslations("ui.form"),
    getTranslations("gate.handOver"),
  ]);
  const handOver = { title: gate("title"), text: gate("text"), go: gate("go"), notKept: gate("notKept") };
  const { activity, day } = sheet;
  const refusal = refuseMarking(sheet, visit.today);
  const back = day === visit.today ? "/gestion/pointage" : `/gestion/pointage?jour=${day}`;
  return (
    <Desk
      title={locale === "fr" ? activity.nameFr : activity.nameEn}
      dateline={`${activity.site.name}, ${wordDay(locale, day)}, ${wordTimes(locale, activity.startsAt, activity.endsAt)}`}
      back={{ href: back, label: t("back") }}
      notice={<Said search={search} />}
    >
      <CountBar counts={sheet.counts} />
      <div className="form-actions mt-4 no-print">
        <KidFilter label={t("search")} />
        {refusal === null && sheet.rows.length === 0 ? (
          <LinkButton href={`/gestion/pointage/${liste}/ajouter`} kind="line" icon="plus">
            {t("add")}
          </LinkButton>
        ) : null}
        <LinkButton href={`/gestion/pointage/${liste}/feuille`} kind="quiet" icon="print">
          {t("print")}
        </LinkButton>
      </div>
      {refusal === "locked" ? (
        <Notice tone="info" icon="lock" inset title={t("lockedTitle")}>
          {t("locked")}
        </Notice>
      ) : null}
      {refusal === "not-yet" ? (
        <Notice tone="info" inset title={t("futureTitle")}>
          {t("future")}
        </Notice>
      ) : null}
      {sheet.rows.length === 0 ? (
        <EmptyState icon="people" title={t("emptyTitle")}>
          {t("empty")}
        </EmptyState>
      ) : (
        <HandOver listId={sheet.id} texts={handOver}>
          <ActionForm
            action={saveSheet}
            texts={formTexts(form)}
            hidden={{ activityDayId: sheet.id, _key: newSecret() }}
          >
            <Kids sheet={sheet} locale={locale} disabled={refusal !== null} />
            {refusal ? null : (
              <>
                <div className="sticky bottom-0 z-10 mt-4 border-t border-ink bg-paper py-2">
                  <SubmitButton icon="check">{t("save")}</SubmitButton>
                </div>
                <div className="form-actions mt-4">
                  <SubmitButton kind="line" icon="plus" name="next" value="add">
                    {t("add")}
                  </SubmitButton>
                </div>
              </>
            )}
          </ActionForm>
        </HandOver>
      )}
      {refusal === "locked" && allows(visit.passport.role, "attendance.unlock") ? <Unlock sheetId={sheet.id} /> : null}
    </Desk>
  );
}

async function Said({ search }: { search: Search }) {
  const t = await getTranslations("attendance");
  if (search.ajout) return <Notice tone="ok" live title={t("add.added")} />;
  if (search.rouvert) return <Notice tone="ok" live title={t("sheet.unlocked")} />;
  if (search.fait === undefined) return null;
  const count = Number.parseInt(search.fait, 10) || 0;
  return (
    <Notice tone="ok" live title={opening(t("sheet.saved", { count }))}>
      {t("sheet.savedText")}
    </Notice>
  );
}

async function CountBar({ counts }: { counts: Counts }) {
  const t = await getTranslations("attendance.sheet");
  return (
    <div className="gate-count">
      {(["expected", "present", "absent", "waiting"] as const).map((key) => (
        <div key={key}>
          <b>{counts[key]}</b> {t(key)}
        </div>
      ))}
    </div>
  );
}

async function Unlock({ sheetId }: { sheetId: string }) {
  const [t, form] = await Promise.all([getTranslations("attendance.sheet"), getTranslations("ui.form")]);
  return (
    <Section title={t("unlock")}>
      <p className="soft measure">{t("unlockHint")}</p>
      <ActionForm action={unlock} texts={formTexts(form)} hidden={{ activityDayId: sheetId }} prefix="unlock">
        <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} />
        <SubmitButton kind="line">{t("unlockButton")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
