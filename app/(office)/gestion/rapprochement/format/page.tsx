/** How the settlement list of PayFiP is read, since no public text says it: separator, columns and formats, with a trial. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { Desk, Section } from "@/components/layout/leaf";
import { MappingForm } from "@/components/statement/mapping-form";
import { regieSettingsOf } from "@/lib/commune/queries-regie";
import { newSecret } from "@/lib/kernel/ids";
import { officePage } from "@/lib/server/page";
import { regies } from "@/lib/treasury/queries";
import type { Search } from "../../encaissements/period";
import { saveMapping } from "../actions-lines";
import { dayPattern } from "../day-pattern";
import { regieOf } from "../regie";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("statement.format"))("title") };
}

type Worded = "semicolon" | "comma" | "tab" | "bar" | "euros-comma" | "euros-point" | "cents";

const AMOUNTS = ["euros-comma", "euros-point", "cents"] as const;
const DAYS = ["DD/MM/YYYY", "YYYY-MM-DD", "DDMMYYYY", "YYYYMMDD"] as const;

const COLUMNS = [
  ...(["kindColumn", "dayColumn", "refdetColumn", "amountColumn"] as const),
  ...(["numcliColumn", "idopColumn", "numautoColumn"] as const),
];

export default async function FormatPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, { tx }] = await Promise.all([
    searchParams,
    officePage("treasury.export", "/gestion/rapprochement/format"),
  ]);
  const regie = regieOf(search, await regies(tx));
  if (!regie) notFound();
  const [{ list }, t, lines, ui, locale] = await Promise.all([
    regieSettingsOf(tx, regie.id),
    getTranslations("statement.format"),
    getTranslations("statement.decide"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const plain = (values: readonly string[]) => values.map((value) => ({ value, label: value }));
  const worded = (values: readonly Worded[]) => values.map((value) => ({ value, label: t(value) }));
  return (
    <Desk
      title={t("title")}
      lead={t("lead")}
      dateline={regie.name}
      back={{ href: `/gestion/rapprochement/imports?regie=${regie.id}`, label: t("back") }}
    >
      <Section title={t("how")}>
        <MappingForm
          action={saveMapping}
          hidden={{ regieId: regie.id, _key: newSecret() }}
          values={Object.fromEntries(Object.entries(list).map(([name, value]) => [name, String(value)]))}
          choices={[
            { name: "separator", label: t("separator"), options: worded(["semicolon", "comma", "tab", "bar"]) },
            { name: "encoding", label: t("encoding"), options: plain(["utf-8", "iso-8859-1"]) },
            {
              name: "dayFormat",
              label: t("dayFormat"),
              options: DAYS.map((value) => ({ value, label: dayPattern(locale, value) })),
            },
            { name: "amountFormat", label: t("amountFormat"), options: worded(AMOUNTS) },
          ]}
          columns={COLUMNS.map((name) => ({ name, label: t(name) }))}
          iban={{ name: "accountIban", label: t("accountIban"), hint: t("accountHint") }}
          texts={{
            ...{ columns: t("columns"), columnsHint: t("columnsHint"), sample: t("sample"), try: t("try") },
            ...{ sampleHint: t("sampleHint"), save: t("save"), preview: t("previewCaption"), pending: ui("pending") },
            faults: ui("refused"),
            heads: { day: lines("day"), reference: lines("reference"), amount: lines("amount") },
          }}
        />
      </Section>
    </Desk>
  );
}
