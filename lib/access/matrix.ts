/**
 * Who gets an answer at each address: written by hand, held against the pages and routes that exist by the house test, and knocked at for real,
 * role by role, by e2e/office/need-to-know.spec.ts. What a role finds behind an open door is its own scope only (gate.ts).
 */
import type { Role } from "./permissions";

/** public: anybody. self: anybody signed in. Otherwise the roles; for all others the address does not exist. */
export type Admission = "public" | "self" | readonly Role[];

const family: readonly Role[] = ["parent"];
const staff: readonly Role[] = ["agent", "animateur", "responsable", "regie", "pilotage", "admin"];
const office: readonly Role[] = ["agent", "responsable"];
const gate: readonly Role[] = ["animateur", "agent", "responsable"];
const head: readonly Role[] = ["responsable"];
const desk: readonly Role[] = ["regie"];
const billing: readonly Role[] = ["responsable", "regie"];
const settings: readonly Role[] = ["admin", "responsable"];

export const routes: Record<string, Admission> = {
  // Anybody.
  "/": "public",
  "/activation": "public",
  "/aide": "public",
  "/accessibilite": "public",
  "/charte": "public",
  "/confirmer-adresse": "public",
  "/connexion": "public",
  "/contact": "public",
  "/demande-de-compte": "public",
  "/donnees-personnelles": "public",
  "/maintenance": "public",
  "/mentions-legales": "public",
  "/mot-de-passe-oublie": "public",
  "/mot-de-passe-oublie/nouveau": "public",
  "/paiement/retour": "public",
  "/paiement/verification": "public",
  "/plan-du-site": "public",
  "/api/agenda/[secret]": "public",
  "/api/auth/[...nextauth]": "public",
  "/api/logo": "public",
  "/api/payfip/notification": "public",
  "/api/sante": "public",
  "/journal/[...path]": "public",

  // Anybody signed in, for themselves.
  "/compte": "self",
  "/compte-suspendu": "self",
  "/compte/adresse": "self",
  "/compte/mot-de-passe": "self",

  // Parents.
  "/accueil": family,
  "/demandes": family,
  "/demandes/[id]": family,
  "/demandes/nouvelle": family,
  "/enfants/[id]": family,
  "/enfants/[id]/autorisations": family,
  "/enfants/[id]/contacts": family,
  "/enfants/[id]/inscriptions": family,
  "/enfants/[id]/personnes-autorisees": family,
  "/enfants/[id]/sante": family,
  "/factures": family,
  "/factures/[id]": family,
  "/foyer": family,
  "/foyer/adresse": family,
  "/foyer/telephones": family,
  "/journal": family,
  "/mes-donnees": family,
  "/api/mes-donnees": family,
  "/api/recepisses/[id]": family,
  "/paiements/[id]": family,
  "/paiements/nouveau": family,
  "/reservations": family,
  "/reservations/agenda": family,
  "/reservations/attente": family,
  "/reservations/attente/quittee": family,
  "/reservations/confirmation/[reference]": family,
  "/reservations/repeter": family,

  // A document of the family, or of the billing office.
  "/api/factures/[id]/pdf": ["parent", ...billing],

  // Staff.
  "/gestion": staff,
  "/gestion/agents": settings,
  "/gestion/agents/[id]": settings,
  "/gestion/agents/[id]/courrier": settings,
  "/gestion/agents/nouveau": settings,
  "/gestion/calendrier": office,
  "/gestion/calendrier/[id]": head,
  "/gestion/calendrier/annee": office,
  "/gestion/comptes/[accountId]": office,
  "/gestion/demandes": office,
  "/gestion/demandes-de-compte": office,
  "/gestion/demandes-de-compte/[id]": office,
  "/gestion/demandes/[id]": office,
  "/gestion/doublons": head,
  "/gestion/encaissements": desk,
  "/gestion/encaissements/nouveau": desk,
  "/gestion/encaissements/recus/[id]": desk,
  "/gestion/enfants": office,
  "/gestion/enfants/[id]": office,
  "/gestion/facturation": billing,
  "/gestion/facturation/[run]": billing,
  "/gestion/facturation/ajustements": billing,
  "/gestion/facturation/factures/[id]": billing,
  "/gestion/foyers": office,
  "/gestion/foyers/[id]": office,
  "/gestion/inscriptions": office,
  "/gestion/pointage": gate,
  "/gestion/pointage/[liste]": gate,
  "/gestion/pointage/[liste]/ajouter": gate,
  "/gestion/pointage/[liste]/feuille": gate,
  "/gestion/prestations": office,
  "/gestion/prestations/[id]": head,
  "/gestion/rapprochement": desk,
  "/gestion/reglages": settings,
  "/gestion/reglages/[section]": settings,
  "/gestion/reglages/actualites": settings,
  "/gestion/reglages/charte": settings,
  "/gestion/reglages/courriels": head,
  "/gestion/reglages/textes": settings,
  "/gestion/reglages/travaux": ["admin", "responsable", "regie"],
  "/gestion/statistiques": ["responsable", "pilotage"],
  "/gestion/tarifs": office,
  "/gestion/tarifs/[id]": office,
  "/gestion/tarifs/[id]/fichier": office,
  "/gestion/tarifs/brouillon": head,
  "/gestion/tarifs/brouillon/[section]": head,
  "/gestion/tarifs/brouillon/[section]/[index]": head,
  "/gestion/tarifs/brouillon/grille": head,
  "/gestion/tarifs/brouillon/publier": head,
  "/api/exports/[id]": desk,
  "/api/statistiques": ["responsable", "pilotage"],
};
