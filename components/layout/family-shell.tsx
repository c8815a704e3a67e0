/** Around every family page: header with the menu (a bar under the thumb on a phone), then the page, then the footer. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccountLinks, type Person } from "./account-links";
import { Brand, type Commune, SkipLink } from "./brand";
import { type Comfort, Footer } from "./footer";
import { type NavEntry, NavLinks } from "./nav-links";

type FamilyShellProps = {
  commune: Commune;
  person: Person;
  /** Four entries without `deskOnly`, for the bar; the others show from the desk width. */
  entries: readonly NavEntry[];
  homeHref: string;
  accountHref: string;
  comfort?: Comfort | undefined;
  signOut?: ((data: FormData) => Promise<void>) | undefined;
  children: ReactNode;
};

export function FamilyShell({
  commune,
  person,
  entries,
  homeHref,
  accountHref,
  comfort,
  signOut,
  children,
}: FamilyShellProps) {
  const t = useTranslations("ui.shell");
  return (
    <div className="with-bar">
      <SkipLink />
      <header className="top">
        <Brand commune={commune} href={homeHref} />
        <NavLinks entries={entries} label={t("mainMenu")} className="nav" />
        <AccountLinks person={person} href={accountHref} signOut={signOut} />
      </header>
      {children}
      <Footer comfort={comfort} signOut={signOut} />
    </div>
  );
}
