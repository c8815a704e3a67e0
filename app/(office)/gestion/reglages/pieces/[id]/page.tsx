/** One kind of document, or a new one: its words, how long it holds, when its file goes, and of whom it is asked. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { Desk, DeskColumns, Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { Notice } from "@/components/ui/notice";
import { comingYears, kindsForSettings, ruleNames } from "@/lib/document/queries-office";
import { conditions } from "@/lib/document/schema";
import { formTexts } from "@/lib/i18n/form-texts";
import { toColumn } from "@/lib/kernel/civil-date";
import { officePage, type Visit } from "@/lib/server/page";
import { askDocument, stopAsking } from "../actions";
import { wordNeed } from "../need-words";
import { KindForm } from "./kind-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("document.settings"))("title") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ fait?: string }> };
type Kind = Awaited<ReturnType<typeof kindsForSettings>>[number];

export default async function KindPage({ params, searchParams }: Props) {
  const [{ id }, { fait }] = await Promise.all([params, searchParams]);
  const { tx, today } = await officePage("settings.write", `/gestion/reglages/pieces/${encodeURIComponent(id)}`);
  const kind = (await kindsForSettings(tx)).find((one) => one.id === id) ?? null;
  if (!kind && id !== "nouvelle") notFound();
  const [t, locale] = await Promise.all([getTranslations("document.settings"), getLocale()]);
  return (
    <Desk
      title={kind ? (locale === "fr" ? kind.nameFr : kind.nameEn) : t("add")}
      back={{ href: "/gestion/reglages/pieces", label: t("back") }}
      notice={fait ? <Notice tone="ok" live title={t("saved")} /> : undefined}
    >
      {kind && !kind.isAttached ? (
        <DeskColumns aside={<Needs kind={kind} tx={tx} from={toColumn(today)} />}>
          <KindForm kind={kind} />
        </DeskColumns>
      ) : (
        <KindForm kind={kind} />
      )}
    </Desk>
  );
}

async function Needs({ kind, tx, from }: { kind: Kind; tx: Visit<unknown>["tx"]; from: Date }) {
  const [t, form, locale, rules, years] = await Promise.all([
    getTranslations("document.settings"),
    getTranslations("ui.form"),
    getLocale(),
    ruleNames(tx),
    comingYears(tx, from),
  ]);
  const ruleOptions = rules.map(({ code, nameFr, nameEn }) => ({
    value: code,
    label: locale === "fr" ? nameFr : nameEn,
  }));
  return (
    <Section title={t("needs")}>
      <Lines label={t("needs")}>
        {kind.needs.map((need) => (
          <Line
            key={need.id}
            quiet
            actions={
              <ActionForm action={stopAsking} texts={formTexts(form)} hidden={{ needId: need.id }} prefix={need.id}>
                <SubmitButton kind="line" small>
                  {t("drop")}
                </SubmitButton>
              </ActionForm>
            }
          >
            <p>{wordNeed(t, need, { rules, locale })}</p>
            {need.schoolYearId ? (
              <p className="small soft">{years.find((year) => year.id === need.schoolYearId)?.label}</p>
            ) : null}
          </Line>
        ))}
        {kind.needs.length === 0 ? (
          <Line quiet>
            <p>{t("noNeeds")}</p>
          </Line>
        ) : null}
      </Lines>
      <ActionForm action={askDocument} texts={formTexts(form)} hidden={{ kindId: kind.id }} prefix="need">
        <Select
          name="ruleCode"
          label={t("fields.ruleCode")}
          options={[{ value: "", label: t("anyActivity") }, ...ruleOptions]}
        />
        <Select
          name="schoolYearId"
          label={t("fields.schoolYearId")}
          options={[
            { value: "", label: t("anyYear") },
            ...years.map((year) => ({ value: year.id, label: year.label })),
          ]}
        />
        <Select
          name="condition"
          label={t("fields.condition")}
          options={conditions.map((one) => ({ value: one, label: t(`conditions.${one}`) }))}
        />
        <Checkbox name="isRequired" label={t("fields.isRequired")} defaultChecked />
        <SubmitButton kind="line">{t("addNeed")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
