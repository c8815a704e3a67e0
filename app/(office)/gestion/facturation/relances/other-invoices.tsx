/** Late invoices to which nobody writes today, each with its reason; a plan may be proposed from here. */
import { getLocale, getTranslations } from "next-intl/server";
import { Section } from "@/components/layout/leaf";
import { TextLink } from "@/components/ui/button";
import { type Column, Table } from "@/components/ui/table";
import type { LateInvoice } from "@/lib/dunning/queries";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";

type Props = { invoices: readonly LateInvoice[]; mayPlan: boolean };

export async function OtherInvoices({ invoices, mayPlan }: Props) {
  const t = await getTranslations("dunning.reminders");
  return (
    <Section title={t("others")}>
      <Table
        caption={t("othersCaption")}
        hideCaption
        rows={invoices}
        rowKey={({ id }) => id}
        columns={await columnsOf(mayPlan)}
      />
    </Section>
  );
}

async function columnsOf(mayPlan: boolean): Promise<Column<LateInvoice>[]> {
  const [t, locale] = await Promise.all([getTranslations("dunning.reminders"), getLocale()]);
  const why = ({ reminding }: LateInvoice) => {
    if (reminding.kind === "over") return t("states.over");
    return reminding.kind === "held"
      ? t(`states.${reminding.hold}`)
      : t("states.wait", { day: wordDate(locale, reminding.on) });
  };
  return [
    {
      ...{ key: "who", header: t("who"), rowHeader: true },
      cell: ({ id, head, number }) => (
        <>
          {head.name}, <TextLink href={`/gestion/facturation/factures/${id}`}>{number}</TextLink>
        </>
      ),
    },
    { key: "since", header: t("since"), label: t("since"), cell: ({ dueOn }) => wordDate(locale, dueOn) },
    {
      ...{ key: "why", header: t("why"), label: t("why") },
      cell: (invoice) => (
        <>
          {why(invoice)}
          <small>{t("already", { count: invoice.sent.length })}</small>
          {mayPlan && invoice.reminding.kind !== "held" ? (
            <TextLink
              href={`/gestion/facturation/echeanciers/nouveau?payeur=${invoice.payerId}&regie=${invoice.regieId}`}
              label={t("planLabel", { name: invoice.head.name })}
            >
              {t("plan")}
            </TextLink>
          ) : null}
        </>
      ),
    },
    {
      ...{ key: "amount", header: t("amount"), label: t("amount"), align: "end" },
      cell: ({ dueCents }) => wordAmount(locale, dueCents),
    },
  ];
}
