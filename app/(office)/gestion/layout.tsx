/** Around every office page: who works, for which sites, and the menu their rights give. Each page guards itself. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { OfficeShell } from "@/components/layout/office-shell";
import { absentOf, mintOfficeScope } from "@/lib/access/gate";
import { namesOfStaff } from "@/lib/accreditation/queries";
import { siteNamesOf } from "@/lib/activity/queries-sites";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { post } from "@/lib/kernel/form-state";
import { openPage } from "@/lib/server/page";
import { signOut } from "../../(public)/connexion/actions";
import { comfort } from "../../(public)/preferences/comfort";
import { menuFor } from "./menu";

export default async function OfficeLayout({ children }: { children: ReactNode }) {
  const { passport, tx, today, now } = await openPage();
  if (!passport || passport.role === "parent") return children;
  const [commune, t, access, choices] = await Promise.all([
    communeIdentity(),
    getTranslations("office"),
    getTranslations("access"),
    comfort(),
  ]);
  const scope = await mintOfficeScope(tx, passport, { today, now });
  const [sites, absent] = await Promise.all([siteNamesOf(tx, scope), namesOfStaff(tx, absentOf(scope))]);
  const standsIn = absent.length > 0 ? [access("standingIn", { names: absent.join(", ") })] : [];
  const service = [t(`services.${passport.role}`), ...sites, ...standsIn].join(", ");
  return (
    <OfficeShell
      commune={commune}
      person={{ firstName: passport.firstName, fullName: `${passport.firstName} ${passport.lastName}` }}
      service={service}
      homeHref="/gestion"
      accountHref="/compte"
      comfort={choices}
      signOut={post(signOut)}
      entries={menuFor(passport.role, (label) => t(`menu.${label}`))}
    >
      {children}
    </OfficeShell>
  );
}
