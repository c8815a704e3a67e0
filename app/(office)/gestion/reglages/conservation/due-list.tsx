/** The list that waits, by table, with its countersignature; or a button to draw it up. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { Table } from "@/components/ui/table";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { type Due, type openRun, totalOf } from "@/lib/retention/queries";
import { dropList, proposeList, signList } from "./actions";

type Props = { run: Awaited<ReturnType<typeof openRun>>; accountId: string; visa: boolean };

export async function DueList({ run, accountId, visa }: Props) {
  const [t, form, locale] = await Promise.all([
    getTranslations("retention.due"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  if (!run) {
    return (
      <Section title={t("title")}>
        <p className="mb-4">{t("none")}</p>
        <ActionForm action={proposeList} texts={formTexts(form)} prefix="propose">
          <SubmitButton kind="line">{t("propose")}</SubmitButton>
        </ActionForm>
      </Section>
    );
  }
  const due = run.due as unknown as Due;
  return (
    <Section title={t("title")}>
      <p>{t("count", { count: totalOf(due), day: wordDate(locale, due.day) })}</p>
      <p className="mb-4">{visa && !run.visaAt ? t("waiting") : t("soon")}</p>
      <Table
        caption={t("caption")}
        hideCaption
        rows={due.steps.map((step, index) => ({ ...step, id: String(index) }))}
        rowKey={({ id }) => id}
        columns={[
          { key: "table", header: t("table"), rowHeader: true, cell: ({ table }) => <code>{table}</code> },
          { key: "rows", header: t("rows"), cell: ({ rows }) => String(rows.length) },
        ]}
      />
      {visa && !run.visaAt ? <Decide runId={run.id} own={run.createdById === accountId} /> : null}
    </Section>
  );
}

async function Decide({ runId, own }: { runId: string; own: boolean }) {
  const [t, form] = await Promise.all([getTranslations("retention.due"), getTranslations("ui.form")]);
  return (
    <div className="form-actions mt-4">
      {own ? (
        <p>{t("same")}</p>
      ) : (
        <ActionForm action={signList} texts={formTexts(form)} prefix="sign" hidden={{ runId }}>
          <SubmitButton>{t("sign")}</SubmitButton>
        </ActionForm>
      )}
      <ActionForm action={dropList} texts={formTexts(form)} prefix="drop" hidden={{ runId }}>
        <SubmitButton kind="quiet">{t("drop")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
