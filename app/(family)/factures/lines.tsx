/** An invoice in the list: to pay, handed to the treasury, or settled; and a credit note. States in words and icon. */
import { getLocale, getTranslations } from "next-intl/server";
import { lifeTones } from "@/components/invoice/due-label";
import { LinkButton } from "@/components/ui/button";
import { DayMark } from "@/components/ui/dates";
import { DateBadge, Line, Priced } from "@/components/ui/line";
import { Tag } from "@/components/ui/tag";
import type { Standing } from "@/lib/credit/queries-standing";
import type { LifeState } from "@/lib/credit/rules-life";
import { wordAmount } from "@/lib/i18n/amounts";
import { monthShort, ofMonth, opening, wordDate, wordDay, wordMonth } from "@/lib/i18n/dates";
import type { CreditNoteSummary, InvoiceSummary } from "@/lib/invoice/queries";

export type Row = InvoiceSummary & Standing;

const words = () => Promise.all([getLocale(), getTranslations("invoice.list")]);

export async function DueLine({ row, first }: { row: Row; first: boolean }) {
  const [locale, t] = await words();
  const { id, month, dueCents, totalCents, dueOn, state } = row;
  const amount = wordAmount(locale, dueCents);
  const about = ofMonth(locale, month);
  const late = { day: wordDate(locale, dueOn) };
  return (
    <Line
      due
      icon="euro"
      title={opening(wordMonth(locale, month))}
      actions={
        <>
          <LinkButton
            href={`/paiements/nouveau?facture=${id}`}
            kind={first ? "due" : "line"}
            label={t("payLabel", { amount, ofMonth: about })}
          >
            {t("pay", { amount })}
          </LinkButton>
          <OpenLink id={id} label={t("openLabel", { ofMonth: about })} />
        </>
      }
    >
      <Priced amount={amount}>
        <p>
          {state === "due" ? (
            t("before", { day: wordDay(locale, dueOn) })
          ) : (
            <Tag tone="bad">{t(state === "reminded" ? "reminded" : "late", late)}</Tag>
          )}
          <br />
          {dueCents < totalCents ? (
            <span className="small">
              {t("partly", { total: wordAmount(locale, totalCents) })}
              <br />
            </span>
          ) : null}
          <Identity row={row} />
        </p>
      </Priced>
    </Line>
  );
}

export async function HandedLine({ row }: { row: Row }) {
  const [locale, t] = await words();
  const { id, month, claimCents } = row;
  return (
    <Line
      icon="building"
      title={opening(wordMonth(locale, month))}
      actions={<OpenLink id={id} label={t("openLabel", { ofMonth: ofMonth(locale, month) })} />}
    >
      <Priced amount={wordAmount(locale, claimCents)} detail={t("handedLine")}>
        <p>
          {t("handedText")}
          <br />
          <Identity row={row} />
        </p>
      </Priced>
    </Line>
  );
}

type Ended = Extract<LifeState, "settled" | "credited" | "written-off">;
const ended = (state: LifeState): Ended => (state === "credited" || state === "written-off" ? state : "settled");

export async function SettledLine({ row }: { row: Row }) {
  const [locale, t] = await words();
  const { id, month, totalCents } = row;
  const state = ended(row.state);
  return (
    <Line
      quiet
      margin={
        <DateBadge short={monthShort(locale, month)} number={month.slice(2, 4)} full={wordMonth(locale, month)} />
      }
      title={opening(wordMonth(locale, month))}
      actions={<OpenLink id={id} label={t("openLabel", { ofMonth: ofMonth(locale, month) })} />}
    >
      <Priced
        amount={wordAmount(locale, totalCents)}
        detail={<Tag tone={lifeTones[state]}>{t(`states.${state}`)}</Tag>}
      >
        <p>
          <Identity row={row} />
        </p>
      </Priced>
    </Line>
  );
}

export async function NoteLine({ note: { id, number, issuedOn, totalCents } }: { note: CreditNoteSummary }) {
  const [locale, t] = await words();
  return (
    <Line
      quiet
      margin={<DayMark day={issuedOn} locale={locale} />}
      title={t("note", { number })}
      actions={
        <LinkButton href={`/factures/${id}`} kind="quiet" label={`${t("openNote")} ${number}`}>
          {t("openNote")}
        </LinkButton>
      }
    >
      <Priced amount={wordAmount(locale, totalCents)}>
        <p className="soft small">{t("noteIssued", { day: wordDate(locale, issuedOn) })}</p>
      </Priced>
    </Line>
  );
}

async function OpenLink({ id, label }: { id: string; label: string }) {
  const t = await getTranslations("invoice.list");
  return (
    <LinkButton href={`/factures/${id}`} kind="quiet" label={label}>
      {t("open")}
    </LinkButton>
  );
}

async function Identity({ row: { number, issuedOn } }: { row: Row }) {
  const [locale, t] = await words();
  return (
    <span className="soft small">
      {t("number", { number })}, {t("issued", { day: wordDate(locale, issuedOn) })}
    </span>
  );
}
