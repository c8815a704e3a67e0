/** Around every office page: who works, for which site, and a menu at the left of the margin line. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { AccountLinks, type Person } from "./account-links";
import { Brand, type Commune, SkipLink } from "./brand";
import { type Comfort, Footer } from "./footer";
import { type NavEntry, NavLinks } from "./nav-links";

type OfficeShellProps = {
  commune: Commune;
  person: Person;
  /** « Affaires scolaires, Les Oliviers ». */
  service: string;
  entries: readonly NavEntry[];
  homeHref: string;
  accountHref: string;
  comfort?: Comfort | undefined;
  signOut?: ((data: FormData) => Promise<void>) | undefined;
  children: ReactNode;
};

export function OfficeShell(props: OfficeShellProps) {
  const t = useTranslations("ui.shell");
  return (
    <div className="office">
      <SkipLink />
      <header className="top">
        <Brand commune={props.commune} subtitle={props.service} href={props.homeHref} />
        <AccountLinks person={props.person} href={props.accountHref} signOut={props.signOut} helpHref="/aide" />
      </header>
      <div className="office-shell">
        <NavLinks entries={props.entries} label={t("officeMenu")} className="office-nav" />
        {props.children}
      </div>
      <Footer comfort={props.comfort} signOut={props.signOut} />
    </div>
  );
}
