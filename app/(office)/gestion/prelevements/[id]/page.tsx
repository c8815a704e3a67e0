/** One file given to the bank: its bytes, its debits, what was paid and what came back. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ItemTable } from "@/components/debit/item-table";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type BatchHead, batchesOf, type ItemView, itemsOf } from "@/lib/debit/queries-batch";
import { batchNumber } from "@/lib/debit/rules-batch";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { isId, newSecret } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { collect, reject } from "../actions";
import { type Search, textOf } from "../search";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("debit.desk"))("batches") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Search> };

export default async function BatchPage({ params, searchParams }: Props) {
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const { tx, today } = await officePage("debit.manage", `/gestion/prelevements/${encodeURIComponent(id)}`);
  const batch = isId(id) ? (await batchesOf(tx, { id }))[0] : undefined;
  if (!batch) notFound();
  const [locale, t, items] = await Promise.all([getLocale(), getTranslations("debit.outcome"), itemsOf(tx, batch.id)]);
  const number = batchNumber(batch);
  const amount = wordAmount(locale, batch.totalCents);
  const back = { href: `/gestion/prelevements?regie=${batch.regieId}`, label: t("back") };
  const lead = t("lead", { day: wordDay(locale, batch.collectOn), count: batch.debits, amount });
  const rows = items.map((item) => ({
    ...item,
    invoice: { id: item.invoice.id, written: writtenNumber(item.invoice) },
  }));
  return (
    <Desk title={t("title", { number })} lead={lead} back={back}>
      {textOf(search, "fait") === "oui" ? <Made number={number} left={Number(textOf(search, "reste")) || 0} /> : null}
      <p className="mb-3">
        <LinkButton
          kind={textOf(search, "fait") === "oui" ? "primary" : "line"}
          icon="download"
          href={`/gestion/prelevements/${batch.id}/fichier`}
          download
        >
          {t("download")}
        </LinkButton>
      </p>
      <p className="soft small mb-3">{t("copy")}</p>
      <Collect batch={batch} items={items} today={today} />
      <Section title={t("items")}>
        <p className="soft mt-3 mb-3">{t("summary", batch.states)}</p>
        <ItemTable rows={rows} reject={reject} />
      </Section>
    </Desk>
  );
}

async function Made({ number, left }: { number: string; left: number }) {
  const t = await getTranslations("debit.outcome");
  return (
    <div className="mb-3">
      <Notice tone="ok" inset live title={t("made", { number })}>
        <p>{t("madeText")}</p>
        {left > 0 ? <p>{t("left", { count: left })}</p> : null}
      </Notice>
    </div>
  );
}

type CollectProps = { batch: BatchHead; items: readonly ItemView[]; today: CivilDate };

async function Collect({ batch, items, today }: CollectProps) {
  const waiting = items.filter((item) => item.state === "sent");
  if (waiting.length === 0 || today < batch.collectOn) return null;
  const [locale, t, ui] = await Promise.all([
    getLocale(),
    getTranslations("debit.outcome"),
    getTranslations("ui.form"),
  ]);
  const amount = wordAmount(locale, sum(waiting.map((item) => item.amountCents)));
  return (
    <Section title={t("collect")}>
      <p className="soft mt-3 mb-3">{t("collectText")}</p>
      <ActionForm
        action={collect}
        texts={formTexts(ui)}
        hidden={{ batchId: batch.id, _key: newSecret() }}
        labels={{ receivedOn: t("receivedOn") }}
        label={t("collect")}
      >
        <DateField
          name="receivedOn"
          label={t("receivedOn")}
          defaultValue={batch.collectOn}
          min={batch.collectOn}
          max={today}
        />
        <ConfirmButton
          kind="primary"
          label={t("collect")}
          question={t("collectQuestion", { count: waiting.length, amount })}
          confirm={t("collectConfirm")}
        />
      </ActionForm>
    </Section>
  );
}
