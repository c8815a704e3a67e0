/** The ruled line: what or when in the margin, words after the margin line, actions last. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

/** The marigold mark: this waits for you. */
export function Flag({ icon }: { icon: IconName }) {
  return (
    <span className="flag">
      <Icon name={icon} />
    </span>
  );
}

/** A day in the margin. `full` is what a screen reader says: « lundi 23 novembre ». */
export function DateBadge({ short, number, full }: { short: string; number: string; full?: string | undefined }) {
  const ordinal = /^(\d+)(er)$/.exec(number);
  return (
    <span className="day">
      <span aria-hidden={full ? true : undefined}>
        {short}
        <b>
          {ordinal ? ordinal[1] : number}
          {ordinal ? <sup>{ordinal[2]}</sup> : null}
        </b>
      </span>
      {full ? <span className="sr">{full}</span> : null}
    </span>
  );
}

export function HourMark({ children, dateTime }: { children: ReactNode; dateTime: string }) {
  return (
    <time className="hour" dateTime={dateTime}>
      {children}
    </time>
  );
}

/** An ordered list of lines: children are `Line` with `as="li"`, its default. */
export function Lines({ children, label }: { children: ReactNode; label?: string | undefined }) {
  return (
    <ol className="lines" aria-label={label}>
      {children}
    </ol>
  );
}

type LineProps = {
  children?: ReactNode | undefined;
  title?: ReactNode | undefined;
  /** An icon, a date or an hour. With `due` an icon becomes a flag. */
  icon?: IconName | undefined;
  margin?: ReactNode | undefined;
  /** Buttons and links: under the words on a phone, at the right on a desk. */
  actions?: ReactNode | undefined;
  due?: boolean | undefined;
  quiet?: boolean | undefined;
  total?: boolean | undefined;
  wash?: boolean | undefined;
  /** First paragraph in ink: a line of the journal. */
  ink?: boolean | undefined;
  as?: "li" | "div" | undefined;
};

export function Line({ as: Element = "li", ...line }: LineProps) {
  const { due, quiet, total, wash, ink, actions } = line;
  const classes = [
    "line",
    due && "line--due",
    quiet && "line--quiet",
    total && "line--total",
    wash && "line--wash",
    ink && "line--ink",
    actions && "line--split",
  ];
  return (
    <Element className={classes.filter(Boolean).join(" ")}>
      <div className="line-margin">{line.margin ?? marginIcon(line)}</div>
      <div className="line-body">
        {line.title ? <h3>{line.title}</h3> : null}
        {typeof line.children === "string" ? <p>{line.children}</p> : line.children}
        {actions ? <div className="line-actions">{actions}</div> : null}
      </div>
    </Element>
  );
}

function marginIcon({ icon, due }: LineProps): ReactNode {
  if (!icon) return null;
  return due ? <Flag icon={icon} /> : <Icon name={icon} />;
}

/** Words at the left, an amount at the right with its detail under it. */
export function Priced({
  children,
  amount,
  detail,
}: {
  children: ReactNode;
  amount: ReactNode;
  detail?: ReactNode | undefined;
}) {
  return (
    <div className="priced">
      <div>{children}</div>
      <p className="amount">
        <strong className="num">{amount}</strong>
        {detail ? <small>{detail}</small> : null}
      </p>
    </div>
  );
}
