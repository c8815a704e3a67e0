/**
 * What is not confided does not exist: every address asked by every role, and every child, household and invoice by those it concerns
 * and those it does not. Runs a second time against a portal without proxy.ts.
 */
import { expect } from "@playwright/test";
import { type Admission, routes } from "@/lib/access/matrix";
import type { Role } from "@/lib/access/permissions";
import { type Person, people } from "../support/accounts";
import { answerOf, ask, askByScript } from "../support/answers";
import { count, row } from "../support/database";
import { formsOf, send } from "../support/forms";
import { childrenOfParent, childrenOfSites, householdsOfSites, invoicesOfParent } from "../support/scopes";
import { test } from "../support/test";

/** How many of each kind are asked for: the rows say the rest (lib/access/gate.db.test.ts). */
const [OWN, FOREIGN] = [8, 12];
const ABSENT = "0f0f0f0f-0f0f-7f0f-8f0f-0f0f0f0f0f0f";

const visitors: { person: Person | "nobody"; role: Role | null }[] = [
  { person: "nobody", role: null },
  { person: "camille", role: "parent" },
  { person: "oliviers", role: "agent" },
  { person: "waiting", role: "agent" },
  { person: "animateur", role: "animateur" },
  { person: "responsable", role: "responsable" },
  { person: "regie", role: "regie" },
  { person: "pilotage", role: "pilotage" },
  { person: "admin", role: "admin" },
];

const fixed = Object.entries(routes).filter(([address]) => !address.includes("["));

/** Pages that are about something named after the question mark: asked without it, they are not found by anybody. */
const ASKED_ABOUT =
  /^\/(foyer\/(adresse|quotient|telephones)|documents\/deposer|demandes\/nouvelle|paiements\/nouveau|reservations\/attente|factures\/prelevement\/signer|gestion\/journal\/dossier|gestion\/demandes\/nouvelle\/(facture|fiche)|gestion\/reglages\/conservation\/liste|gestion\/prelevements\/(mandat|nouveau)|gestion\/pointage\/badges\/imprimer|gestion\/rentree\/classe|gestion\/encaissements\/(nouveau|remboursements\/nouveau)|gestion\/facturation\/(echeanciers\/nouveau|relances\/lettres))$/;
/** Doors for machines, for what a visitor brings along, and of what this commune has switched off: they have tests of their own. */
const MACHINES =
  /^\/(api\/|paiement\/|connexion\/franceconnect|confirmer-adresse|mot-de-passe-oublie\/nouveau|gestion\/pointage\/porte\/pointages)/;

test.describe("every address, by every role", () => {
  for (const { person, role } of visitors) {
    test(`${person} gets an answer where the matrix says so`, async ({ knock }) => {
      const as = await knock(person);
      const wrong: string[] = [];
      for (const [address, admission] of fixed.filter(([path]) => !MACHINES.test(path))) {
        const { status, location } = await ask(as, address);
        const said = verdict(status, location);
        const wanted = expected(address, admission, role);
        if (!wanted.includes(said)) wrong.push(`${address}: ${said} (${status} ${location ?? ""}), not ${wanted}`);
      }
      expect(wrong).toEqual([]);
    });
  }

  test("a suspended parent is sent to the notice from every private page", async ({ knock }) => {
    const as = await knock("suspended");
    for (const [address, admission] of fixed) {
      if (admission === "public" || MACHINES.test(address) || address === "/compte-suspendu") continue;
      const { status, location } = await ask(as, address);
      expect([status, location], address).toEqual([307, "/compte-suspendu"]);
    }
  });
});

function expected(address: string, admission: Admission, role: Role | null): string[] {
  if (admission === "public") return ["shown"];
  if (role === null) return ["sign-in"];
  if (admission !== "self" && !admission.includes(role)) return ["absent"];
  return ASKED_ABOUT.test(address) ? ["shown", "absent"] : ["shown"];
}

/** A page shown, a way on to another page of one's own, the door of the portal, or nothing there. */
function verdict(status: number, location: string | null): string {
  if (status === 404) return "absent";
  if (location?.startsWith("/connexion?suite=")) return "sign-in";
  return status === 200 || (status === 307 && location !== null) ? "shown" : `${status}`;
}

type Question = { who: Person; of: (id: string) => string; things: () => Promise<Map<string, boolean>> };

