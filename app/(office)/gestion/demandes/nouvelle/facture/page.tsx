/**
 * A line of an invoice contested by letter, telephone or at the counter: the same life as on the portal, its reminders held back until it is decided.
 * It shows what was billed: for who may open invoices (lib/access/permissions, billing.consult).
 */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextArea } from "@/components/forms/text-input";
import { Desk } from "@/components/layout/leaf";
import { EmptyState } from "@/components/ui/notice";
import { type PaperHousehold, paperHousehold } from "@/lib/casework/queries-office";
import { contestableLines } from "@/lib/contest/queries";
import { wordAmount } from "@/lib/i18n/amounts";
import { formTexts } from "@/lib/i18n/form-texts";
import { isId, newSecret } from "@/lib/kernel/ids";
import { officePage, tracedRead } from "@/lib/server/page";
import { enterLine } from "../../actions-paper";
import { AskerField, BroughtFields } from "../brought-fields";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("casework.kinds"))("invoice-line") };
}

type Props = { searchParams: Promise<{ foyer?: string }> };
type Line = Awaited<ReturnType<typeof contestableLines>>[number];

export default async function PaperContestPage({ searchParams }: Props) {
  const { foyer } = await searchParams;
  const id = typeof foyer === "string" ? foyer : "";
  const visit = await officePage(
    "billing.consult",
    `/gestion/demandes/nouvelle/facture?foyer=${encodeURIComponent(id)}`,
  );
  const household = isId(id) ? await tracedRead(visit, (context) => paperHousehold(context, visit.scope, id)) : null;
  if (!household) notFound();
  const [t, kinds, lines] = await Promise.all([
    getTranslations("casework.paper"),
    getTranslations("casework.kinds"),
    contestableLines(visit.tx, visit.scope, { householdId: id }),
  ]);
  return (
    <Desk
      title={`${kinds("invoice-line")}, ${household.name}`}
      lead={t("lead")}
      back={{ href: `/gestion/demandes/nouvelle?foyer=${id}`, label: t("back") }}
    >
      {lines.length === 0 ? (
        <EmptyState icon="invoice" level={2} title={t("noLines")}>
          {t("noLinesText")}
        </EmptyState>
      ) : (
        <ContestForm household={household} lines={lines} today={visit.today} />
      )}
    </Desk>
  );
}

type FormProps = { household: PaperHousehold; lines: readonly Line[]; today: string };

async function ContestForm({ household, lines, today }: FormProps) {
  const [t, form, locale] = await Promise.all([
    getTranslations("casework.paper"),
    getTranslations("ui.form"),
    getLocale(),
  ]);
  const said = ({ number, childName, labelFr, labelEn, amountCents }: Line) =>
    [number, childName, locale === "fr" ? labelFr : labelEn, wordAmount(locale, amountCents)]
      .filter(Boolean)
      .join(", ");
  return (
    <ActionForm
      action={enterLine}
      texts={formTexts(form)}
      labels={{
        ...{ lineId: t("line"), accountId: t("asker"), channel: t("channel"), receivedOn: t("receivedOn") },
        text: t("text"),
      }}
      hidden={{ householdId: household.id, _key: newSecret() }}
    >
      <Select
        name="lineId"
        label={t("line")}
        placeholder={form("choose")}
        options={lines.map((line) => ({ value: line.id, label: said(line) }))}
      />
      <BroughtFields today={today} />
      <AskerField adults={household.adults} />
      <TextArea name="text" label={t("text")} hint={t("textHint")} rows={6} maxLength={2000} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </ActionForm>
  );
}
