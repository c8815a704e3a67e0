/** Who pays, how, and at what price: grandparents, the CCAS, the department, farmers, outsiders, and those who are late. */
import { adult, child, type Story, story } from "../story";

const EVERY = "1245";

export const money: Story[] = [
  // The grandparents receive and pay the invoices.
  story({
    key: "roux",
    name: "Roux",
    situation: "single",
    address: "11 rue des Remparts",
    quotient: 410,
    adults: [adult("Manon Roux", { email: "manon.roux" })],
    payers: [
      { name: "Roux", firstName: "Georges", kind: "guardian", sharePercent: 100, address: "4 place de l’Église" },
    ],
    children: [child("Timéo M GS OLI 12-15", { canteen: EVERY, "evening-care": "1245" })],
  }),
  // The CCAS pays six tenths, the mother four.
  story({
    key: "traore",
    name: "Traoré",
    situation: "single",
    address: "1 cité des Tilleuls",
    quotient: 240,
    pays: "cash",
    adults: [adult("Mariam Traoré", { email: "mariam.traore" })],
    payers: [
      { name: "CCAS de Valmontel", kind: "organisation", sharePercent: 60, address: "3 place de la République" },
      { name: "Traoré", firstName: "Mariam", kind: "guardian", sharePercent: 40, address: "1 cité des Tilleuls" },
    ],
    children: [
      child("Aminata F CP FON 06-11", { canteen: EVERY, study: "1245" }),
      child("Issa M CM1 FON 03-04", { canteen: EVERY, study: "1245" }),
    ],
  }),
  // A foster home: the department pays.
  story({
    key: "lopez",
    name: "Lopez",
    address: "29 chemin des Oliviers",
    adults: [
      adult("Carmen Lopez", { email: "carmen.lopez", authority: "none" }),
      adult("Raúl Lopez", { authority: "none" }),
    ],
    payers: [
      {
        name: "Département, aide sociale à l’enfance",
        kind: "organisation",
        sharePercent: 100,
        address: "1 avenue du Département",
      },
    ],
    pays: "transfer",
    children: [child("Kylian M CE2 FON 04-27", { canteen: EVERY, leisure: "3" }, { lastName: "Berthier" })],
  }),
  // The quotient ran out three weeks ago: the top price applies until the new certificate comes.
  story({
    key: "gauthier",
    name: "Gauthier",
    address: "5 allée du Stade",
    quotient: { value: 580, endedDaysAgo: 21 },
    adults: [adult("Céline Gauthier", { email: "celine.gauthier" }), adult("Nicolas Gauthier")],
    children: [child("Louise F CM1 OLI 10-10", { canteen: EVERY, study: "12" })],
  }),
  // Farmers: their quotient comes from the MSA.
  story({
    key: "blanchet",
    name: "Blanchet",
    address: "Mas de la Combe, route des Crêtes",
    quotient: { value: 430, source: "msa" },
    pays: "cheque",
    adults: [adult("Odette Blanchet", { email: "odette.blanchet" }), adult("Firmin Blanchet")],
    children: [
      child("Angèle F CE1 FON 09-02", { canteen: EVERY, bus: EVERY }),
      child("Basile M CM2 FON 01-16", { canteen: EVERY, bus: EVERY }),
    ],
  }),
  // Cross-border workers: a quotient worked out from the tax notice.
  story({
    key: "kowalski",
    name: "Kowalski",
    address: "60 avenue du Général-Leclerc",
    quotient: { value: 1275, source: "tax" },
    adults: [adult("Ewa Kowalski", { email: "ewa.kowalski" }), adult("Tomasz Kowalski")],
    children: [child("Zofia F CE2 FON 07-13", { "morning-care": EVERY, canteen: EVERY, "evening-care": EVERY })],
  }),
  // Live in Grasse, at school here: the price of other towns.
  story({
    key: "santini",
    name: "Santini",
    address: "15 rue Droite",
    at: { postalCode: "06130", city: "Grasse" },
    quotient: 880,
    adults: [adult("Chiara Santini", { email: "chiara.santini" }), adult("Paul Santini")],
    children: [child("Livia F CP FON 05-05", { canteen: EVERY, "evening-care": "14", leisure: "3" })],
  }),
  // No e-mail, no account: everything at the counter, paid in cash.
  story({
    key: "aubert",
    name: "Aubert",
    situation: "single",
    address: "2 rue Basse",
    quotient: 260,
    pays: "cash",
    adults: [adult("Josiane Aubert")],
    children: [child("Kevin M CM2 FON 08-08", { canteen: EVERY })],
  }),
  // Two invoices unpaid: the régie has written.
  story({
    key: "masson",
    name: "Masson",
    situation: "separated",
    address: "33 rue Haute",
    quotient: 760,
    pays: "late",
    adults: [adult("Fabrice Masson", { email: "fabrice.masson" })],
    children: [child("Chloé F CM1 OLI 02-20", { canteen: EVERY, "evening-care": "1245", leisure: "3" })],
  }),
  // The barred father of Clara Perrin, in his own home with his younger daughter. Would not give a quotient: the top price.
  story({
    key: "colombo",
    name: "Colombo",
    situation: "cohabiting",
    address: "70 corniche des Pins",
    pays: "transfer",
    adults: [adult("Denis Colombo", { email: "denis.colombo" }), adult("Diane Delmas")],
    children: [child("Apolline F MS OLI 03-08", { canteen: "1245", leisure: "3" })],
  }),
];
