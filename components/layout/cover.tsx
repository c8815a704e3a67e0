/** The closed book: sign-in, activation, reset. One label on the cover, nothing else. */
import type { ReactNode } from "react";
import { TextLink } from "@/components/ui/button";
import { Brand, type Commune, SkipLink } from "./brand";
import { type Comfort, Footer } from "./footer";

type CoverProps = {
  commune: Commune;
  title: ReactNode;
  lead?: ReactNode | undefined;
  /** Other ways from here, under the form. */
  links?: readonly { href: string; label: ReactNode }[] | undefined;
  /** For a page with much to read or write: charter to accept, request for an account. */
  wide?: boolean | undefined;
  comfort?: Comfort | undefined;
  children: ReactNode;
};

export function Cover({ commune, title, lead, links = [], wide, comfort, children }: CoverProps) {
  return (
    <div className={wide ? "cover cover--wide" : "cover"}>
      <SkipLink />
      <main id="contenu" tabIndex={-1} className="cover-main">
        <div className="label">
          <div className="cover-id">
            <Brand commune={commune} href="/" />
          </div>
          <h1>{title}</h1>
          {lead ? <p className="cover-lead">{lead}</p> : null}
          {children}
          {links.length > 0 ? (
            <ul className="cover-links">
              {links.map((link) => (
                <li key={link.href}>
                  <TextLink href={link.href} className="link">
                    {link.label}
                  </TextLink>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      </main>
      <Footer comfort={comfort} />
    </div>
  );
}
