/**
 * The way into a private page. Each page calls one of these first: proxy.ts and layouts are comfort, this is the guard.
 * Signed out → /connexion?suite=…; suspended, charter or maintenance → the page that says so; not allowed → as if it did not exist.
 */
import type { Route } from "next";
import { notFound, redirect } from "next/navigation";
import { type FamilyScope, mintFamilyScope, mintOfficeScope, type OfficeScope } from "@/lib/access/gate";
import type { Passport } from "@/lib/access/passport";
import { allows, type Permission } from "@/lib/access/permissions";
import { type CivilDate, type CivilDateTime, parisOf } from "@/lib/kernel/civil-date";
import { requestNow } from "./clock";
import { type Context, contextOf } from "./context";
import { db, type Tx, transaction } from "./db";
import { currentPassport, currentSwitches, netOf, waitingPassport } from "./session";

export type Visit<Scope> = {
  passport: Passport;
  scope: Scope;
  /** The database, for queries. */
  tx: Tx;
  now: Date;
  today: CivilDate;
  moment: CivilDateTime;
};

/** `path` is the page's own address with its query, to come back to after signing in. */
export async function familyPage(permission: Permission, path: string): Promise<Visit<FamilyScope>> {
  const visit = await visitOf(permission, path);
  const scope = await mintFamilyScope(visit.tx, visit.passport.accountId, visit.today);
  if (!scope) notFound();
  return { ...visit, scope };
}

export async function officePage(permission: Permission, path: string): Promise<Visit<OfficeScope>> {
  const visit = await visitOf(permission, path);
  if (visit.passport.role === "parent") notFound();
  return { ...visit, scope: await mintOfficeScope(visit.tx, visit.passport, visit) };
}

/** For the pages that everyone signed in has: one's account, the charter, the notice of suspension. */
export async function selfPage(path: string, options: { whileBlocked: boolean }): Promise<Visit<null>> {
  return { ...(await visitOf("account.self", path, options.whileBlocked)), scope: null };
}

/** The page of the second factor: the only one that a session waiting for it may open. */
export async function factorPage(path: string): Promise<Visit<null>> {
  const passport = await waitingPassport();
  if (!passport) return selfPage(path, { whileBlocked: false });
  const now = await requestNow();
  const { day, moment } = parisOf(now);
  return { passport, scope: null, tx: db(), now, today: day, moment };
}

/** For the pages that anybody reads: who is signed in, if anybody, and nothing is refused. */
export async function openPage(): Promise<Omit<Visit<null>, "passport" | "scope"> & { passport: Passport | null }> {
  const [passport, now] = await Promise.all([currentPassport(), requestNow()]);
  const { day, moment } = parisOf(now);
  return { passport, tx: db(), now, today: day, moment };
}

async function visitOf(
  permission: Permission,
  path: string,
  whileBlocked = false,
): Promise<Omit<Visit<null>, "scope">> {
  const passport = await currentPassport();
  if (!passport) redirect(`/connexion?suite=${encodeURIComponent(path)}` as Route);
  if (!whileBlocked) await turnAwayBlocked(passport, path);
  if (!allows(passport.role, permission)) notFound();
  const now = await requestNow();
  const { day, moment } = parisOf(now);
  return { passport, tx: db(), now, today: day, moment };
}

async function turnAwayBlocked(passport: Passport, path: string) {
  if (passport.suspension) redirect("/compte-suspendu" as Route);
  const { maintenance, charterVersion } = await currentSwitches();
  if (maintenance.on && !["admin", "responsable"].includes(passport.role)) redirect("/maintenance" as Route);
  if (passport.role === "parent" && (passport.charterVersion ?? 0) < charterVersion) {
    redirect(`/charte?suite=${encodeURIComponent(path)}` as Route);
  }
}

/** For a look that must leave a trace: reads and records in one transaction, with the visitor as actor. */
export async function tracedRead<Scope, Value>(
  visit: Visit<Scope>,
  read: (context: Context) => Promise<Value>,
): Promise<Value> {
  const net = await netOf();
  const { accountId, role } = visit.passport;
  return transaction((tx) => read(contextOf(tx, visit.now, { actor: { accountId, role }, channel: "portal", net })));
}
