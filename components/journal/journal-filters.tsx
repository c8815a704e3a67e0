/** Kinds as links, then a plain form that asks by address: child, period, words. */
import { useTranslations } from "next-intl";
import { Select } from "@/components/forms/select";
import { DateField, TextInput } from "@/components/forms/text-input";
import { Button, LinkButton } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Filters } from "@/components/ui/navigation";
import { journalGroups } from "@/lib/journal/rules";
import { addressOf, type JournalChoice } from "@/lib/journal/schema";

type Props = { choice: JournalChoice; people: readonly { id: string; firstName: string }[] };

export function JournalFilters({ choice, people }: Props) {
  const t = useTranslations("journal");
  const asked = Boolean(choice.enfant || choice.du || choice.au || choice.mots);
  return (
    <>
      <Filters
        label={t("filters.label")}
        items={journalGroups.map((type) => ({
          href: addressOf({ ...choice, type, page: 1 }),
          label: t(`filters.${type}`),
          current: choice.type === type,
        }))}
      />
      <Disclosure summary={t("search.label")} open={asked}>
        <form method="get" action="/journal" className="field-bar" aria-label={t("search.label")}>
          {choice.type === "all" ? null : <input type="hidden" name="type" value={choice.type} />}
          <Select
            name="enfant"
            label={t("search.child")}
            defaultValue={choice.enfant}
            placeholder={t("search.allChildren")}
            options={people.map(({ id, firstName }) => ({ value: id, label: firstName }))}
          />
          <DateField name="du" label={t("search.since")} defaultValue={choice.du} />
          <DateField name="au" label={t("search.until")} defaultValue={choice.au} />
          <TextInput name="mots" label={t("search.text")} defaultValue={choice.mots} maxLength={80} />
          <Button type="submit" kind="line">
            {t("search.submit")}
          </Button>
          {asked ? (
            <LinkButton kind="quiet" href="/journal">
              {t("search.clear")}
            </LinkButton>
          ) : null}
        </form>
      </Disclosure>
    </>
  );
}
