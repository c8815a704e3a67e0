/** Around the pages that anybody reads. Whoever is signed in finds the way back. */
import type { ReactNode } from "react";
import { PublicShell } from "@/components/layout/public-shell";
import { homeOf } from "@/lib/account/rules";
import { communeIdentity } from "@/lib/commune/queries-identity";
import { currentPassport } from "@/lib/server/session";
import { comfort } from "../preferences/comfort";

export default async function InfoLayout({ children }: { children: ReactNode }) {
  const [passport, commune, choices] = await Promise.all([currentPassport(), communeIdentity(), comfort()]);
  const person = passport
    ? { firstName: passport.firstName, fullName: `${passport.firstName} ${passport.lastName}` }
    : undefined;
  return (
    <PublicShell
      commune={commune}
      comfort={choices}
      person={person}
      accountHref={passport ? homeOf(passport.role) : undefined}
    >
      {children}
    </PublicShell>
  );
}
