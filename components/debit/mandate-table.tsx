/** The mandates of a régie: payer, reference, the end of the account, what it is worth, and the way to end it. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { type MandateStanding, maskedIban } from "@/lib/debit/rules";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";
import { STANDING_TONES } from "./mandate-facts";

export type MandateRow = {
  id: string;
  payer: string;
  rum: string;
  ibanEnd: string;
  standing: MandateStanding;
  signedOn: CivilDate;
  lastUsedOn: CivilDate | null;
  rejections: number;
};

export async function MandateTable({ rows, end }: { rows: readonly MandateRow[]; end: FormAction }) {
  const [locale, t, columns, standings, mandate] = await Promise.all([
    getLocale(),
    getTranslations("debit.mandates"),
    getTranslations("debit.columns"),
    getTranslations("debit.standings"),
    getTranslations("debit.mandate"),
  ]);
  const named = (key: "account" | "signed" | "used" | "rejections") => ({
    ...{ key, header: columns(key), label: `${columns(key)}\u00a0: ` },
  });
  const usedOn = ({ lastUsedOn }: MandateRow) => (lastUsedOn ? wordDate(locale, lastUsedOn) : mandate("never"));
  const stateOf = ({ standing }: MandateRow) => <Tag tone={STANDING_TONES[standing]}>{standings(standing)}</Tag>;
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      marked={(row) => row.standing === "suspended"}
      columns={[
        { key: "payer", header: columns("payer"), rowHeader: true, cell: nameCell },
        { ...named("account"), cell: (row) => <span className="num">{maskedIban(row.ibanEnd)}</span> },
        { key: "state", header: columns("state"), cell: stateOf },
        { ...named("signed"), cell: (row) => wordDate(locale, row.signedOn) },
        { ...named("used"), cell: usedOn },
        { ...named("rejections"), align: "end", cell: (row) => row.rejections },
        { key: "actions", header: columns("actions"), cell: (row) => <EndForm row={row} end={end} /> },
      ]}
    />
  );
}

function nameCell(row: MandateRow) {
  return (
    <>
      {row.payer}
      <small className="num">{row.rum}</small>
    </>
  );
}

async function EndForm({ row, end }: { row: MandateRow; end: FormAction }) {
  if (row.standing === "revoked" || row.standing === "expired") return null;
  const [t, ui] = await Promise.all([getTranslations("debit.mandates"), getTranslations("ui.form")]);
  const label = t("endLabel", { rum: row.rum });
  return (
    <ActionForm action={end} texts={formTexts(ui)} hidden={{ mandateId: row.id }} prefix={row.id} label={label}>
      <ConfirmButton
        label={t("end")}
        question={t("question", { rum: row.rum, payer: row.payer })}
        confirm={t("confirm")}
      />
    </ActionForm>
  );
}
