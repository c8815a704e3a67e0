/** The ways to answer a contested line that is open; once decided, the credit note that came of it. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextArea } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { allows, type Role } from "@/lib/access/permissions";
import type { OfficeContest } from "@/lib/contest/queries";
import { isOpen } from "@/lib/contest/rules";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { turnDown, write } from "../actions";

export async function Answers({ contest, role }: { contest: OfficeContest; role: Role }) {
  const [t, form] = await Promise.all([getTranslations("contest.office"), getTranslations("ui.form")]);
  const { id, about, creditNoteId } = contest;
  const texts = formTexts(form);
  if (!isOpen(contest.step)) {
    return creditNoteId && allows(role, "billing.consult") ? (
      <Section title={t("answer")}>
        <LinkButton kind="line" href={`/gestion/facturation/factures/${creditNoteId}`}>
          {t("creditNote")}
        </LinkButton>
      </Section>
    ) : null;
  }
  const hidden = () => ({ requestId: id, _key: newSecret() });
  // The whole line is picked; the head may take less of it.
  const query = new URLSearchParams({ effet: "oui", tout: String(about.position), demande: id });
  return (
    <Section title={t("answer")}>
      <div className="mt-3 grid gap-6">
        {allows(role, "billing.run") ? (
          <div>
            <LinkButton kind="primary" href={`/gestion/facturation/factures/${about.invoiceId}/avoir?${query}#effet`}>
              {t("credit")}
            </LinkButton>
            <p className="small soft mt-2">{t("creditHint")}</p>
          </div>
        ) : null}
        <ActionForm
          action={write}
          texts={texts}
          label={t("message")}
          labels={{ text: t("messageLabel") }}
          hidden={hidden()}
          prefix="write"
        >
          <TextArea name="text" label={t("message")} rows={4} maxLength={2000} />
          <SubmitButton kind="line">{t("send")}</SubmitButton>
        </ActionForm>
        <Disclosure summary={t("refuse")}>
          <ActionForm
            action={turnDown}
            texts={texts}
            label={t("refuse")}
            labels={{ motive: t("motive") }}
            hidden={hidden()}
            prefix="refuse"
          >
            <TextArea name="motive" label={t("motive")} hint={t("motiveHint")} rows={4} maxLength={2000} />
            <SubmitButton kind="line">{t("refuseSubmit")}</SubmitButton>
          </ActionForm>
        </Disclosure>
      </div>
    </Section>
  );
}
