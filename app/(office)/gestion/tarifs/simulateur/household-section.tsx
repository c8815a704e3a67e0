/** A real household's month under both versions. Opening it is a look into its file, which it reads on its journal. */
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import type { OfficeScope } from "@/lib/access/gate";
import type { Charge } from "@/lib/charge/schema";
import { namesOf } from "@/lib/forecast/queries";
import { compare } from "@/lib/forecast/rules";
import { householdFile } from "@/lib/household/queries-office";
import { tracedRead, type Visit } from "@/lib/server/page";
import { ComparedTable } from "./compared-table";
import { realRows, tableWords, totals } from "./rows";

type Props = { visit: Visit<OfficeScope>; id: string; before: readonly Charge[]; after: readonly Charge[] };

export async function HouseholdSection({ visit, id, before, after }: Props) {
  const file = await tracedRead(visit, (context) => householdFile(context, visit.scope, { id, purpose: "billing" }));
  if (!file) notFound();
  const own = (charges: readonly Charge[]) => charges.filter(({ householdId }) => householdId === id);
  const compared = compare(own(before), own(after));
  const [t, locale, names] = await Promise.all([
    getTranslations("forecast"),
    getLocale(),
    namesOf(visit.tx, {
      children: compared.lines.flatMap(({ childId }) => childId ?? []),
      activities: compared.lines.flatMap(({ activityId }) => activityId ?? []),
    }),
  ]);
  const talk = { t, locale };
  if (compared.lines.length === 0) {
    return (
      <Section title={t("real.title", { name: file.name })}>
        <p className="soft">{t("real.empty")}</p>
      </Section>
    );
  }
  const { way, amount, foot } = totals(talk, compared);
  return (
    <Section title={t(`real.${way}`, { name: file.name, amount })}>
      <ComparedTable
        words={tableWords(talk, t("real.title", { name: file.name }))}
        rows={realRows(talk, compared, names)}
        foot={foot}
      />
    </Section>
  );
}
