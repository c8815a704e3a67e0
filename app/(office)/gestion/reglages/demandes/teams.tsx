/** The teams to which requests may be given. Belonging to one opens nothing: what each member sees is the gate's business. */
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { ConfirmButton, SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Section } from "@/components/layout/leaf";
import { Disclosure } from "@/components/ui/disclosure";
import type { Colleague } from "@/lib/casework/queries-settings";
import type { Team } from "@/lib/casework/schema-settings";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { removeTeam, team as saveTeam } from "./actions";

type Props = { teams: readonly Team[]; staff: readonly Colleague[] };

export async function TeamsSection({ teams, staff }: Props) {
  const t = await getTranslations("casework.settings");
  return (
    <Section title={t("teams")}>
      {teams.length === 0 ? <p>{t("noTeam")}</p> : null}
      {teams.map((team) => (
        <Disclosure key={team.id} summary={team.name}>
          <TeamForm team={team} staff={staff} />
          <Remove team={team} />
        </Disclosure>
      ))}
      <Disclosure summary={t("newTeam")}>
        <TeamForm team={null} staff={staff} />
      </Disclosure>
    </Section>
  );
}

async function TeamForm({ team, staff }: { team: Team | null; staff: readonly Colleague[] }) {
  const [t, form] = await Promise.all([getTranslations("casework.settings"), getTranslations("ui.form")]);
  const prefix = team ? `team-${team.id}` : "team-new";
  return (
    <ActionForm
      action={saveTeam}
      texts={formTexts(form)}
      label={team?.name ?? t("newTeam")}
      labels={{ name: t("teamName") }}
      prefix={prefix}
      hidden={{ id: team?.id ?? "", _key: newSecret() }}
    >
      <TextInput name="name" label={t("teamName")} defaultValue={team?.name} maxLength={80} />
      <CheckboxGroup
        name="members[]"
        legend={t("members")}
        defaultValues={team?.memberIds ?? []}
        choices={staff.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SubmitButton kind="line">{t("save")}</SubmitButton>
    </ActionForm>
  );
}

async function Remove({ team }: { team: Team }) {
  const [t, form] = await Promise.all([getTranslations("casework.settings"), getTranslations("ui.form")]);
  return (
    <ActionForm
      action={removeTeam}
      texts={formTexts(form)}
      label={`${t("drop")} ${team.name}`}
      prefix={`drop-${team.id}`}
      hidden={{ id: team.id, _key: newSecret() }}
    >
      <ConfirmButton label={t("drop")} question={t("dropQuestion")} confirm={t("dropConfirm")} />
    </ActionForm>
  );
}
