/** The month: on a desk one table for all children, on a phone a list of weeks; what it costs beside it. */
import { onceKey } from "@/app/(family)/form-words";
import { BookingForm, Totals } from "@/components/booking/booking-form";
import { ClosingLine } from "@/components/booking/closing-line";
import { Legend, type LegendEntry, MonthGrid, WeekList } from "@/components/booking/month-grid";
import { Leaf } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { Segmented, StepLink } from "@/components/ui/navigation";
import type { Holiday } from "@/lib/activity/rules-holidays";
import type { Facts } from "@/lib/booking/rules-grid";
import { ofMonth, opening, wordList, wordMonth } from "@/lib/i18n/dates";
import { addMonths, type CivilDateTime, type CivilMonth, firstDayOf, mondayOf } from "@/lib/kernel/civil-date";
import { saveBookings } from "./actions";
import { bookingFormTexts, cancellableCells } from "./form-props";
import { type BookingT, cellWords, type GridTalk } from "./grid-words";
import { type MonthView, monthView } from "./month-view";
import { MoreLinks } from "./more-links";
import { closingLine } from "./reasons/closing";
import { PriceLines } from "./reasons/price-lines";
import { SameButtons } from "./same-buttons";

type Props = { talk: GridTalk; facts: Facts; holidays: readonly Holiday[]; now: CivilDateTime; month: CivilMonth };

export function MonthPage({ talk, facts, holidays, now, month }: Props) {
  const { t, locale } = talk;
  const view = monthView(talk, { facts, holidays, month, now });
  const closing = closingLine(talk, view.rows, now);
  return (
    <Leaf plain>
      <div className="leaf-head booking">
        <MonthHead talk={talk} month={month} />
        {closing ? <ClosingLine text={closing} /> : null}
      </div>
      <BookingForm action={saveBookings} texts={bookingFormTexts(t)} locale={locale} hidden={onceKey()}>
        {cancellableCells(facts, now).map((cell) => (
          <input key={cell} type="hidden" name="booked[]" value={cell} />
        ))}
        <div className={view.columns.length > 15 ? "booking" : "booking booking-grid"}>
          <MonthBody talk={talk} facts={facts} month={month} view={view} />
          <aside aria-label={t("month.faster")} className={view.columns.length > 15 ? "panels" : undefined}>
            <section className="panel">
              <h2>{t("month.faster")}</h2>
              <div className="tools px-0">
                <LinkButton
                  href={`/reservations/repeter?semaine=${mondayOf(firstDayOf(month))}`}
                  kind="line"
                  icon="repeat"
                >
                  {t("week.repeat")}
                </LinkButton>
                <SameButtons t={t} names={facts.children} />
              </div>
            </section>
            <section className="panel">
              <h2>{t("month.changes")}</h2>
              <Totals
                booked={view.bookedCents}
                locale={locale}
                texts={{
                  booked: t("month.already"),
                  change: t("month.delta"),
                  total: opening(wordMonth(locale, month)),
                }}
              />
              <p className="soft small">{t("month.invoice", { month: ofMonth(locale, month) })}</p>
            </section>
          </aside>
        </div>
      </BookingForm>
      <div className="booking">
        <PriceLines talk={talk} rows={view.rows} />
        <MoreLinks t={t} names={facts.children} />
      </div>
    </Leaf>
  );
}

function MonthHead({ talk: { t, locale }, month }: { talk: GridTalk; month: CivilMonth }) {
  const [before, after] = [addMonths(month, -1), addMonths(month, 1)];
  return (
    <div className="monthhead">
      <h1>{opening(wordMonth(locale, month))}</h1>
      <div className="monthtools">
        <StepLink href={`/reservations?mois=${before}`} label={opening(wordMonth(locale, before))} direction="back" />
        <StepLink href={`/reservations?mois=${after}`} label={opening(wordMonth(locale, after))} direction="on" />
        <Segmented
          label={t("week.view")}
          items={[
            { href: `/reservations?semaine=${mondayOf(firstDayOf(month))}`, label: t("week.week") },
            { href: `/reservations?mois=${month}`, label: t("week.month"), current: true },
          ]}
        />
      </div>
    </div>
  );
}

type BodyProps = { talk: GridTalk; facts: Facts; month: CivilMonth; view: MonthView };

function MonthBody({ talk: { t, locale }, facts, month, view }: BodyProps) {
  const names = facts.children.map((child) => child.firstName);
  const caption = t("month.caption", { children: wordList(locale, names), month: wordMonth(locale, month) });
  return (
    <div>
      <div className="monthwrap">
        <Legend label={t("month.legend")} entries={legendOf(t, view)} />
        <MonthGrid
          caption={caption}
          weeks={view.weeks}
          columns={view.columns}
          groups={view.groups}
          words={cellWords(t)}
          texts={{ service: t("service"), sum: t("month.sum") }}
        />
        {view.reasons.length > 0 ? (
          <section className="mt-6" aria-label={t("month.reasons")}>
            <h2 className="mb-2">{t("month.reasons")}</h2>
            <ul className="why-list">
              {view.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
      <WeekList entries={view.entries} lead={t("month.lead")} />
    </div>
  );
}

function legendOf(t: BookingT, { rows }: MonthView): LegendEntry[] {
  const cells = rows.flatMap((row) => row.cells);
  const hasLate = cells.some(({ verdict }) => verdict.refusal === null && verdict.inTimePrice !== null);
  const hasComing = cells.some(({ verdict }) => verdict.refusal === "not-yet");
  return [
    { look: "free", icon: null, label: t("cell.free") },
    { look: "on", icon: "check", label: t("cell.booked") },
    { look: "add", icon: "plus", label: t("month.added") },
    { look: "del", icon: "minus", label: t("month.removed") },
    { look: "full", icon: "people", label: t("cell.full") },
    { look: "wait", icon: "hourglass", label: t("month.waiting") },
    { look: "shut", icon: "closed", label: t("cell.closed") },
    { look: "shut", icon: "lock", label: t("cell.tooLate") },
    ...(hasComing ? [{ look: "shut", icon: "clock" as const, label: t("cell.notYet") }] : []),
    ...(hasLate ? [{ look: "free", icon: "clock" as const, label: t("late.legend") }] : []),
  ];
}
