/** The families whose accounts contract.md §2 promises, and those who share a desk with them at the school of Les Oliviers. */
import { adult, child, type Story, story } from "../story";

const EVERY = "1245";

export const known: Story[] = [
  // Camille: two children, one invoice to pay; Tom alternates with Sacha's home, even weeks here.
  story({
    key: "durand",
    name: "Durand",
    situation: "separated",
    address: "14 chemin des Restanques",
    quotient: { value: 642, before: 598 },
    pays: "owes",
    bookedAhead: 13,
    adults: [adult("Camille Durand", { email: "camille.durand", phone: "06 39 98 56 78", hasCharterToRead: true })],
    children: [
      child(
        "Léa F GS OLI 05-17",
        { "morning-care": "15", canteen: EVERY, "evening-care": "124", leisure: "3" },
        {
          notYetBooked: ["canteen"],
          exactly: { canteen: 9, "morning-care": 6, "evening-care": 8, leisure: 2 },
          pickups: [{ name: "Jeanne Durand", relation: "grand-mère", kind: "authorised" }],
        },
      ),
      child(
        "Tom M CE2 OLI 02-09",
        { canteen: EVERY, study: "25", "evening-care": "4", bus: "12" },
        {
          lastName: "Durand-Morel",
          custody: { kind: "alternate-weeks", parity: "even" },
          exactly: { canteen: 6, study: 3, "evening-care": 3, bus: 4 },
          pickups: [{ name: "Jeanne Durand", relation: "grand-mère", kind: "authorised" }],
          refusedConsents: ["leave-alone"],
        },
      ),
    ],
  }),
  // Sacha: Tom's other parent, another address, another quotient, another invoice.
  story({
    key: "morel",
    name: "Morel",
    situation: "separated",
    address: "5 rue du Moulin",
    at: { more: "Bâtiment B, 2e étage" },
    quotient: 815,
    adults: [adult("Sacha Morel", { email: "sacha.morel" })],
    shares: [
      {
        story: "durand",
        firstName: "Tom",
        custody: { kind: "alternate-weeks", parity: "odd" },
        plan: { canteen: EVERY, "evening-care": EVERY },
      },
    ],
  }),
  // Nadia: one child with a health protocol, who brings a packed meal.
  story({
    key: "benali",
    name: "Benali",
    situation: "single",
    address: "22 avenue de la Gare",
    quotient: 388,
    pays: "debit",
    adults: [adult("Nadia Benali", { email: "nadia.benali", phoneWork: "06 39 98 40 41" })],
    children: [
      child(
        "Yanis M CE1 FON 10-03",
        { canteen: EVERY, study: "14", "morning-care": "25" },
        {
          diet: "packed-meal",
          allergies: "Arachide. Trousse d’urgence à l’infirmerie.",
          paiEndsIn: 220,
          pickups: [{ name: "Samia Benali", relation: "tante", kind: "authorised" }],
        },
      ),
    ],
  }),
  // Suspended last week after three late pick-ups without notice.
  story({
    key: "besson",
    name: "Besson",
    situation: "single",
    address: "8 impasse des Pins",
    quotient: 910,
    adults: [adult("Loïc Besson", { email: "suspendu" })],
    children: [child("Enzo M CM1 OLI 07-21", { canteen: EVERY, "evening-care": EVERY })],
  }),
  // Has asked the office to correct a family name on the file.
  story({
    key: "haddad",
    name: "Haddad",
    address: "31 boulevard du Midi",
    quotient: 540,
    adults: [adult("Sami Haddad", { email: "sami.haddad" }), adult("Rania Haddad", { email: "rania.haddad" })],
    children: [child("Jade F CE2 OLI 03-30", { canteen: EVERY, "evening-care": "1245" }, { diet: "no-pork" })],
  }),
  // The child's first year at the big school; the mailbox is full.
  story({
    key: "garcin",
    name: "Garcin",
    situation: "cohabiting",
    address: "2 place du Marché",
    quotient: 720,
    pays: "cheque",
    adults: [adult("Élodie Garcin", { email: "elodie.garcin" }), adult("Thibaut Garcin")],
    children: [child("Noé M CP OLI 01-12", { canteen: "124", study: "14" })],
  }),
  // Contests a line of the last invoice.
  story({
    key: "ferrand",
    name: "Ferrand",
    address: "47 rue Haute",
    quotient: 1180,
    pays: "owes",
    adults: [adult("Aurore Ferrand", { email: "aurore.ferrand" }), adult("Gilles Ferrand")],
    children: [child("Maxence M CE1 OLI 11-05", { canteen: EVERY, "evening-care": "125" })],
  }),
  // Waits for a place in the bus.
  story({
    key: "marchetti",
    name: "Marchetti",
    address: "9 route de la Forêt",
    quotient: 455,
    adults: [adult("Giulia Marchetti", { email: "giulia.marchetti" }), adult("Marco Marchetti")],
    children: [child("Lina F CE2 OLI 08-14", { canteen: EVERY }, { asks: ["bus"] })],
  }),
  // A severe allergy, and a protocol that ends in a few days.
  story({
    key: "amari",
    name: "Amari",
    address: "18 rue des Lauriers",
    quotient: 610,
    adults: [adult("Leïla Amari", { email: "leila.amari" }), adult("Karim Amari")],
    children: [
      child(
        "Rose F GS OLI 06-02",
        { canteen: EVERY, "morning-care": "14", "evening-care": "14" },
        {
          allergies: "Arachide. Trousse dans le placard bleu de l’accueil.",
          paiEndsIn: 6,
        },
      ),
    ],
  }),
  // No child is so regular: every morning, every evening, every Wednesday.
  story({
    key: "girard",
    name: "Girard",
    address: "3 rue de l’Horloge",
    quotient: 1340,
    pays: "debit",
    adults: [
      adult("Pauline Girard", { email: "pauline.girard" }),
      adult("Antoine Girard", { email: "antoine.girard" }),
    ],
    children: [
      child("Adam M GS OLI 09-27", { "morning-care": EVERY, canteen: EVERY, "evening-care": EVERY, leisure: "3" }),
    ],
  }),
];
