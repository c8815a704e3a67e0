/** A plain form that asks by address: subject, period, and for the head who did it. */
import { getTranslations } from "next-intl/server";
import { Select } from "@/components/forms/select";
import { DateField } from "@/components/forms/text-input";
import { Button, LinkButton } from "@/components/ui/button";
import { officeGroups } from "@/lib/journal/rules-office";
import { type OfficeChoice, officeAddress } from "@/lib/journal/schema-office";

type Props = { choice: OfficeChoice; staff: readonly { id: string; name: string }[]; action?: string };

export async function OfficeFilters({ choice, staff, action = "/gestion/journal" }: Props) {
  const t = await getTranslations("trace.filters");
  const { foyer, enfant } = choice;
  const bare = { ...choice, par: "", du: "", au: "", sujet: "all" as const, page: 1 };
  return (
    <form method="get" action={action} className="field-bar mb-6" aria-label={t("submit")}>
      {foyer ? <input type="hidden" name="foyer" value={foyer} /> : null}
      {enfant ? <input type="hidden" name="enfant" value={enfant} /> : null}
      <Select
        name="sujet"
        label={t("group")}
        defaultValue={choice.sujet}
        options={officeGroups.map((group) => ({ value: group, label: t(`groups.${group}`) }))}
      />
      {staff.length > 0 ? (
        <Select
          name="par"
          label={t("agent")}
          defaultValue={choice.par}
          placeholder={t("anyone")}
          options={staff.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
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
