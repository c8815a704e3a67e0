/** What must not be missed today, in counts. */
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

export function Alerts({ unbooked, pai }: { unbooked: number; pai: number }) {
  const t = useTranslations("office.home.alerts");
  if (unbooked + pai === 0) return <p className="soft small pt-3">{t("none")}</p>;
  return (
    <ul className="alerts">
      {unbooked > 0 ? (
        <li>
          <span className="bad">
            <Icon name="warn" />
          </span>
          <span>
            <strong>{t("unbooked", { count: unbooked })}</strong>
            <br />
            <TextLink href="/gestion/pointage">{t("unbookedLink")}</TextLink>
          </span>
        </li>
      ) : null}
      {pai > 0 ? (
        <li>
          <span className="due">
            <Icon name="allergy" />
          </span>
          <span>
            <strong>{t("pai", { count: pai })}</strong>
            <br />
            <TextLink href="/gestion/enfants">{t("paiLink")}</TextLink>
          </span>
        </li>
      ) : null}
    </ul>
  );
}
