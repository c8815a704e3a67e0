/** Choosing what a dispute needs: lines of one household's journal, ticked one by one, and the reason that its family reads. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DossierList } from "@/components/dossier/dossier-list";
import { ActionForm } from "@/components/forms/action-form";
import { CheckboxGroup } from "@/components/forms/choices";
import { SubmitButton } from "@/components/forms/form-buttons";
import { TextInput } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { dossiersOf } from "@/lib/dossier/queries";
import { disputeChoice } from "@/lib/dossier/queries-dispute";
import type { Disclosure } from "@/lib/dossier/rules-dispute";
import { wordMoment } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { OfficeEntry } from "@/lib/journal/rules-office";
import { type OfficeChoice, officeAddress, readOfficeChoice } from "@/lib/journal/schema-office";
import { officePage, tracedRead } from "@/lib/server/page";
import { OfficeFilters } from "../filters";
import { Turn } from "../turn";
import { askDispute } from "./actions";

const PATH = "/gestion/journal/dossier";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("trace.dispute"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function DisputePage({ searchParams }: Props) {
  const choice = readOfficeChoice(await searchParams);
  const here = officeAddress(choice, PATH);
  const visit = await officePage("family.consult", here);
  const [t, list, locale] = await Promise.all([getTranslations("trace"), getTranslations("dossier.list"), getLocale()]);
  const chosen = await tracedRead(visit, (context) => disputeChoice(context, visit.scope, { choice, locale }));
  if (!chosen?.found.household) notFound();
  const { found, shows } = chosen;
  const { household } = chosen.found;
  const rows = await dossiersOf(visit.tx, visit.passport.accountId, visit.today);
  return (
    <Desk
      title={t("dispute.title")}
      lead={t("dispute.lead")}
      back={{ href: officeAddress(choice), label: t("family", { name: household.name }) }}
    >
      <OfficeFilters choice={choice} staff={[]} kids={found.children} everySite={false} action={PATH} />
      <ChooseLines householdId={household.id} entries={found.entries} shows={shows} choice={choice} />
      <Turn choice={choice} next={found.next} path={PATH} />
      <Section title={list("title")}>
        <DossierList rows={rows} here={here} />
      </Section>
    </Desk>
  );
}

type Lines = {
  householdId: string;
  entries: readonly OfficeEntry[];
  shows: ReadonlyMap<string, Disclosure>;
  choice: OfficeChoice;
};

async function ChooseLines({ householdId, entries, shows, choice }: Lines) {
  const [t, form, locale] = await Promise.all([getTranslations("trace"), getTranslations("ui.form"), getLocale()]);
  const [last, first] = [entries[0], entries.at(-1)];
  if (!first || !last) return <p>{t("none")}</p>;
  const colon = locale === "fr" ? "\u00a0: " : ": ";
  const told = (entry: OfficeEntry) => `${entry.did}${entry.facts ? `${colon}${entry.facts}` : ""}`;
  const period = { since: choice.du || first.moment.slice(0, 10), until: choice.au || last.moment.slice(0, 10) };
  return (
    <ActionForm
      action={askDispute}
      texts={formTexts(form)}
      hidden={{ householdId, ...period }}
      labels={{ "lines[]": t("dispute.lines"), purpose: t("dispute.purpose") }}
    >
      <CheckboxGroup
        name="lines[]"
        legend={t("dispute.lines")}
        choices={entries.map((entry) => ({
          value: entry.id,
          label: told(entry),
          detail: [
            `${wordMoment(locale, entry.moment)}, ${entry.sealed ? t("sealed") : t("pending")}`,
            ...(shows.get(entry.id) === "whole" ? [] : [t("dispute.factOnly")]),
          ].join(". "),
        }))}
      />
      <TextInput name="purpose" label={t("dispute.purpose")} hint={t("dispute.purposeHint")} maxLength={300} />
      <SubmitButton>{t("dispute.submit")}</SubmitButton>
    </ActionForm>
  );
}
