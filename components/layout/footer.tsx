/** Links that the law asks for on every page, and two choices of comfort that post without a script. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { APPEARANCES, type Appearance, type Locale } from "@/lib/i18n/locale";

type Post = (data: FormData) => Promise<void>;

export type Comfort = {
  locale: Locale;
  appearance: Appearance;
  /** The law asks for it on every page (décret 2019-768); without an audit it is « non conforme ». */
  conformity: "none" | "full" | "part" | "not";
  /** Receives `langue`: "fr" or "en". */
  changeLanguage: Post;
  /** Receives `apparence`: "auto", "light" or "dark". */
  changeAppearance: Post;
};

const PAGES = [
  ["/aide", "help"],
  ["/contact", "contact"],
  ["/plan-du-site", "siteMap"],
  ["/accessibilite", "conformity"],
  ["/donnees-personnelles", "personalData"],
  ["/mentions-legales", "legal"],
] as const;

type FooterProps = {
  comfort?: Comfort | undefined;
  /** Phones leave the portal from here; on a desk the way out is in the header. */
  signOut?: Post | undefined;
};

export function Footer({ comfort, signOut }: FooterProps) {
  const t = useTranslations("ui.footer");
  const shell = useTranslations("ui.shell");
  return (
    <footer className="foot">
      <ul>
        {PAGES.map(([href, key]) => (
          <li key={href}>
            <TextLink href={href}>
              {key === "conformity" ? t(`conformity.${comfort?.conformity ?? "none"}`) : t(key)}
            </TextLink>
          </li>
        ))}
        {comfort ? (
          <>
            <li>
              <AppearanceChoice comfort={comfort} />
            </li>
            <li>
              <LanguageChoice comfort={comfort} />
            </li>
          </>
        ) : null}
        {signOut ? (
          <li className="narrow">
            <form action={signOut}>
              <button type="submit">{shell("signOut")}</button>
            </form>
          </li>
        ) : null}
      </ul>
    </footer>
  );
}

function AppearanceChoice({ comfort }: { comfort: Comfort }) {
  const t = useTranslations("ui.footer");
  return (
    <details>
      <summary>
        <Icon name="chevron-right" />
        {t("appearance", { choice: t(`appearances.${comfort.appearance}`) })}
      </summary>
      <form action={comfort.changeAppearance} className="flex flex-wrap gap-x-4">
        {APPEARANCES.map((appearance) => (
          <button
            type="submit"
            key={appearance}
            name="apparence"
            value={appearance}
            aria-pressed={appearance === comfort.appearance}
          >
            {t(`appearances.${appearance}`)}
          </button>
        ))}
      </form>
    </details>
  );
}

function LanguageChoice({ comfort }: { comfort: Comfort }) {
  const other: Locale = comfort.locale === "fr" ? "en" : "fr";
  return (
    <form action={comfort.changeLanguage}>
      <button type="submit" name="langue" value={other} lang={other}>
        {other === "en" ? "English" : "Français"}
      </button>
    </form>
  );
}
