/** The end of the header: who is signed in, and the way out. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export type Person = { firstName: string; fullName: string };

type AccountLinksProps = {
  person?: Person | undefined;
  href: string;
  signOut?: ((data: FormData) => Promise<void>) | undefined;
  /** Office: the help page stands in the header too. */
  helpHref?: string | undefined;
};

export function AccountLinks({ person, href, signOut, helpHref }: AccountLinksProps) {
  const t = useTranslations("ui.shell");
  return (
    <div className="top-end">
      {helpHref ? (
        <span className="wide">
          <TextLink href={helpHref} className="top-link">
            <Icon name="help" />
            {t("help")}
          </TextLink>
        </span>
      ) : null}
      {person ? (
        <TextLink href={href} className="top-link">
          <Icon name="user" />
          <span>
            <span className="wide">{person.fullName}</span>
            <span className="narrow">{person.firstName}</span>
            <span className="sr">, {t("myAccount")}</span>
          </span>
        </TextLink>
      ) : null}
      {/* On a phone the header has no room for it beside the name: the footer has. */}
      {signOut ? (
        <form action={signOut} className={person ? "wide" : undefined}>
          <button type="submit" className="top-link">
            <Icon name="logout" />
            {t("signOut")}
          </button>
        </form>
      ) : null}
    </div>
  );
}
