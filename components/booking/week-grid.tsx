/** A week of bookings, day by day, all children side by side: one table a day, one row a service (mock-up 02-reservations-semaine). */
import { Fragment } from "react";
import { TextLink } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { Cell, type CellView, type CellWords } from "./cell";

export type Note = { text: string; link?: { href: string; label: string } | undefined };

export type WeekRow = {
  key: string;
  name: string;
  hours: string;
  /** « encore 3 h 20 », in the last day before its limit. */
  left?: string | undefined;
  cells: CellView[];
  notes: Note[];
  why: RowWhy;
};

/** « Pourquoi ? »: `about` tells which row to who cannot see it. */
export type RowWhy = {
  summary: string;
  about: string;
  answers: readonly { name: string; sentences: readonly string[] }[];
};

export type WeekDay = {
  /** For the links of the strip above. */
  id: string;
  title: string;
  remark?: string | undefined;
  rows: WeekRow[];
  /** Why the day has no row: holidays, nothing open. */
  empty: string;
};

type Props = { days: readonly WeekDay[]; children: readonly string[]; words: CellWords; service: string };

export function WeekGrid({ days, children, words, service }: Props) {
  return days.map((day) => (
    <section className="dayblock" id={day.id} key={day.id} aria-label={day.title}>
      {day.rows.length === 0 ? (
        <>
          <h2>{day.title}</h2>
          <p className="soft">{day.empty}</p>
        </>
      ) : (
        <DayTable day={day} names={children} words={words} service={service} />
      )}
    </section>
  ));
}

type DayProps = { day: WeekDay; names: readonly string[]; words: CellWords; service: string };

function DayTable({ day, names, words, service }: DayProps) {
  return (
    <table className="daygrid">
      <caption>
        {day.title} {day.remark ? <small>{day.remark}</small> : null}
      </caption>
      <colgroup>
        <col className="c-name" />
        {names.map((name) => (
          <col key={name} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">{service}</span>
          </th>
          {names.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {day.rows.map((row) => (
          <Fragment key={row.key}>
            <tr className="has-note">
              <th scope="row">
                {row.name}
                <small>{row.hours}</small>
                {row.left ? <small className="left">{row.left}</small> : null}
              </th>
              {row.cells.map((cell, index) => (
                <td key={names[index]}>
                  <Cell cell={cell} words={words} />
                </td>
              ))}
            </tr>
            {row.notes.map((note) => (
              <NoteRow key={note.text} note={note} span={names.length + 1} />
            ))}
            <WhyRow why={row.why} span={names.length + 1} />
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

/** The words of each child's cell, on demand and without script. */
function WhyRow({ why, span }: { why: RowWhy; span: number }) {
  return (
    <tr>
      <td className="note note--why" colSpan={span}>
        <Disclosure
          summary={
            <>
              {why.summary} <span className="sr">{why.about}</span>
            </>
          }
        >
          <dl className="facts">
            {why.answers.map(({ name, sentences }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{sentences.join(" ")}</dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      </td>
    </tr>
  );
}

function NoteRow({ note, span }: { note: Note; span: number }) {
  return (
    <tr className="has-note">
      <td className="note" colSpan={span}>
        {note.text}
        {note.link ? <TextLink href={note.link.href}>{note.link.label}</TextLink> : null}
      </td>
    </tr>
  );
}
