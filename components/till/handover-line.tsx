/** One handover: who to whom and when, books and count by means, and accepting it when it waits for the reader. */
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { Line } from "@/components/ui/line";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { Tag } from "@/components/ui/tag";
import { opening, wordMoment } from "@/lib/i18n/dates";
import type { FormTexts } from "@/lib/i18n/form-texts";
import { parisOf } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";
import { type Counted, countedMeans } from "@/lib/till/rules-state";

export type HandoverTold = {
  id: string;
  from: string;
  to: string;
  booked: Counted;
  counted: Counted;
  note: string | null;
  createdAt: Date;
  acceptedAt: Date | null;
  isLatest: boolean;
};

type HandoverLineProps = {
  told: HandoverTold;
  /** When it waits for the reader. */
  accept: FormAction | undefined;
  texts: FormTexts;
  secret: string;
};

export async function HandoverLine({ told, accept, texts, secret }: HandoverLineProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("till.handover")]);
  const { from, to, createdAt, acceptedAt, note } = told;
  const at = (instant: Date) => wordMoment(locale, parisOf(instant).moment);
  return (
    <Line due={accept !== undefined} quiet={accept === undefined} icon="user-check" title={t("line", { from, to })}>
      <p>
        <State told={told} /> {t("on", { moment: at(createdAt) })}.
        {acceptedAt ? ` ${t("acceptedOn", { moment: at(acceptedAt) })}.` : null}
      </p>
      <Amounts told={told} />
      {note ? <p className="mt-3">{t("noteOf", { text: note })}</p> : null}
      {accept ? (
        <div className="mt-3">
          <ActionForm action={accept} texts={texts} hidden={{ handoverId: told.id, _key: secret }} prefix={told.id}>
            <ConfirmButton kind="due" label={t("accept")} question={t("question")} confirm={t("confirm")} />
          </ActionForm>
        </div>
      ) : null}
    </Line>
  );
}

async function State({ told }: { told: HandoverTold }) {
  const t = await getTranslations("till.handover");
  if (told.acceptedAt) return <Tag tone="ok">{t("accepted")}</Tag>;
  return told.isLatest ? <Tag tone="due">{t("waiting")}</Tag> : <Tag>{t("superseded")}</Tag>;
}

async function Amounts({ told: { id, booked, counted } }: { told: HandoverTold }) {
  const [locale, t, named] = await Promise.all([
    getLocale(),
    getTranslations("till.handover"),
    getTranslations("payment.means"),
  ]);
  const rows = countedMeans.filter((one) => booked[one] !== 0 || counted[one] !== 0);
  if (rows.length === 0) return null;
  const cell = (of: (one: (typeof rows)[number]) => number) => (one: (typeof rows)[number]) => (
    <Money amount={of(one)} locale={locale} />
  );
  return (
    <Table
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(one) => `${id}-${one}`}
      marked={(one) => booked[one] !== counted[one]}
      columns={[
        { key: "means", header: t("means"), rowHeader: true, cell: (one) => opening(named(one)) },
        { key: "booked", header: t("booked"), label: t("bookedLabel"), align: "end", cell: cell((one) => booked[one]) },
        {
          key: "counted",
          header: t("countedShort"),
          label: t("countedLabel"),
          align: "end",
          cell: cell((one) => counted[one]),
        },
        {
          key: "gap",
          header: t("gap"),
          label: t("gapLabel"),
          align: "end",
          cell: cell((one) => counted[one] - booked[one]),
        },
      ]}
    />
  );
}
