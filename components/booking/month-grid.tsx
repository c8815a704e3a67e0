/** A month of bookings on a desk: one table for all children, services and days (mock-up 02-reservations-mois). On a phone, a list of weeks. */
import { TextLink } from "@/components/ui/button";
import { raised } from "@/components/ui/dates";
import { Icon, type IconName } from "@/components/ui/icon";
import { Cell, type CellView, type CellWords } from "./cell";

export type MonthColumn = {
  key: string;
  /** The first column of a week draws the line before it. */
  opensWeek: boolean;
  /** A day, or a run of days without school: « 19 au 31 ». */
  head: { kind: "day"; short: string; full: string; number: string } | { kind: "closed"; label: string };
};

/** `at` is the column where it begins: a block of the row above may stand before it. */
export type MonthCell = { at: number } & MonthPlace;
type MonthPlace =
  | { kind: "cell"; cell: CellView }
  | { kind: "none" }
  /** Stands over all rows of the child: away, or holidays. Given in the first row only. */
  | { kind: "block"; look: "away" | "hol"; text: string; columns: number };

export type MonthRow = { key: string; name: string; price: string; sum: string; cells: MonthCell[] };
export type MonthGroup = { key: string; name: string; detail: string; sum: string; rows: MonthRow[] };
export type MonthWeek = { key: string; label: string; columns: number };

type Props = {
  caption: string;
  weeks: readonly MonthWeek[];
  columns: readonly MonthColumn[];
  groups: readonly MonthGroup[];
  words: CellWords;
  texts: { service: string; sum: string };
};

export function MonthGrid({ caption, weeks, columns, groups, words, texts }: Props) {
  return (
    <table className="month">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <td />
          {weeks.map((week, index) => (
            <th key={week.key} className={index > 0 ? "wk ws" : "wk"} colSpan={week.columns} scope="colgroup">
              {raised(week.label)}
            </th>
          ))}
          <td />
        </tr>
        <tr>
          <th scope="col">
            <span className="sr">{texts.service}</span>
          </th>
          {columns.map((column) => (
            <ColumnHead key={column.key} column={column} />
          ))}
          <th scope="col" className="sum">
            {texts.sum}
          </th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group.key}>
          <tr className="grp">
            <th colSpan={columns.length + 1} scope="rowgroup">
              {group.name} <small>{group.detail}</small>
            </th>
            <td className="sum">
              <b>{group.sum}</b>
            </td>
          </tr>
          {group.rows.map((row) => (
            <Row key={row.key} row={row} columns={columns} words={words} span={group.rows.length} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function ColumnHead({ column }: { column: MonthColumn }) {
  const { head } = column;
  return (
    <th scope="col" className={column.opensWeek ? "ws" : undefined}>
      {head.kind === "closed" ? (
        raised(head.label)
      ) : (
        <>
          <span aria-hidden="true">{head.short}</span>
          <span className="sr">{head.full}</span>
          <b>{raised(head.number)}</b>
        </>
      )}
    </th>
  );
}

type RowProps = { row: MonthRow; columns: readonly MonthColumn[]; words: CellWords; span: number };

function Row({ row, columns, words, span }: RowProps) {
  return (
    <tr>
      <th scope="row">
        {row.name} <small>{row.price}</small>
      </th>
      {row.cells.map((cell) => {
        const column = columns[cell.at];
        return <Place key={cell.at} cell={cell} opensWeek={column?.opensWeek ?? false} words={words} span={span} />;
      })}
      <td className="sum">{row.sum}</td>
    </tr>
  );
}

type PlaceProps = { cell: MonthCell; opensWeek: boolean; words: CellWords; span: number };

function Place({ cell, opensWeek, words, span }: PlaceProps) {
  const line = opensWeek ? "ws" : undefined;
  if (cell.kind === "none") return <td className={line} />;
  if (cell.kind === "block") {
    return (
      <td className={[cell.look, line].filter(Boolean).join(" ")} colSpan={cell.columns} rowSpan={span}>
        {raised(cell.text)}
      </td>
    );
  }
  return (
    <td className={line}>
      <Cell cell={cell.cell} words={words} compact />
    </td>
  );
}

export type LegendEntry = { look: string; icon: IconName | null; label: string };

export function Legend({ label, entries }: { label: string; entries: readonly LegendEntry[] }) {
  return (
    <ul className="legend" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.label}>
          <span className={`chip slot--${entry.look}`}>{entry.icon ? <Icon name={entry.icon} /> : null}</span>
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

export type WeekEntry = { href: string; label: string; lines: readonly string[] };

/** The month on a phone. */
export function WeekList({ entries, lead }: { entries: readonly WeekEntry[]; lead: string }) {
  return (
    <div className="weeklist">
      <p className="soft mb-4">{lead}</p>
      <ul className="sumlist">
        {entries.map((entry) => (
          <li className="weekrow" key={entry.href}>
            <TextLink href={entry.href}>
              <b>{raised(entry.label)}</b>
              <Icon name="chevron-right" />
            </TextLink>
            {entry.lines.map((line) => (
              <span className="soft small block" key={line}>
                {line}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
