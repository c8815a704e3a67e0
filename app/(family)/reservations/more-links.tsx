/** What else a family may want from here: another enrolment, its own calendar. */
import { getTranslations } from "next-intl/server";
import { TextLink } from "@/components/ui/button";
import type { BookingT } from "./grid-words";

type Props = { t: BookingT; names: readonly { id: string; firstName: string }[] };

export async function MoreLinks({ t, names }: Props) {
  const late = (await getTranslations("casework.links"))("late");
  return (
    <nav className="dayblock pb-5" aria-label={t("links.title")}>
      <h2 className="mb-2">{t("links.title")}</h2>
      <ul>
        {names.map((child) => (
          <li key={child.id}>
            <TextLink href={`/enfants/${child.id}/inscriptions`} className="link">
              {t("links.enrol", { child: child.firstName })}
            </TextLink>
          </li>
        ))}
        <li>
          <TextLink href="/demandes/nouvelle?sujet=reservation-tardive" className="link">
            {late}
          </TextLink>
        </li>
        <li>
          <TextLink href="/reservations/tirage" className="link">
            {t("links.draws")}
          </TextLink>
        </li>
        <li>
          <TextLink href="/reservations/agenda" className="link">
            {t("links.agenda")}
          </TextLink>
        </li>
      </ul>
    </nav>
  );
}
