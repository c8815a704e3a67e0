/** The name tag of the exercise book, one per page at most: a reference, an amount due, an identity. */
import type { ReactNode } from "react";

/** `title` names the group; hidden when the content already says it. */
export function Label({
  title,
  hideTitle,
  children,
}: {
  title: string;
  hideTitle?: boolean | undefined;
  children: ReactNode;
}) {
  return (
    <section className="label" aria-label={title}>
      {hideTitle ? null : <h2 className="small soft">{title}</h2>}
      {children}
    </section>
  );
}

/** A reference people copy or dictate. */
export function Reference({ children }: { children: ReactNode }) {
  return <p className="ref">{children}</p>;
}

/** The figure due, large. */
export function Figure({ children }: { children: ReactNode }) {
  return <span className="figure">{children}</span>;
}

export type Pair = { term: ReactNode; value: ReactNode; total?: boolean | undefined };

/**
 * Terms and values. `pairs`: value at the right, in strong (inside a label). `sums`: amounts at the right.
 * `facts`: value beside its term, for what is to be read.
 */
export function DefinitionList({
  items,
  look = "facts",
}: {
  items: readonly Pair[];
  look?: "facts" | "pairs" | "sums" | undefined;
}) {
  const className = { facts: "facts", pairs: "pairs", sums: "pairs pairs--sums" }[look];
  return (
    <dl className={className}>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is written by the page and never reordered
        <div key={index} className={item.total ? "total" : undefined}>
          <dt>{item.term}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
