/** The letters that may leave today: one box each, ticked, with the sum that is posted, so that nothing else is sent. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { Checkbox } from "@/components/forms/choices";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { TextLink } from "@/components/ui/button";
import { type Column, Table } from "@/components/ui/table";
import type { LateInvoice } from "@/lib/dunning/queries";
import { MOST_LETTERS } from "@/lib/dunning/schema";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDate } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { newSecret } from "@/lib/kernel/ids";
import { send } from "./actions";
import { levelWords } from "./level-words";

type Props = { invoices: readonly LateInvoice[]; maySend: boolean };

export async function SendForm({ invoices, maySend }: Props) {
  const [t, form] = await Promise.all([getTranslations("dunning.reminders"), getTranslations("ui.form")]);
  const shown = invoices.slice(0, MOST_LETTERS);
  const table = (
    <Table caption={t("caption")} hideCaption rows={shown} rowKey={({ id }) => id} columns={await columnsOf(maySend)} />
  );
  if (!maySend) return table;
  return (
    <ActionForm action={send} texts={formTexts(form)} hidden={{ _key: newSecret() }} labels={{ letters: t("caption") }}>
      {table}
      {shown.length < invoices.length ? <p className="soft mt-3">{t("more", { count: shown.length })}</p> : null}
      <div className="form-actions mt-4">
        <ConfirmButton label={t("send")} question={t("sendQuestion")} confirm={t("sendConfirm")} kind="primary" />
      </div>
    </ActionForm>
  );
}

async function columnsOf(maySend: boolean): Promise<Column<LateInvoice>[]> {
  const [t, levels, locale] = await Promise.all([
    getTranslations("dunning.reminders"),
    getTranslations("dunning"),
    getLocale(),
  ]);
  const who = ({ head, number }: LateInvoice) => `${head.name}, ${number}`;
  return [
    {
      key: "who",
      header: t("who"),
      rowHeader: true,
      cell: (invoice) =>
        maySend ? (
          <Checkbox
            id={`letter-${invoice.id}`}
            name="letters[]"
            value={choiceOf(invoice)}
            label={who(invoice)}
            defaultChecked
          />
        ) : (
          who(invoice)
        ),
    },
    { key: "since", header: t("since"), label: t("since"), cell: ({ dueOn }) => wordDate(locale, dueOn) },
    {
      key: "level",
      header: t("level"),
      label: t("level"),
      cell: (invoice) => {
        const { reminding } = invoice;
        if (!("level" in reminding)) return null;
        const { feeCents } = reminding.level;
        return (
          <>
            <TextLink
              href={`/gestion/facturation/relances/${invoice.id}`}
              label={t("previewLabel", { name: invoice.head.name, number: invoice.number })}
            >
              {levelWords(levels, reminding.level)}
            </TextLink>
            {feeCents > 0 ? <small> {t("fee", { amount: wordAmount(locale, feeCents) })}</small> : null}
          </>
        );
      },
    },
    {
      ...{ key: "amount", header: t("amount"), label: t("amount"), align: "end" },
      cell: ({ dueCents }) => wordAmount(locale, dueCents),
    },
  ];
}

function choiceOf({ id, dueCents, reminding }: LateInvoice): string {
  return `${id}.${"level" in reminding ? reminding.level.level : 0}.${dueCents}`;
}
