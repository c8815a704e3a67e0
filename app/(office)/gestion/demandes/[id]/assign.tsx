/** Who handles the request: a colleague, a team, whoever reads, or nobody. A colleague who does not see the family is refused by the server. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { Section } from "@/components/layout/leaf";
import type { OfficeScope } from "@/lib/access/gate";
import type { OfficeRequest } from "@/lib/casework/queries-office";
import { colleagues, handlingOf } from "@/lib/casework/queries-settings";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { isOpenState } from "@/lib/request/rules";
import type { Visit } from "@/lib/server/page";
import { assign } from "../actions";

export async function AssignSection({ request, visit }: { request: OfficeRequest; visit: Visit<OfficeScope> }) {
  if (!isOpenState(request.state)) return null;
  const [t, form, staff, { teams }] = await Promise.all([
    getTranslations("casework.office"),
    getTranslations("ui.form"),
    colleagues(visit.tx),
    handlingOf(visit.tx, visit.today),
  ]);
  const { id, assignedToId, teamId } = request;
  const now = assignedToId ? `person:${assignedToId}` : teamId ? `team:${teamId}` : "nobody";
  const hidden = () => ({ requestId: id, _key: newSecret() });
  return (
    <Section title={t("assign")}>
      {assignedToId === visit.passport.accountId ? null : (
        <ActionForm
          action={assign}
          texts={formTexts(form)}
          label={t("take")}
          prefix="take"
          hidden={{ ...hidden(), holder: "me" }}
        >
          <SubmitButton kind="line">{t("take")}</SubmitButton>
        </ActionForm>
      )}
      <ActionForm
        action={assign}
        texts={formTexts(form)}
        label={t("assign")}
        labels={{ holder: t("holderLabel") }}
        prefix="assign"
        hidden={hidden()}
      >
        <Select
          name="holder"
          label={t("holderLabel")}
          defaultValue={now}
          options={[
            { value: "nobody", label: t("nobody") },
            ...teams.map((team) => ({ value: `team:${team.id}`, label: t("teams", { name: team.name }) })),
            ...staff.map((one) => ({ value: `person:${one.id}`, label: one.name })),
          ]}
        />
        <SubmitButton kind="quiet">{t("assignSubmit")}</SubmitButton>
      </ActionForm>
    </Section>
  );
}
