/** A page made for paper: an attendance list, a letter. On screen it shows as a sheet with a button to print. */
import type { ReactNode } from "react";

type PrintSheetProps = {
  title: ReactNode;
  /** Commune, site and day: printed at the head of the sheet. */
  head?: ReactNode | undefined;
  /** Link back and print button, left out on paper. */
  tools?: ReactNode | undefined;
  children: ReactNode;
};

export function PrintSheet({ title, head, tools, children }: PrintSheetProps) {
  return (
    <main id="contenu" tabIndex={-1}>
      {tools ? <div className="no-print form-actions tools">{tools}</div> : null}
      <article className="sheet">
        {head ? <p className="dateline">{head}</p> : null}
        <h1>{title}</h1>
        {children}
      </article>
    </main>
  );
}
