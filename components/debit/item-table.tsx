/** The debits of a file and what the bank said of each; a rejection is written down where the debit stands. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { SubmitButton } from "@/components/forms/form-buttons";
import { Select } from "@/components/forms/select";
import { TextLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag, type TagTone } from "@/components/ui/tag";
import { rejectionCode, rejectionCodes } from "@/lib/debit/rules-batch";
import { formTexts } from "@/lib/i18n/form-texts";
import type { FormAction } from "@/lib/kernel/form-state";
import type { Cents } from "@/lib/kernel/money";

export type ItemRow = {
  id: string;
  endToEndId: string;
  sequence: string;
  amountCents: Cents;
  state: "sent" | "collected" | "rejected";
  reason: string | null;
  payer: string;
  invoice: { id: string; written: string };
};

const TONES: Record<ItemRow["state"], TagTone> = { sent: "due", collected: "ok", rejected: "bad" };

export async function ItemTable({ rows, reject }: { rows: readonly ItemRow[]; reject: FormAction }) {
  const [locale, t, columns, rejections] = await Promise.all([
    getLocale(),
    getTranslations("debit.outcome"),
    getTranslations("debit.columns"),
    getTranslations("debit.rejections"),
  ]);
  const named = (key: "invoice" | "sequence" | "amount") => ({
    ...{ key, header: columns(key), label: `${columns(key)}\u00a0: ` },
  });
  const stateOf = (row: ItemRow) => (
    <>
      <Tag tone={TONES[row.state]}>{t(`states.${row.state}`)}</Tag>
      {row.reason === null ? null : <small>{rejections(rejectionCode(row.reason))}</small>}
    </>
  );
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      marked={(row) => row.state === "rejected"}
      columns={[
        { key: "payer", header: columns("payer"), rowHeader: true, cell: nameCell },
        { ...named("invoice"), cell: invoiceCell },
        { ...named("sequence"), cell: (row) => row.sequence },
        { ...named("amount"), align: "end", cell: (row) => <Money amount={row.amountCents} locale={locale} /> },
        { key: "state", header: columns("state"), cell: stateOf },
        { key: "actions", header: columns("actions"), cell: (row) => <RejectForm row={row} reject={reject} /> },
      ]}
    />
  );
}

function nameCell(row: ItemRow) {
  return (
    <>
      {row.payer}
      <small className="num">{row.endToEndId}</small>
    </>
  );
}

function invoiceCell({ invoice }: ItemRow) {
  return <TextLink href={`/gestion/facturation/factures/${invoice.id}`}>{invoice.written}</TextLink>;
}

async function RejectForm({ row, reject }: { row: ItemRow; reject: FormAction }) {
  if (row.state === "rejected") return null;
  const [t, ui, rejections] = await Promise.all([
    getTranslations("debit.outcome"),
    getTranslations("ui.form"),
    getTranslations("debit.rejections"),
  ]);
  const options = rejectionCodes.map((code) => ({
    value: code,
    label: code === "other" ? rejections(code) : `${code}, ${rejections(code)}`,
  }));
  return (
    <Disclosure summary={t("reject")}>
      <ActionForm
        action={reject}
        texts={formTexts(ui)}
        hidden={{ itemId: row.id }}
        prefix={row.id}
        label={t("rejectLabel", { reference: row.endToEndId })}
      >
        <Select name="reason" label={t("rejectReason")} options={options} />
        <SubmitButton kind="line" small>
          {t("rejectConfirm")}
        </SubmitButton>
      </ActionForm>
    </Disclosure>
  );
}
