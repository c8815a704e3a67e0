/** What the portal does in the background; what was given up can be asked for again. */
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Desk, Section } from "@/components/layout/leaf";
import { Line, Lines } from "@/components/ui/line";
import { EmptyState } from "@/components/ui/notice";
import { Table } from "@/components/ui/table";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import { workOf } from "@/lib/report/queries-work";
import { officePage } from "@/lib/server/page";
import { retry } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings.jobs"))("title") };
}

export default async function JobsPage() {
  const { tx } = await officePage("job.consult", "/gestion/reglages/travaux");
  const [t, form, locale, { counts, dead }] = await Promise.all([
    getTranslations("settings.jobs"),
    getTranslations("ui.form"),
    getLocale(),
    workOf(tx),
  ]);
  const kindOf = (kind: string) => {
    const key = `kinds.${kind.replace(".", "_")}` as Parameters<typeof t>[0];
    return t.has(key) ? t(key) : t("kinds.other");
  };
  const stateOf = (state: string) => t(`states.${state}` as Parameters<typeof t>[0]);
  return (
    <Desk title={t("title")} lead={t("lead")}>
      <Section title={t("failures")}>
        {dead.length === 0 ? (
          <EmptyState icon="check" title={t("none")} level={3} />
        ) : (
          <Lines label={t("failures")}>
            {dead.map((job) => (
              <Line
                key={job.id}
                icon="alert"
                title={kindOf(job.kind)}
                actions={
                  <ActionForm action={retry} texts={formTexts(form)} hidden={{ id: job.id }} prefix={job.id}>
                    <SubmitButton kind="line">{t("retry")}</SubmitButton>
                  </ActionForm>
                }
              >
                <p>{wordMoment(locale, parisOf(job.createdAt).moment)}</p>
                {job.lastError ? <p className="small soft">{job.lastError.slice(0, 300)}</p> : null}
              </Line>
            ))}
          </Lines>
        )}
      </Section>
      <Section title={t("summary")}>
        <Table
          caption={t("summary")}
          hideCaption
          rows={counts}
          rowKey={({ kind, state }) => `${kind} ${state}`}
          columns={[
            { key: "kind", header: t("kind"), rowHeader: true, cell: (row) => kindOf(row.kind) },
            { key: "state", header: t("state"), cell: (row) => stateOf(row.state) },
            { key: "count", header: t("count"), align: "end", cell: (row) => row.count },
          ]}
        />
      </Section>
    </Desk>
  );
}
