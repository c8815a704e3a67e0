/** How far the worker is: numbers, then PDFs, with the time left. Without a script the page comes back by itself; the work goes on when it is left. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { KeepFresh } from "@/components/invoice/keep-fresh";
import { Section } from "@/components/layout/leaf";
import { Notice } from "@/components/ui/notice";
import { Progress as Bar } from "@/components/ui/progress";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Run } from "@/lib/invoice/queries-runs";
import type { Progress } from "@/lib/issuance/queries";
import { newSecret } from "@/lib/kernel/ids";
import { leave } from "../actions";

export async function Work({ run, work, mayRun }: { run: Run; work: Progress; mayRun: boolean }) {
  const t = await getTranslations("invoice.office.run");
  const { done, total, left, isStopped } = work;
  const issuing = run.state === "issuing";
  if (!issuing && done >= total) return <Notice tone="ok" inset title={t("pdfDone", { total })} />;
  const title = t(issuing ? "issueTitle" : "pdfTitle");
  return (
    <Section title={title}>
      <Bar value={done} max={total} label={title}>
        {t(issuing ? "issueProgress" : "pdfProgress", { done, total })}
      </Bar>
      {isStopped ? (
        <Notice tone="error" inset>
          {t(issuing ? "issueDead" : "pdfDead")}
        </Notice>
      ) : (
        <p className="soft">
          {left ? t(`left.${left.unit}`, { count: left.count }) : null}{" "}
          {issuing && done === 0 ? t("issueWaiting") : null} {t("pdfLeave")}
        </p>
      )}
      {issuing && mayRun ? <CallOff runId={run.id} begun={done > 0} /> : null}
      {isStopped ? null : <KeepFresh />}
    </Section>
  );
}

async function CallOff({ runId, begun }: { runId: string; begun: boolean }) {
  const [t, form] = await Promise.all([getTranslations("invoice.office.run"), getTranslations("ui.form")]);
  if (begun) return <p className="soft mt-3">{t("begun")}</p>;
  return (
    <div className="mt-4">
      <ActionForm action={leave} texts={formTexts(form)} hidden={{ runId, _key: newSecret() }} prefix="leave">
        <p className="small soft mb-3">{t("callOffHint")}</p>
        <SubmitButton kind="line" icon="cross">
          {t("callOff")}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}
