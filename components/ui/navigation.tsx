/** Ways to move inside a page: tabs, filters, two views of one thing, pages of a list. All are links. */
import type { ReactNode } from "react";
import { buttonClass, TextLink } from "./button";
import { Icon } from "./icon";

export type NavigationItem = { href: string; label: ReactNode; current?: boolean | undefined };

function Links({ label, items, className }: { label: string; items: readonly NavigationItem[]; className: string }) {
  return (
    <nav className={className} aria-label={label}>
      {items.map((item) => (
        <TextLink key={item.href} href={item.href} current={item.current}>
          {item.label}
        </TextLink>
      ))}
    </nav>
  );
}

export function Tabs(props: { label: string; items: readonly NavigationItem[] }) {
  return <Links {...props} className="tabs" />;
}

export function Filters(props: { label: string; items: readonly NavigationItem[] }) {
  return <Links {...props} className="filters" />;
}

export function Segmented(props: { label: string; items: readonly NavigationItem[] }) {
  return <Links {...props} className="segmented" />;
}

/** A square arrow link, such as « Semaine du 30 novembre ». */
export function StepLink({ href, label, direction }: { href: string; label: string; direction: "back" | "on" }) {
  return (
    <TextLink href={href} label={label} className="square">
      <Icon name={direction === "back" ? "chevron-left" : "chevron-right"} />
    </TextLink>
  );
}

type PaginationProps = {
  label: string;
  /** « Lignes 1 à 50 sur 312 ». */
  position: string;
  previous?: { href: string; label: string } | undefined;
  next?: { href: string; label: string } | undefined;
};

export function Pagination({ label, position, previous, next }: PaginationProps) {
  return (
    <nav className="pagination" aria-label={label}>
      <span className="small soft">{position}</span>
      <span className="form-actions">
        {previous ? (
          <TextLink href={previous.href} className={buttonClass({ kind: "line", small: true })}>
            <Icon name="chevron-left" />
            {previous.label}
          </TextLink>
        ) : null}
        {next ? (
          <TextLink href={next.href} className={buttonClass({ kind: "line", small: true })}>
            {next.label}
            <Icon name="chevron-right" />
          </TextLink>
        ) : null}
      </span>
    </nav>
  );
}
