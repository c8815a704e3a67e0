/** A page of the book and its parts. Every page holds one Leaf (families, public) or one Desk (office): it is the `main`. */
import { type ReactNode, useId } from "react";
import { BackLink, TextLink } from "@/components/ui/button";

type Head = {
  title: ReactNode;
  /** Small line above the title: a date. */
  dateline?: ReactNode | undefined;
  lead?: ReactNode | undefined;
  back?: { href: string; label: ReactNode } | undefined;
  /** Under the lead: filters, tabs, one button. */
  tools?: ReactNode | undefined;
};

type LeafProps = Partial<Head> & {
  /** Without margin: grids and long forms. */
  plain?: boolean | undefined;
  /** Before the title: a notice that crosses the page. With `level={1}` it is the title. */
  notice?: ReactNode | undefined;
  children?: ReactNode | undefined;
};

export function Leaf({ plain, notice, children, title, ...head }: LeafProps) {
  return (
    <main id="contenu" tabIndex={-1} className={plain ? "leaf leaf--plain" : "leaf"}>
      {notice}
      {title ? (
        <div className="leaf-head">
          <HeadText title={title} {...head} />
          {head.tools ? <div className="mt-6">{head.tools}</div> : null}
        </div>
      ) : null}
      {children}
    </main>
  );
}

function HeadText({ title, dateline, lead, back }: Omit<Head, "tools">) {
  return (
    <>
      {back ? <BackLink href={back.href}>{back.label}</BackLink> : null}
      {dateline ? <span className="dateline">{dateline}</span> : null}
      <h1>{title}</h1>
      {lead ? <p className="lead">{lead}</p> : null}
    </>
  );
}

/** Content that starts after the margin line without being a ruled line: a form, a table, running text. */
export function Padded({ children }: { children: ReactNode }) {
  return <div className="pad">{children}</div>;
}

/** Two columns from the desk width. `asideFirst`: on a phone, what is owed or official comes first. */
export function Spread({
  children,
  aside,
  asideFirst,
}: {
  children: ReactNode;
  aside: ReactNode;
  asideFirst?: boolean | undefined;
}) {
  const column = <div className={asideFirst ? "aside aside--first" : "aside"}>{aside}</div>;
  return (
    <div className="spread">
      {asideFirst ? column : null}
      <div>{children}</div>
      {asideFirst ? null : column}
    </div>
  );
}

type SectionProps = {
  title: ReactNode;
  link?: { href: string; label: ReactNode } | undefined;
  id?: string | undefined;
  children: ReactNode;
};

/** A part of the page, opened by an ink line. */
export function Section({ title, link, id, children }: SectionProps) {
  const heading = useId();
  return (
    <section className="section" id={id} aria-labelledby={heading}>
      <div className="section-head">
        <h2 id={heading}>{title}</h2>
        {link ? <TextLink href={link.href}>{link.label}</TextLink> : null}
      </div>
      {children}
    </section>
  );
}

type DeskProps = Head & {
  action?: ReactNode | undefined;
  notice?: ReactNode | undefined;
  children?: ReactNode | undefined;
};

/** An office page. `action` is its one filled button, at the right of the title. */
export function Desk({ action, notice, children, tools, ...head }: DeskProps) {
  return (
    <main id="contenu" tabIndex={-1} className="desk">
      {notice}
      <div className="desk-head">
        <div>
          <HeadText {...head} />
        </div>
        {action}
      </div>
      {tools ? <div className="mt-6">{tools}</div> : null}
      {children}
    </main>
  );
}

export function DeskColumns({
  children,
  aside,
  even,
}: {
  children: ReactNode;
  aside: ReactNode;
  even?: boolean | undefined;
}) {
  return (
    <div className={even ? "desk-cols desk-cols--even" : "desk-cols"}>
      <div>{children}</div>
      <div>{aside}</div>
    </div>
  );
}
