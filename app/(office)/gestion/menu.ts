/** The office's menu: an entry shows to the roles whose permission opens its page. */
import type { NavEntry } from "@/components/layout/nav-links";
import type { IconName } from "@/components/ui/icon";
import { allows, type Permission, type Role } from "@/lib/access/permissions";

const entries = [
  ["/gestion", "today", "home", "office.home"],
  ["/gestion/pointage", "attendance", "list", "attendance.record"],
  ["/gestion/transport", "transport", "bus", "transport.manage"],
  ["/gestion/foyers", "households", "family", "family.consult"],
  ["/gestion/enfants", "children", "people", "family.consult"],
  ["/gestion/demandes", "requests", "message", "request.handle"],
  ["/gestion/documents", "documents", "document", "document.decide"],
  ["/gestion/inscriptions", "enrolments", "docadd", "enrolment.decide"],
  ["/gestion/demandes-de-compte", "accountRequests", "key", "account-request.decide"],
  ["/gestion/doublons", "duplicates", "copy", "duplicate.decide"],
  ["/gestion/prestations", "activities", "kite", "activity.consult"],
  ["/gestion/calendrier", "calendar", "calendar", "activity.consult"],
  ["/gestion/annulations", "disruptions", "closed", "disruption.declare"],
  ["/gestion/tirages", "draws", "scale", "activity.manage"],
  ["/gestion/rentree", "rollover", "repeat", "rollover.run"],
  ["/gestion/tarifs", "tariffs", "euro", "activity.consult"],
  ["/gestion/facturation", "billing", "invoice", "billing.consult"],
  ["/gestion/encaissements", "receipts", "euro", "treasury.export"],
  ["/gestion/encaissements/remboursements", "refunds", "repeat", "refund.decide"],
  ["/gestion/prelevements", "debits", "copy", "debit.manage"],
  ["/gestion/titres", "claims", "building", "claim.hand-over"],
  ["/gestion/rapprochement", "reconciliation", "check", "treasury.export"],
  ["/gestion/statistiques", "statistics", "chart", "statistics.read"],
  ["/gestion/journal", "journal", "journal", "family.consult"],
  ["/gestion/acces", "exceptional", "shield", "access.consult"],
  ["/gestion/agents", "agents", "user", "account.manage"],
  ["/gestion/reglages", "settings", "settings", "settings.write"],
] as const satisfies readonly (readonly [string, string, IconName, Permission])[];

export type MenuLabel = (typeof entries)[number][1];

export function menuFor(role: Role, wordOf: (label: MenuLabel) => string): NavEntry[] {
  return entries
    .filter(([, , , permission]) => allows(role, permission))
    .map(([href, label, icon]) => ({ href, label: wordOf(label), icon }));
}
