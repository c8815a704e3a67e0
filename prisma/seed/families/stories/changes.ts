/** Lives that change in the middle of a year: arrivals, departures, a birth, a move, a class full, a file found twice. */
import { adult, child, type Story, story } from "../story";

const EVERY = "1245";

export const changes: Story[] = [
  // A baby was born in the spring: on the file, at no school yet.
  story({
    key: "fontaine",
    name: "Fontaine",
    situation: "civil-union",
    address: "10 rue de l’Horloge",
    quotient: { value: 530, before: 690 },
    adults: [adult("Lucie Fontaine", { email: "lucie.fontaine" }), adult("Mathieu Fontaine")],
    children: [child("Alice F PS OLI 01-05", { canteen: EVERY }), child("Marius M - OLI 05-30")],
  }),
  // Left for another town last month; the last invoice is paid, the file is closed.
  story({
    key: "carpentier",
    name: "Carpentier",
    address: "21 rue des Remparts",
    quotient: 700,
    bookedAhead: -31,
    closedDaysAgo: 24,
    adults: [adult("Stéphanie Carpentier", { email: "stephanie.carpentier" }), adult("Cédric Carpentier")],
    children: [child("Ethan M CE2 FON 06-25", { canteen: EVERY, study: "1" }, { leftDaysAgo: 31 })],
  }),
  // The father is barred by a decision: he has an account and his own home, and sees nothing of his daughter.
  story({
    key: "perrin",
    name: "Perrin",
    situation: "separated",
    address: "13 traverse du Puits",
    quotient: 470,
    adults: [
      adult("Nathalie Perrin", { email: "nathalie.perrin", authority: "sole" }),
      adult("Denis Colombo", { email: "denis.colombo", authority: "none", isBarred: true, livesElsewhere: true }),
    ],
    children: [
      child(
        "Clara F CM2 FON 11-11",
        { canteen: EVERY, "evening-care": "1245" },
        {
          pickups: [{ name: "Denis Colombo", relation: "père", kind: "forbidden" }],
        },
      ),
    ],
  }),
  // Came to the commune last month, from Nantes.
  story({
    key: "ivanov",
    name: "Ivanov",
    address: "8 allée des Mimosas",
    movedIn: { daysAgo: 33, from: { line: "3 quai de la Loire", postalCode: "44000", city: "Nantes" } },
    quotient: 1120,
    adults: [adult("Irina Ivanov", { email: "irina.ivanov" }), adult("Alexeï Ivanov")],
    children: [child("Macha F CE1 OLI 12-28", { canteen: EVERY, "evening-care": "24" }, { arrivedDaysAgo: 33 })],
  }),
  // Changed school inside the commune: La Fontaine, then Les Oliviers.
  story({
    key: "colin",
    name: "Colin",
    situation: "cohabiting",
    address: "52 boulevard du Midi",
    quotient: 640,
    adults: [adult("Émilie Colin", { email: "emilie.colin" }), adult("David Rey")],
    children: [
      child("Jules M CE2 OLI 04-14", { canteen: EVERY, study: "24" }, { cameFrom: { site: "FON", daysAgo: 40 } }),
    ],
  }),
  // Waits for a place at the study on a full Monday.
  story({
    key: "chevalier",
    name: "Chevalier",
    address: "27 rue du Lavoir",
    quotient: 990,
    adults: [adult("Sandrine Chevalier", { email: "sandrine.chevalier" }), adult("Olivier Chevalier")],
    children: [child("Romane F CM1 OLI 05-31", { canteen: "1245", study: "245" })],
  }),
  // Wednesdays only, and lunches at home.
  story({
    key: "barbier",
    name: "Barbier",
    address: "4 chemin du Stade",
    quotient: 845,
    adults: [adult("Géraldine Barbier", { email: "geraldine.barbier" }), adult("Hugues Barbier")],
    children: [
      child("Tess F GS OLI 07-17", { leisure: "3" }),
      child(
        "Côme M CE2 OLI 02-02",
        { leisure: "3" },
        {
          refused: {
            kind: "study",
            motive: "Les 32 places de l’étude sont prises ce trimestre. Côme est sur la liste.",
          },
        },
      ),
    ],
  }),
  // The father has Wednesdays and Thursdays, without a file of his own.
  story({
    key: "lefort",
    name: "Lefort",
    situation: "separated",
    address: "44 avenue de la Gare",
    quotient: 560,
    adults: [adult("Virginie Lefort", { email: "virginie.lefort" }), adult("Marc Duval", { livesElsewhere: true })],
    children: [
      child(
        "Sacha M CM1 FON 10-29",
        { canteen: "125", study: "12" },
        {
          custody: { kind: "weekdays", days: [1, 2, 5, 6, 7] },
          asks: ["evening-care"],
        },
      ),
    ],
  }),
  // Manon's mother opened a file in June…
  story({
    key: "robert-mother",
    name: "Robert",
    situation: "separated",
    address: "17 rue de la Fontaine",
    quotient: 735,
    adults: [adult("Karine Robert", { email: "karine.robert" })],
    children: [child("Manon F CP FON 08-19", { canteen: EVERY, "evening-care": "15" })],
  }),
  // …and her father another in September: the office has to tell whether it is the same child.
  story({
    key: "robert-father",
    name: "Robert",
    situation: "separated",
    address: "38 corniche des Pins",
    quotient: 1090,
    adults: [adult("Sébastien Robert", { email: "sebastien.robert" })],
    children: [child("Manon F CP FON 08-19")],
  }),
];
