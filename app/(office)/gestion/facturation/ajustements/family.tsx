/** One household's proposals: child, service, day, what was billed, what is right now and why, and the decision on each. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { Disclosure, Explanation } from "@/components/ui/disclosure";
import { type Column, Table } from "@/components/ui/table";
import type { FamilyProposals, Proposal } from "@/lib/correction/queries";
import { wordAmount, wordChange } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { daysText } from "@/lib/invoice/rules-words";
import { wordWhy } from "@/lib/pricing/rules-words";
import { AcceptFamily, AcceptLine } from "./accept";
import type { Asked } from "./asked";

type FamilyProps = { family: FamilyProposals; asked: Asked; mayAccept: boolean; mayOpen: boolean };

export async function Family({ family, asked, mayAccept, mayOpen }: FamilyProps) {
  const { householdId, name, lines, cents } = family;
  const t = await getTranslations("invoice.office.corrections");
  const columns = await columnsOf(family, { asked, mayAccept });
  return (
    <Section title={name}>
      {mayOpen ? (
        <p className="mt-3">
          <TextLink href={`/gestion/foyers/${householdId}`} label={`${t("household")} ${name}`}>
            {t("household")}
          </TextLink>
        </p>
      ) : null}
      <Table caption={t("caption", { name })} hideCaption rows={lines} rowKey={({ key }) => key} columns={columns} />
      {mayAccept && lines.length > 1 ? (
        <div className="mt-4">
          <AcceptFamily asked={asked} householdId={householdId} cents={cents} />
        </div>
      ) : null}
    </Section>
  );
}

type Given = { asked: Asked; mayAccept: boolean };
type T = Awaited<ReturnType<typeof getTranslations<"invoice.office.corrections">>>;

async function columnsOf({ lines }: FamilyProposals, { asked, mayAccept }: Given): Promise<Column<Proposal>[]> {
  const [t, locale] = await Promise.all([getTranslations("invoice.office.corrections"), getLocale()]);
  const hasPayers = new Set(lines.map(({ payerId }) => payerId)).size > 1;
  const money = (key: "billed" | "now" | "change", of: (line: Proposal) => string): Column<Proposal> => ({
    ...{ key, header: t(key), label: t(key), align: "end" as const },
    cell: of,
  });
  const columns: Column<Proposal>[] = [
    {
      key: "who",
      header: t("who"),
      rowHeader: true,
      cell: (line) => (
        <>
          {whoOf(line, t, locale)}
          {hasPayers ? <small>{t("payer", { name: line.payer })}</small> : null}
          <Reasons line={line} t={t} locale={locale} />
        </>
      ),
    },
    { key: "day", header: t("day"), label: t("day"), cell: (line) => daysText(line.days, locale) },
    money("billed", (line) => wordAmount(locale, line.billedCents)),
    money("now", (line) => wordAmount(locale, line.cents)),
    money("change", (line) => wordChange(locale, line.cents - line.billedCents)),
  ];
  if (!mayAccept) return columns;
  const place = new Map(lines.map(({ key }, index) => [key, index]));
  const decide = (line: Proposal) => (
    <AcceptLine asked={asked} proposal={line} who={whoOf(line, t, locale)} place={place.get(line.key) ?? 0} />
  );
  return [...columns, { key: "action", header: t("action"), cell: decide }];
}

function whoOf({ child, activity }: Proposal, t: T, locale: Locale): string {
  return [child ?? t("whole"), activity && (locale === "fr" ? activity.nameFr : activity.nameEn)]
    .filter(Boolean)
    .join(", ");
}

function Reasons({ line: { why }, t, locale }: { line: Proposal; t: T; locale: Locale }) {
  const steps = why ? why.reasons.map((reason) => wordWhy(locale, reason)).filter(Boolean) : [t("gone")];
  const source = why ? t("rules", { rules: why.rules, date: wordDate(locale, why.since) }) : undefined;
  return (
    <Disclosure summary={t("why")}>
      <Explanation steps={steps} source={source} />
    </Disclosure>
  );
}
