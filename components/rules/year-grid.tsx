/** Twelve months: each day that is not a plain one has its sign and its word, never a colour alone; under each month, its dates in words. */
import { Icon, type IconName } from "@/components/ui/icon";
import type { DaySign } from "@/lib/almanac/rules-year";

type Sign = DaySign;
type Month = {
  key: string;
  title: string;
  /** Empty cells before the first of the month. */
  before: number;
  days: readonly { number: number; sign: Sign; word: string }[];
  events: readonly { sign: Sign; text: string }[];
};
export type YearGridProps = {
  weekdays: readonly string[];
  legend: { label: string; items: readonly { sign: Sign; word: string }[] };
  none: string;
  months: readonly Month[];
};

const ICONS: Record<Sign, IconName | null> = {
  class: "book",
  free: null,
  holiday: "kite",
  public: "seal",
  closure: "closed",
  opening: "plus",
};

export function YearGrid({ weekdays, legend, none, months }: YearGridProps) {
  return (
    <>
      <ul className="year-legend" aria-label={legend.label}>
        {legend.items.map(({ sign, word }) => (
          <li key={sign}>
            <Sign sign={sign} />
            {word}
          </li>
        ))}
      </ul>
      <div className="year">
        {months.map((month) => (
          <section className="year-month" key={month.key}>
            <MonthTable month={month} weekdays={weekdays} />
            <ul>
              {month.events.length === 0 ? <li className="soft">{none}</li> : null}
              {month.events.map(({ sign, text }) => (
                <li key={text}>
                  <Sign sign={sign} /> {text}
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  );
}

function Sign({ sign }: { sign: Sign }) {
  const icon = ICONS[sign];
  return icon ? <Icon name={icon} /> : null;
}

function MonthTable({ month, weekdays }: { month: Month; weekdays: readonly string[] }) {
  return (
    <table>
      <caption>{month.title}</caption>
      <thead>
        <tr>
          {weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.key}>
            {week.cells.map((cell) =>
              cell.day === null ? (
                <td key={cell.key} aria-hidden="true" />
              ) : (
                <td
                  key={cell.key}
                  className={cell.day.sign === "class" || cell.day.sign === "opening" ? undefined : "is-off"}
                >
                  {cell.day.number}
                  {cell.day.sign === "class" ? null : <Sign sign={cell.day.sign} />}
                  <span className="sr"> {cell.day.word}</span>
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function weeksOf({ before, days, key }: Month) {
  const cells = [...Array.from({ length: before }, () => null), ...days];
  const full = [...cells, ...Array.from({ length: (7 - (cells.length % 7)) % 7 }, () => null)];
  const keyed = full.map((day, index) => ({ key: `${key}-${index}`, day }));
  return Array.from({ length: keyed.length / 7 }, (_, week) => ({
    key: `${key}-week-${week}`,
    cells: keyed.slice(week * 7, week * 7 + 7),
  }));
}
