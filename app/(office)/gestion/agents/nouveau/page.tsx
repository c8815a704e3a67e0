/** Making an account for someone who works for the commune. */
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { RadioGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { staffRoles } from "@/lib/access/permissions";
import { formTexts } from "@/lib/i18n/form-texts";
import { officePage } from "@/lib/server/page";
import { createStaff } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("agents.new"))("title") };
}

export default async function NewStaffPage() {
  const { passport } = await officePage("account.manage", "/gestion/agents/nouveau");
  const [t, agents, ui] = await Promise.all([
    getTranslations("agents.new"),
    getTranslations("agents"),
    getTranslations("ui.form"),
  ]);
  const labels = { firstName: t("firstName"), lastName: t("lastName"), email: t("email"), role: t("role") };
  const offered = staffRoles.filter((role) => role !== "responsable" || passport.role === "responsable");
  const choices = offered.map((role) => ({
    value: role,
    label: agents(`roles.${role}`),
    detail: agents(`roleHelp.${role}`),
  }));
  const back = { href: "/gestion/agents", label: agents("title") };
  return (
    <Desk title={t("title")} lead={t("lead")} back={back}>
      <div className="mt-6">
        <ActionForm action={createStaff} texts={formTexts(ui)} labels={labels}>
          <div className="field-row">
            <TextInput name="firstName" label={labels.firstName} autoComplete="off" />
            <TextInput name="lastName" label={labels.lastName} autoComplete="off" />
          </div>
          <TextInput name="email" type="email" label={labels.email} hint={t("emailHint")} autoComplete="off" />
          <RadioGroup name="role" legend={labels.role} choices={choices} />
          <SubmitButton>{t("submit")}</SubmitButton>
        </ActionForm>
      </div>
    </Desk>
  );
}
