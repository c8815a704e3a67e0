/** Around every family page. It greets and guides; each page guards itself. */
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { FamilyShell } from "@/components/layout/family-shell";
import type { NavEntry } from "@/components/layout/nav-links";
import { mintFamilyScope } from "@/lib/access/gate";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { post } from "@/lib/kernel/form-state";
import { unpaidOf } from "@/lib/report/queries-home";
import { openPage } from "@/lib/server/page";
import { signOut } from "../(public)/connexion/actions";
import { comfort } from "../(public)/preferences/comfort";

export default async function FamilyLayout({ children }: { children: ReactNode }) {
  const [{ passport, tx, today }, commune, t, choices] = await Promise.all([
    openPage(),
    communeIdentity(),
    getTranslations("home.menu"),
    comfort(),
  ]);
  if (!passport) return children;
  const scope = await mintFamilyScope(tx, passport.accountId, today);
  const unpaid = scope ? await unpaidOf(tx, scope) : 0;
  const isHelper = scope?.guardianId === "";
  const helper = { href: "/confies", label: t("entrusted"), icon: "people" } as const;
  return (
    <FamilyShell
      commune={commune}
      person={{ firstName: passport.firstName, fullName: `${passport.firstName} ${passport.lastName}` }}
      homeHref={isHelper ? "/confies" : "/accueil"}
      accountHref="/compte"
      comfort={choices}
      signOut={post(signOut)}
      entries={isHelper ? [helper] : familyEntries(t, unpaid)}
    >
      {children}
    </FamilyShell>
  );
}

type Words = Awaited<ReturnType<typeof getTranslations<"home.menu">>>;

function familyEntries(t: Words, unpaid: number): NavEntry[] {
  return [
    { href: "/accueil", label: t("home"), icon: "home" },
    { href: "/reservations", label: t("bookings"), icon: "calendar" },
    {
      href: "/factures",
      label: t("invoices"),
      icon: "invoice",
      count: unpaid > 0 ? { value: unpaid, label: t("unpaid", { count: unpaid }) } : undefined,
    },
    { href: "/foyer", label: t("family"), icon: "family" },
    { href: "/demandes", label: t("requests"), icon: "message", deskOnly: true },
    { href: "/journal", label: t("journal"), icon: "journal", deskOnly: true },
  ];
}
