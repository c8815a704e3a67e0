/** Around pages that anybody reads: the commune, the way in, the page, the footer. */
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { AccountLinks, type Person } from "./account-links";
import { Brand, type Commune, SkipLink } from "./brand";
import { type Comfort, Footer } from "./footer";

type PublicShellProps = {
  commune: Commune;
  homeHref?: string | undefined;
  /** Address of the sign-in page; null hides the way in (maintenance, suspended account). */
  signInHref?: string | null | undefined;
  /** Who is signed in already, if anybody: the way in becomes the way back. */
  person?: Person | undefined;
  accountHref?: string | undefined;
  comfort?: Comfort | undefined;
  signOut?: ((data: FormData) => Promise<void>) | undefined;
  children: ReactNode;
};

export function PublicShell(props: PublicShellProps) {
  const { commune, homeHref = "/", signInHref = "/connexion", person, accountHref = "/accueil" } = props;
  const t = useTranslations("ui.shell");
  const open = person !== undefined || props.signOut !== undefined;
  return (
    <div>
      <SkipLink />
      <header className="top">
        <Brand commune={commune} href={homeHref} />
        {open ? <AccountLinks person={person} href={accountHref} signOut={props.signOut} /> : null}
        {!open && signInHref ? (
          <div className="top-end">
            <LinkButton href={signInHref} kind="line" small icon="key">
              {t("signIn")}
            </LinkButton>
          </div>
        ) : null}
      </header>
      {props.children}
      <Footer comfort={props.comfort} signOut={person ? props.signOut : undefined} />
    </div>
  );
}
