/** The other way in, above the form. A plain link: following it sets a cookie, so nothing may fetch it beforehand. */
import { useTranslations } from "next-intl";
import { buttonClass, TextLink } from "@/components/ui/button";

const ABOUT = "https://franceconnect.gouv.fr/";

export function FranceConnectWay({ suite, again }: { suite: string | null; again?: boolean }) {
  const t = useTranslations("outside.identity");
  const query = suite ? `?suite=${encodeURIComponent(suite)}` : "";
  return (
    <div className="way">
      <a href={`/connexion/franceconnect${query}`} className={buttonClass({ kind: "line", block: true })}>
        {t("button")}
      </a>
      <p className="small">
        <TextLink href={ABOUT} plain className="link">
          {t("what")}
        </TextLink>
      </p>
      {again ? null : <p className="way-or soft">{t("or")}</p>}
    </div>
  );
}
