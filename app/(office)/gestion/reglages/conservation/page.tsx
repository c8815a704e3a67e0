/** The register of durations, what is due to be destroyed, and what was. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { RetentionTable } from "@/components/public/retention-table";
import { Line, Lines } from "@/components/ui/line";
import { settingsOf } from "@/lib/commune/queries";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { fromColumn, parisOf } from "@/lib/kernel/civil-date";
import { listInHand, openRun, retentionRuns } from "@/lib/retention/queries";
import { type RetentionSettings, retentionSettings } from "@/lib/retention/queries-settings";
import { type RetentionName, retentionRules } from "@/lib/retention/rules";
import { isChangeable } from "@/lib/retention/schema";
import { officePage } from "@/lib/server/page";
import { saveDuration, saveVisa } from "./actions";
import { DueList } from "./due-list";
import { Register } from "./register";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retention"))("title") };
}

export default async function RetentionPage() {
  const { tx, passport } = await officePage("retention.decide", "/gestion/reglages/conservation");
  const [t, settings, chosen, runs] = await Promise.all([
    getTranslations("retention"),
    getTranslations("settings"),
    retentionSettings(tx),
    retentionRuns(tx),
  ]);
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: "/gestion/reglages", label: settings("title") }}>
      <DueList
        run={await openRun(tx)}
        inHand={await listInHand(tx)}
        accountId={passport.accountId}
        visa={chosen.visa}
      />
      <Section title={t("caption")}>
        <RetentionTable durations={chosen.durations} reasons={chosen.reasons} office />
      </Section>
      <Register {...(await settingsOf(tx, ["identity", "dpo"]))} />
      <Change />
      <Visa visa={chosen.visa} />
      <Done runs={runs} />
    </Desk>
  );
}

const changeable = (Object.keys(retentionRules) as RetentionName[]).filter(isChangeable);

async function Change() {
  const [t, form, data] = await Promise.all([
    getTranslations("retention.change"),
    getTranslations("ui.form"),
    getTranslations("public.data"),
  ]);
  return (
    <Section title={t("title")}>
      <p className="mb-4">{t("lead")}</p>
      <ActionForm
        action={saveDuration}
        texts={formTexts(form)}
        prefix="duration"
        labels={{ rule: t("rule"), count: t("count"), unit: t("unit"), reason: t("reason") }}
      >
        <Select
          name="rule"
          label={t("rule")}
          options={changeable.map((value) => ({ value, label: data(`rules.${value}`) }))}
        />
        <TextInput name="count" label={t("count")} inputMode="numeric" short />
        <Select
          name="unit"
          label={t("unit")}
          defaultValue="months"
          options={(["days", "months"] as const).map((value) => ({ value, label: t(value) }))}
        />
        <TextInput name="reason" label={t("reason")} maxLength={300} />
        <SubmitButton kind="line">{t("submit")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

async function Visa({ visa }: Pick<RetentionSettings, "visa">) {
  const [t, form] = await Promise.all([getTranslations("retention.visa"), getTranslations("ui.form")]);
  return (
    <Section title={t("title")}>
      <ActionForm action={saveVisa} texts={formTexts(form)} prefix="visa" labels={{ visa: t("label") }}>
        <Checkbox name="visa" label={t("label")} defaultChecked={visa} />
        <SubmitButton kind="line">{t("submit")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}

async function Done({ runs }: { runs: Awaited<ReturnType<typeof retentionRuns>> }) {
  const [t, locale] = await Promise.all([getTranslations("retention.done"), getLocale()]);
  const past = runs.filter(({ state }) => state !== "proposed");
  return (
    <Section title={t("title")}>
      {past.length === 0 ? <p>{t("none")}</p> : null}
      <Lines label={t("title")}>
        {past.map(({ id, state, day, doneAt, report }) => (
          <Line key={id} quiet icon={state === "done" ? "trash" : "closed"}>
            <p>
              {state === "done" && doneAt
                ? t("line", { rows: rowsIn(report), day: wordDate(locale, parisOf(doneAt).day) })
                : t("dropped", { day: wordDate(locale, fromColumn(day)) })}
            </p>
          </Line>
        ))}
      </Lines>
    </Section>
  );
}

function rowsIn(report: unknown): number {
  return (report as { rows?: number } | null)?.rows ?? 0;
}
