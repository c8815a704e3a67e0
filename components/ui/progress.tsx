/** Work that lasts, places taken, and lines that wait for their ink. Widths are attributes: the page's policy forbids inline styles. */
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

/** For `loading.tsx`: three empty ruled lines, shown after 300 ms. */
export function Skeleton({ label }: { label: string }) {
  return (
    <div className="skeleton" role="status" aria-label={label}>
      <span />
      <span />
      <span />
    </div>
  );
}
