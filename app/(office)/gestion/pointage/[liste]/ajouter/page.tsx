/** A child who came without booking: searched among the children of the sheet's own site. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { openSheet, searchForSheet } from "@/lib/attendance/queries";
import { refuseMarking } from "@/lib/attendance/rules";
import { wordDay } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { addChild } from "../../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("attendance.add"))("title") };
}

type Props = { params: Promise<{ liste: string }>; searchParams: Promise<{ q?: string | string[] }> };

export default async function AddChildPage({ params, searchParams }: Props) {
  const [{ liste }, { q }] = await Promise.all([params, searchParams]);
  const text = typeof q === "string" ? q.slice(0, 80) : "";
  const path = `/gestion/pointage/${encodeURIComponent(liste)}/ajouter`;
  const visit = await officePage("attendance.record", path);
  const { tx, scope, today } = visit;
  const sheet = isId(liste) ? await openSheet(tx, scope, liste) : null;
  if (!sheet || refuseMarking(sheet, today)) notFound();
  const [locale, t, form, found] = await Promise.all([
    getLocale(),
    getTranslations("attendance.add"),
    getTranslations("ui.form"),
    tracedRead(visit, (context) => searchForSheet(context, scope, { sheet, text })),
  ]);
  const activity = locale === "fr" ? sheet.activity.nameFr : sheet.activity.nameEn;
  return (
    <Desk
      title={t("title")}
      lead={t("lead", { activity, day: wordDay(locale, sheet.day) })}
      back={{ href: `/gestion/pointage/${liste}`, label: t("back") }}
    >
      <form method="get" className="field-bar mt-6">
        <div className="field">
          <label htmlFor="q">{t("label")}</label>
          <span className="hint" id="q-hint">
            {t("hint")}
          </span>
          <input id="q" type="search" name="q" className="input" defaultValue={text} aria-describedby="q-hint" />
        </div>
        <Button type="submit" icon="search" kind={found.length > 0 ? "line" : "primary"}>
          {t("button")}
        </Button>
      </form>
      {text.trim() && found.length === 0 ? <EmptyState icon="search" title={t("none")} /> : null}
      {found.length > 0 ? (
        <Section title={t("found")}>
          <Lines>
            {found.map((child) => {
              const name = `${child.firstName} ${child.lastName}`;
              return (
                <Line
                  key={child.id}
                  icon="user"
                  title={name}
                  actions={
                    <ActionForm
                      action={addChild}
                      texts={formTexts(form)}
                      prefix={child.id}
                      label={t("joinLabel", { name })}
                      hidden={{ activityDayId: liste, childId: child.id, _key: newSecret() }}
                    >
                      <SubmitButton kind="line" icon="plus">
                        {t("join")} <span className="sr">{name}</span>
                      </SubmitButton>
                    </ActionForm>
                  }
                >
                  {child.grade ?? ""}
                </Line>
              );
            })}
          </Lines>
        </Section>
      ) : null}
    </Desk>
  );
}
