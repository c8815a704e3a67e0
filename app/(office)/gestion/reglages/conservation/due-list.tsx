/** The list that waits, by kind of data and table, with dates and counts and no name, its exact rows to take away, and its countersignature. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Progress } from "@/components/ui/progress";
import { Table } from "@/components/ui/table";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { type Due, type DueStep, type listInHand, type openRun, totalOf, waitsForVisa } from "@/lib/retention/queries";
import { isEmptied } from "@/lib/retention/rules-plan";
import { dropList, proposeList, signList } from "./actions";

type Run = NonNullable<Awaited<ReturnType<typeof openRun>>>;
type Props = {
  run: Run | null;
  inHand: Awaited<ReturnType<typeof listInHand>>;
  accountId: string;
  visa: boolean;
};

export async function DueList({ run, inHand, accountId, visa }: Props) {
  const [t, form, locale] = await Promise.all([
    getTranslations("retention.due"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  if (!run && inHand) {
    return (
      <Section title={t("title")}>
        <Progress value={inHand.done} max={inHand.total} label={t("title")}>
          {t("preparing", inHand)}
        </Progress>
      </Section>
    );
  }
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
  const waits = waitsForVisa(run, { visa });
  return (
    <Section title={t("title")}>
      <p>{t("count", { count: totalOf(due), day: wordDate(locale, due.day) })}</p>
      <p className="mb-4">{waits ? (run.createdById ? t("waiting") : t("waitingTwo")) : t("soon")}</p>
      <Steps steps={due.steps} />
      <p className="my-4">
        <LinkButton
          kind="line"
          icon="download"
          plain
          download
          href={`/gestion/reglages/conservation/liste?liste=${run.id}`}
        >
          {t("exact")}
        </LinkButton>
      </p>
      <p className="small soft">{t("print", { sha256: run.sha256 })}</p>
      {waits ? <Decide runId={run.id} own={run.createdById === accountId} isFirst={run.createdById === null} /> : null}
    </Section>
  );
}

async function Steps({ steps }: { steps: readonly DueStep[] }) {
  const [t, rules, locale] = await Promise.all([
    getTranslations("retention.due"),
    getTranslations("public.data.rules"),
    getLocale(),
  ]);
  const day = (value: string) => wordDate(locale, value);
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={steps}
      rowKey={({ step }) => String(step)}
      columns={[
        { key: "rule", header: t("rule"), rowHeader: true, cell: ({ rule }) => rules(rule) },
        { key: "table", header: t("table"), label: t("table"), cell: ({ table }) => <code>{table}</code> },
        {
          key: "what",
          header: t("what"),
          label: t("what"),
          cell: ({ step }) => (isEmptied(step) ? t("emptied") : t("deleted")),
        },
        { key: "rows", header: t("rows"), label: t("rows"), align: "end", cell: ({ rows }) => String(rows.length) },
        {
          key: "dates",
          header: t("dates"),
          label: t("dates"),
          cell: ({ dates }) => (dates ? t("span", { from: day(dates[0]), to: day(dates[1]) }) : t("undated")),
        },
        { key: "cut", header: t("cut"), label: t("cut"), cell: ({ cut }) => day(cut) },
      ]}
    />
  );
}

async function Decide({ runId, own, isFirst }: { runId: string; own: boolean; isFirst: boolean }) {
  const [t, form] = await Promise.all([getTranslations("retention.due"), getTranslations("ui.form")]);
  return (
    <div className="form-actions mt-4">
      {own ? (
        <p>{t("same")}</p>
      ) : (
        <ActionForm action={signList} texts={formTexts(form)} prefix="sign" hidden={{ runId }}>
          <SubmitButton>{isFirst ? t("signFirst") : t("sign")}</SubmitButton>
        </ActionForm>
      )}
      <ActionForm action={dropList} texts={formTexts(form)} prefix="drop" hidden={{ runId }}>
        <SubmitButton kind="quiet">{t("drop")}</SubmitButton>
      </ActionForm>
    </div>
  );
}
