/** The next step of a month: check, then issue; or prepare again, or throw the drafts away. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { Section } from "@/components/layout/leaf";
import { formTexts } from "@/lib/i18n/form-texts";
import type { Run } from "@/lib/invoice/queries-runs";
import { newSecret } from "@/lib/kernel/ids";
import { check, discard, issue, prepare } from "../actions";

export async function Steps({ run, mayRun }: { run: Run; mayRun: boolean }) {
  if (!mayRun) return null;
  const [t, form] = await Promise.all([getTranslations("invoice.office.run"), getTranslations("ui.form")]);
  const texts = formTexts(form);
  const hidden = () => ({ runId: run.id, _key: newSecret() });
  return (
    <Section title={t("step")}>
      <div className="mt-3 grid gap-4">
        {run.state === "draft" && run.invoices > 0 ? (
          <ActionForm action={check} texts={texts} hidden={hidden()} prefix="check">
            <p className="soft mb-3">{t("checkHint")}</p>
            <SubmitButton icon="check">{t("check")}</SubmitButton>
          </ActionForm>
        ) : null}
        {run.state === "checked" ? (
          <ActionForm action={issue} texts={texts} hidden={hidden()} prefix="issue">
            <ConfirmButton
              label={t("issue", { count: run.invoices })}
              question={t("issueQuestion")}
              confirm={t("issueConfirm")}
              kind="primary"
            />
          </ActionForm>
        ) : null}
        {run.regie ? (
          <ActionForm
            action={prepare}
            texts={texts}
            hidden={{ month: run.month, regieId: run.regie.id, _key: newSecret() }}
            prefix="prepare"
          >
            <SubmitButton kind="line" small icon="repeat">
              {t("again")}
            </SubmitButton>
          </ActionForm>
        ) : null}
        <ActionForm action={discard} texts={texts} hidden={hidden()} prefix="discard">
          <ConfirmButton label={t("discard")} question={t("discardQuestion")} confirm={t("discardConfirm")} />
        </ActionForm>
      </div>
    </Section>
  );
}
