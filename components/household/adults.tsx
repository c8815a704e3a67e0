/** The adults of a household: telephones, and the ways to change them or a name. */
import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Line, Lines } from "@/components/ui/line";
import type { AdultGlance } from "@/lib/household/rules-views";

export function Adults({ members }: { members: readonly AdultGlance[] }) {
  const t = useTranslations("household.adults");
  return (
    <Lines>
      {members.map((adult) => {
        const name = `${adult.firstName} ${adult.lastName}`;
        return (
          <Line
            key={adult.id}
            icon="user"
            title={adult.isSelf ? `${name} (${t("you")})` : name}
            actions={adult.mayEdit ? <AdultActions adult={adult} /> : null}
          >
            <p>{adult.phone ?? t("noPhone")}</p>
            {adult.phoneWork ? <p>{t("work", { phone: adult.phoneWork })}</p> : null}
            {adult.email ? <p className="small soft">{adult.email}</p> : null}
            {adult.mayEdit ? null : <p className="small soft">{t("byThemselves", { name: adult.firstName })}</p>}
          </Line>
        );
      })}
    </Lines>
  );
}

function AdultActions({ adult }: { adult: AdultGlance }) {
  const t = useTranslations("household.adults");
  const name = adult.firstName;
  return (
    <>
      <LinkButton kind="line" small href={`/foyer/telephones?personne=${adult.id}`} label={t("phonesOf", { name })}>
        {t("phones")}
      </LinkButton>
      <LinkButton kind="quiet" href={`/demandes/nouvelle?objet=nom&personne=${adult.id}`} label={t("nameOf", { name })}>
        {t("name")}
      </LinkButton>
    </>
  );
}
