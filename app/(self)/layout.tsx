/** Around the pages that parents and staff both have: each keeps the menu they know. */
import type { ReactNode } from "react";
import { currentPassport } from "@/lib/server/session";
import FamilyLayout from "../(family)/layout";
import OfficeLayout from "../(office)/gestion/layout";

export default async function SelfLayout({ children }: { children: ReactNode }) {
  const passport = await currentPassport();
  const Layout = passport && passport.role !== "parent" ? OfficeLayout : FamilyLayout;
  return <Layout>{children}</Layout>;
}
