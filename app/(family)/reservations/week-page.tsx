/** The week: a strip of days that stays in sight, the grid, the limits, and a bar to confirm. */

import { onceKey } from "@/app/(family)/form-words";
import { BookingForm } from "@/components/booking/booking-form";
import { ClosingLine } from "@/components/booking/closing-line";
import { WeekGrid } from "@/components/booking/week-grid";
import { Leaf } from "@/components/layout/leaf";
import { LinkButton } from "@/components/ui/button";
import { raised } from "@/components/ui/dates";
import { DefinitionList } from "@/components/ui/label";
import { StepLink } from "@/components/ui/navigation";
import type { Holiday } from "@/lib/activity/rules-holidays";
import type { Facts } from "@/lib/booking/rules-grid";
import { dayNumber, monthName, opening, weekdayShort, wordSpan } from "@/lib/i18n/dates";
import { addDays, type CivilDate, type CivilDateTime, monthOf } from "@/lib/kernel/civil-date";
import { rulesOn } from "@/lib/rulebook/rules-history";
import { sayDeadlines } from "@/lib/wording/rules-deadlines";
import { saveBookings } from "./actions";
import { bookingFormTexts, cancellableCells } from "./form-props";
import { rowsOn } from "./grid-rows";
import { activityName, cellWords, type GridTalk } from "./grid-words";
import { MoreLinks } from "./more-links";
import { closingLine } from "./reasons/closing";
import { PriceLines } from "./reasons/price-lines";
import { SameButtons } from "./same-buttons";
import { custodyLine, weekDays } from "./week-view";

type Props = {
  talk: GridTalk;
  facts: Facts;
  holidays: readonly Holiday[];
  now: CivilDateTime;
  monday: CivilDate;
};

export function WeekPage({ talk, facts, holidays, now, monday }: Props) {
  const { t, locale } = talk;
  const days = weekDays(talk, { facts, holidays, monday, now });
  const rows = days.flatMap((day) => rowsOn(facts, day.id.slice("jour-".length), now));
  const closing = closingLine(talk, rows, now);
  return (
    <Leaf plain>
      <h1 className="sr">{t("title")}</h1>
      <div className="weekpage">
        <WeekBar talk={talk} facts={facts} monday={monday} days={days.map((day) => day.id.slice("jour-".length))} />
        {closing ? <ClosingLine text={closing} /> : null}
        <BookingForm action={saveBookings} texts={bookingFormTexts(t)} locale={locale} hidden={onceKey()}>
          {cancellableCells(facts, now).map((cell) => (
            <input key={cell} type="hidden" name="booked[]" value={cell} />
          ))}
          <div className="tools">
            <LinkButton href={`/reservations/repeter?semaine=${monday}`} kind="line" small icon="repeat">
              {t("week.repeat")}
            </LinkButton>
            <SameButtons t={t} names={facts.children} />
            <LinkButton href={`/reservations?mois=${monthOf(addDays(monday, 2))}`} kind="line" small>
              {t("week.month")}
            </LinkButton>
          </div>
          <WeekGrid days={days} words={cellWords(t)} service={t("service")}>
            {facts.children.map((child) => child.firstName)}
          </WeekGrid>
        </BookingForm>
        <div className="dayblock pb-5">
          <h2 className="mb-2">{t("limit.title")}</h2>
          <DefinitionList items={limitsOf(talk, facts, monday)} />
          <PriceLines talk={talk} rows={rows} />
        </div>
        <MoreLinks t={t} names={facts.children} />
      </div>
    </Leaf>
  );
}

type BarProps = { talk: GridTalk; facts: Facts; monday: CivilDate; days: readonly CivilDate[] };

function WeekBar({ talk, facts, monday, days }: BarProps) {
  const { t, locale } = talk;
  const span = (from: CivilDate) => wordSpan(locale, { from, to: addDays(from, 4) });
  const [before, after] = [addDays(monday, -7), addDays(monday, 7)];
  const custody = facts.children.flatMap((child) => custodyLine(talk, facts, child, monday) ?? []);
  return (
    <div className="weekbar">
      <div className="weeknav">
        <StepLink
          href={`/reservations?semaine=${before}`}
          label={t("week.previous", { span: span(before) })}
          direction="back"
        />
        <h2>
          {raised(opening(span(monday)))}
          {custody.length > 0 ? <small>{custody.join(". ")}</small> : null}
        </h2>
        <StepLink
          href={`/reservations?semaine=${after}`}
          label={t("week.next", { span: span(after) })}
          direction="on"
        />
      </div>
      <nav aria-label={t("week.days")} className="daystrip">
        {days.map((day) => (
          <a href={`#jour-${day}`} key={day}>
            <span>{weekdayShort(locale, day)}</span>
            <b>{raised(dayNumber(locale, day))}</b>
            <span className="sr">{monthName(locale, monthOf(day))}</span>
          </a>
        ))}
      </nav>
    </div>
  );
}

/** Each service's limits as the rules in force at the end of the week tell them. */
function limitsOf({ locale }: GridTalk, facts: Facts, monday: CivilDate) {
  const day = addDays(monday, 6);
  const file = rulesOn(facts.rules, day)?.file;
  const names = new Map([...facts.activities.values()].map((activity) => [activity.nameFr, activity]));
  return [...names.values()].flatMap((activity) => {
    const said = file ? sayDeadlines({ locale, file }, { activity: activity.ruleCode, day }) : [];
    const term = activityName(locale, activity);
    return said.length === 0 ? [] : [{ term, value: said.join(" ") }];
  });
}
