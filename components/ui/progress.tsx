/** What is drawn from figures: work that lasts, places taken, charts, and lines that wait for their ink. Widths are attributes: the page's policy forbids inline styles. */
import type { ReactNode } from "react";

/** `label` names the work, `children` say where it stands in words. */
export function Progress({
  value,
  max,
  label,
  children,
}: {
  value: number;
  max: number;
  label: string;
  children: ReactNode;
}) {
  return (
    <div className="measure">
      <div>{children}</div>
      <progress className="progress" value={value} max={max} aria-label={label}>
        {value} / {max}
      </progress>
    </div>
  );
}

/** A filling bar; `label` says it in words: « 44 places prises sur 60 ». */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  const width = max > 0 ? Math.round((Math.min(value, max) * 100) / max) : 0;
  return (
    <svg className="gauge" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={label}>
      <rect width={width} height="10" />
    </svg>
  );
}

/** A null value is one that must not be shown (too few people): its bar is dashed and `text` says « < 5 » or « masqué ». */
export type Bar = { key: string; name: ReactNode; value: number | null; text: ReactNode };

type BarTableProps = {
  caption: ReactNode;
  hideCaption?: boolean | undefined;
  nameHeader: ReactNode;
  valueHeader: ReactNode;
  bars: readonly Bar[];
  total?: { name: ReactNode; text: ReactNode } | undefined;
};

/** The longest bar takes this share of its column, so that its figure fits after it. */
const LONGEST = 80;

export function BarTable({ caption, hideCaption, nameHeader, valueHeader, bars, total }: BarTableProps) {
  const most = Math.max(1, ...bars.map((bar) => bar.value ?? 0));
  return (
    <table className="table chart-table">
      <caption className={hideCaption ? "sr" : undefined}>{caption}</caption>
      <colgroup>
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{nameHeader}</th>
          <th scope="col">{valueHeader}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map((bar) => (
          <tr key={bar.key}>
            <th scope="row">{bar.name}</th>
            <td>
              <div className="chart">
                {bar.value === null ? (
                  <span className="bar--hidden" />
                ) : (
                  <Rectangle share={(bar.value * LONGEST) / most} />
                )}
                <span className={bar.value === null ? "soft" : undefined}>{bar.text}</span>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
      {total ? (
        <tfoot>
          <tr>
            <th scope="row">{total.name}</th>
            <td>{total.text}</td>
          </tr>
        </tfoot>
      ) : null}
    </table>
  );
}

function Rectangle({ share }: { share: number }) {
  return (
    <svg className="bar" width={`${share.toFixed(1)}%`} height="28" aria-hidden="true">
      <rect width="100%" height="100%" />
    </svg>
  );
}