const questions: Record<string, Question> = {
  "Camille's children": {
    who: "camille",
    of: (id) => `/enfants/${id}`,
    things: () => childrenOfParent(people.camille),
  },
  "Nadia's children": {
    who: "nadia",
    of: (id) => `/enfants/${id}/sante`,
    things: () => childrenOfParent(people.nadia),
  },
  "Camille's invoices": {
    who: "camille",
    of: (id) => `/factures/${id}`,
    things: () => invoicesOfParent(people.camille),
  },
  "Camille's papers": {
    who: "camille",
    of: (id) => `/api/factures/${id}/pdf`,
    things: () => invoicesOfParent(people.camille),
  },
  "children of Les Oliviers": {
    who: "oliviers",
    of: (id) => `/gestion/enfants/${id}`,
    things: () => childrenOfSites(["OLI"]),
  },
  "children of La Fontaine": {
    who: "fontaine",
    of: (id) => `/gestion/enfants/${id}`,
    things: () => childrenOfSites(["FON"]),
  },
  "households of Les Oliviers": {
    who: "oliviers",
    of: (id) => `/gestion/foyers/${id}`,
    things: () => householdsOfSites(["OLI"]),
  },
  "children for who waits to be accredited": {
    who: "waiting",
    of: (id) => `/gestion/enfants/${id}`,
    things: () => childrenOfSites(["-"]),
  },
};

test.describe("one's own, and nobody else's", () => {
  for (const [name, { who, of, things }] of Object.entries(questions)) {
    test(`${name}: the others do not exist, to the byte`, async ({ knock }) => {
      const as = await knock(who);
      const [absent, absentToScripts] = [await ask(as, of(ABSENT)), await askByScript(as, of(ABSENT))];
      expect(absent.status).toBe(404);
      const all = [...(await things())];
      for (const [id] of all.filter(([, seen]) => seen).slice(0, OWN)) {
        expect((await ask(as, of(id))).status, of(id)).toBe(200);
      }
      for (const [id] of all.filter(([, seen]) => !seen).slice(0, FOREIGN)) {
        expect(await ask(as, of(id)), of(id)).toEqual(absent);
        expect(await askByScript(as, of(id)), `${of(id)}, asked by a script`).toEqual(absentToScripts);
      }
    });
  }

  test("the régie and the steering body open no child's file", async ({ knock }) => {
    const { id } = await row<{ id: string }>("SELECT id FROM child WHERE first_name = 'Léa' AND last_name = 'Durand'");
    for (const person of ["regie", "pilotage", "admin", "animateur", "nadia"] as const) {
      const as = await knock(person);
      for (const path of [`/gestion/enfants/${id}`, `/enfants/${id}`]) {
        expect((await ask(as, path)).status, `${person} ${path}`).toBe(404);
      }
    }
  });

  /** A page of one's own with a form, and whose id is put in its place. */
  const swaps: [page: string, own: string, foreign: string][] = [
    [
      "/foyer/telephones?personne=·",
      "SELECT id FROM guardian WHERE last_name = 'Benali'",
      "SELECT id FROM guardian WHERE first_name = 'Camille' AND last_name = 'Durand'",
    ],
    [
      "/enfants/·/sante",
      "SELECT id FROM child WHERE first_name = 'Yanis'",
      "SELECT id FROM child WHERE first_name = 'Léa' AND last_name = 'Durand'",
    ],
    [
      "/enfants/·/contacts",
      "SELECT id FROM child WHERE first_name = 'Yanis'",
      "SELECT id FROM child WHERE first_name = 'Léa' AND last_name = 'Durand'",
    ],
    [
      "/enfants/·/autorisations",
      "SELECT id FROM child WHERE first_name = 'Yanis'",
      "SELECT id FROM child WHERE first_name = 'Léa' AND last_name = 'Durand'",
    ],
  ];

  for (const [at, ownSql, foreignSql] of swaps) {
    test(`${at.replace("·", "…")}: the form of one's own, sent about somebody else's, finds nothing`, async ({
      knock,
    }) => {
      const as = await knock("nadia");
      const [own, foreign] = [await row<{ id: string }>(ownSql), await row<{ id: string }>(foreignSql)];
      const page = at.replace("·", own.id);
      const html = await (await as.get(page)).text();
      const form = formsOf(page, html).find(({ fields }) => fields.some(({ value }) => value === own.id));
      if (!form) throw new Error(`${page} has no form about its own subject`);
      const about = async (id: string) => {
        const fields = form.fields
          .filter(({ name }) => name !== "_key")
          .map((field) => ({ ...field, value: field.value === own.id ? id : field.value }));
        return answerOf(await send(as, page, fields), id);
      };
      const before = await count("FROM audit_event");
      const answer = await about(foreign.id);
      expect(answer.status).toBe(404);
      expect(answer, page).toEqual(await about(ABSENT));
      expect(await count("FROM audit_event"), "nothing was done").toBe(before);
    });
  }
});
