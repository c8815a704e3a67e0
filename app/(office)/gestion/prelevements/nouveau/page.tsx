/** Preparing a debit: the day, what it would take and leave aside, telling the families, then the file. */
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { type CandidateRow, CandidateTable } from "@/components/debit/candidate-table";
import { ActionForm } from "@/components/forms/action-form";
import { ConfirmButton } from "@/components/forms/form-buttons";
import { DateField } from "@/components/forms/text-input";
import { Desk, Section } from "@/components/layout/leaf";
import { Button } from "@/components/ui/button";
import { EmptyState, Notice } from "@/components/ui/notice";
import { debitRegies } from "@/lib/debit/queries";
import { type Candidate, candidatesOf, payerNames } from "@/lib/debit/queries-batch";
import { bankDayFrom, earliestCollection } from "@/lib/debit/rules-days";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay } from "@/lib/i18n/dates";
import { formTexts } from "@/lib/i18n/form-texts";
import { type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";
import type { FormAction } from "@/lib/kernel/form-state";
import { newSecret } from "@/lib/kernel/ids";
import { sum } from "@/lib/kernel/money";
import { writtenNumber } from "@/lib/payment/rules-telling";
import { officePage } from "@/lib/server/page";
import { make, tell } from "../actions";
import { regieOf, type Search, textOf } from "../search";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("debit.batch"))("title") };
}

const PAGE = "/gestion/prelevements";

export default async function NewBatchPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [search, visit] = await Promise.all([searchParams, officePage("debit.manage", `${PAGE}/nouveau`)]);
  const { tx, today } = visit;
  const regie = regieOf(search, await debitRegies(tx));
  if (!regie) notFound();
  const days = regie.settings.debit.announceDays;
  const earliest = earliestCollection(today, days);
  const wish = textOf(search, "jour");
  const asked = isCivilDate(wish) && wish > today ? wish : earliest;
  const collectOn = bankDayFrom(asked);
  const about = { regieId: regie.id, collectOn, today };
  const [told, all] = await Promise.all([candidatesOf(tx, about, true), candidatesOf(tx, about)]);
  const toldIds = new Set(told.map(({ invoice }) => invoice.id));
  const open = collectOn >= earliest ? all.filter(({ invoice }) => !toldIds.has(invoice.id)) : [];
  const names = await payerNames(tx, [...told, ...all]);
  const [locale, t] = await Promise.all([getLocale(), getTranslations("debit.batch")]);
  const form = { regieId: regie.id, collectOn, names };
  return (
    <Desk title={t("title")} lead={t("lead")} back={{ href: `${PAGE}?regie=${regie.id}`, label: t("back") }}>
      {textOf(search, "fait") === "oui" && told.length > 0 ? <Told told={told} day={collectOn} /> : null}
      <form action={`${PAGE}/nouveau`} method="get" className="field-bar py-3">
        <input type="hidden" name="regie" value={regie.id} />
        <DateField
          name="jour"
          label={t("day")}
          hint={t("dayHint", { day: wordDay(locale, earliest), days })}
          defaultValue={collectOn}
          min={today}
        />
        <Button kind="line" type="submit">
          {(await getTranslations("debit.desk"))("show")}
        </Button>
      </form>
      {asked === collectOn ? null : (
        <Notice inset>{t("shifted", { asked: wordDay(locale, asked), day: wordDay(locale, collectOn) })}</Notice>
      )}
      {told.length > 0 ? <Step {...form} list={told} action={make} step="make" /> : null}
      {open.length > 0 || told.length === 0 ? <Step {...form} list={open} action={tell} step="announce" /> : null}
    </Desk>
  );
}

async function Told({ told, day }: { told: readonly Candidate[]; day: CivilDate }) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations("debit.batch")]);
  const amount = wordAmount(locale, totalOf(told));
  return (
    <div className="mb-3">
      <Notice tone="ok" inset live title={t("told")}>
        {t("toldText", { count: told.length, amount, day: wordDay(locale, day) })}
      </Notice>
    </div>
  );
}

/** What a debit takes: never more than the family was told. */
function centsOf({ invoice, toldCents }: Candidate): number {
  return toldCents === null ? invoice.dueCents : Math.min(invoice.dueCents, toldCents);
}

const totalOf = (list: readonly Candidate[]) => sum(list.map(centsOf));

type StepProps = {
  regieId: string;
  collectOn: CivilDate;
  names: ReadonlyMap<string, string>;
  list: readonly Candidate[];
  action: FormAction;
  step: "announce" | "make";
};

async function Step({ regieId, collectOn, names, list, action, step }: StepProps) {
  const [locale, t, ui] = await Promise.all([getLocale(), getTranslations("debit.batch"), getTranslations("ui.form")]);
  const ready = list.filter(({ exclusion }) => exclusion === null);
  const left = list.filter(({ exclusion }) => exclusion !== null);
  const day = wordDay(locale, collectOn);
  const amount = wordAmount(locale, totalOf(ready));
  const rowOf = (one: Candidate) => rowsOf(one, names);
  return (
    <>
      <Section title={step === "make" ? t("announcedTitle", { day }) : t("ready")}>
        {ready.length === 0 ? (
          <EmptyState icon="euro" title={t("readyNone")}>
            {t("readyNoneText")}
          </EmptyState>
        ) : (
          <>
            <CandidateTable rows={ready.map(rowOf)} caption={t("ready")} />
            <p className="mt-3 mb-3">
              <strong>{t("readyTotal", { count: ready.length, amount })}</strong>
            </p>
            <ActionForm
              action={action}
              texts={formTexts(ui)}
              hidden={{ regieId, collectOn, _key: newSecret() }}
              label={t(step)}
            >
              <ConfirmButton
                kind="primary"
                label={t(step)}
                question={t(`${step}Question`, { count: ready.length, amount, day })}
                confirm={t(`${step}Confirm`)}
              />
            </ActionForm>
          </>
        )}
      </Section>
      {left.length > 0 ? (
        <Section title={t("excluded")}>
          <CandidateTable rows={left.map(rowOf)} caption={t("excluded")} />
        </Section>
      ) : null}
    </>
  );
}

function rowsOf(one: Candidate, names: ReadonlyMap<string, string>): CandidateRow {
  const { invoice, mandate, toldCents, exclusion } = one;
  return {
    ...{ id: invoice.id, written: writtenNumber(invoice), payer: names.get(invoice.payerId) ?? "" },
    ...{ rum: mandate.rum, ibanEnd: mandate.ibanEnd, cents: centsOf(one), toldCents, exclusion },
  };
}
