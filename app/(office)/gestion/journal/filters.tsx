/** A plain form that asks by address: child, subject, period, and who did it: by role for an agent, by name too for the head. */
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Button, LinkButton } from "@/components/ui/button";
import { officeActors, officeGroups } from "@/lib/journal/rules-office";
import { type OfficeChoice, officeAddress } from "@/lib/journal/schema-office";

type Props = {
  choice: OfficeChoice;
  staff: readonly { id: string; name: string }[];
  kids: readonly { id: string; firstName: string }[];
  everySite: boolean;
  action?: string;
};

export async function OfficeFilters({ choice, staff, kids, everySite, action = "/gestion/journal" }: Props) {
  const t = await getTranslations("trace.filters");
  const { foyer, enfant } = choice;
  const bare = {
    ...choice,
    par: "" as const,
    du: "",
    au: "",
    sujet: "all" as const,
    apres: "",
    enfant: foyer ? "" : enfant,
  };
  const roles = [...officeActors, "moi" as const];
  return (
    <form method="get" action={action} className="field-bar mb-6" aria-label={t("submit")}>
      {foyer ? <input type="hidden" name="foyer" value={foyer} /> : null}
      {enfant && kids.length < 2 ? <input type="hidden" name="enfant" value={enfant} /> : null}
      <Select
        name="sujet"
        label={t("group")}
        defaultValue={choice.sujet}
        options={officeGroups.map((group) => ({ value: group, label: t(`groups.${group}`) }))}
      />
      {kids.length > 1 ? (
        <Select
          name="enfant"
          label={t("child")}
          defaultValue={choice.enfant}
          placeholder={t("allChildren")}
          options={kids.map(({ id, firstName }) => ({ value: id, label: firstName }))}
        />
      ) : null}
      <Select
        name="par"
        label={t("agent")}
        defaultValue={choice.par}
        placeholder={t("anyone")}
        options={[
          ...roles.map((role) => ({ value: role as string, label: t(`roles.${role}`) })),
          ...(everySite ? staff.map(({ id, name }) => ({ value: id, label: name })) : []),
        ]}
      />
      <DateField name="du" label={t("since")} defaultValue={choice.du} />
      <DateField name="au" label={t("until")} defaultValue={choice.au} />
      <Button type="submit" kind="line">
        {t("submit")}
      </Button>
      {officeAddress(choice) === officeAddress(bare) ? null : (
        <LinkButton kind="quiet" href={officeAddress(bare, action)}>
          {t("clear")}
        </LinkButton>
      )}
    </form>
  );
}
