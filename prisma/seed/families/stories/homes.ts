/** Homes of many shapes: one parent, two, four children, two addresses, and what a judge decided. */
import { adult, child, type Story, story } from "../story";

const EVERY = "1245";
const full = { "morning-care": EVERY, canteen: EVERY, "evening-care": EVERY };

export const homes: Story[] = [
  // A widow: letters must never bear the father's name again.
  story({
    key: "leroy",
    name: "Leroy",
    situation: "single",
    address: "12 rue du Lavoir",
    quotient: 505,
    adults: [adult("Hélène Leroy", { email: "helene.leroy" }), adult("Vincent Leroy", { diedDaysAgo: 640 })],
    children: [child("Capucine F CM2 OLI 04-08", { canteen: EVERY, study: "1245" })],
  }),
  // Twins in the same class: two children, two lines, one birthday.
  story({
    key: "nguyen",
    name: "Nguyen",
    address: "6 allée des Mimosas",
    quotient: 870,
    adults: [adult("Minh Nguyen", { email: "minh.nguyen" }), adult("Claire Nguyen")],
    children: [
      child("Lou F CP OLI 03-19", { canteen: EVERY, "evening-care": "12", leisure: "3" }),
      child("Maï F CP OLI 03-19", { canteen: EVERY, "evening-care": "12", leisure: "3" }),
    ],
  }),
  // Reads the portal in English.
  story({
    key: "ozturk",
    name: "Öztürk",
    address: "25 avenue de la Gare",
    quotient: 330,
    adults: [adult("Deniz Öztürk", { email: "deniz.ozturk", locale: "en" }), adult("Elif Öztürk")],
    children: [child("Kerem M CE2 FON 12-01", { canteen: EVERY, study: "245" }, { diet: "no-pork" })],
  }),
  // Two homonyms in two schools: Lucas Martin of Les Oliviers…
  story({
    key: "martin-oliviers",
    name: "Martin",
    address: "40 boulevard du Midi",
    quotient: 690,
    adults: [adult("Sophie Martin", { email: "sophie.martin" }), adult("Julien Martin")],
    children: [child("Lucas M CE1 OLI 05-23", { canteen: EVERY, study: "15" })],
  }),
  // …and Lucas Martin of La Fontaine, four days younger.
  story({
    key: "martin-fontaine",
    name: "Martin",
    address: "7 traverse du Puits",
    quotient: 1010,
    pays: "cheque",
    adults: [adult("Isabelle Martin", { email: "isabelle.martin" }), adult("Pierre Martin")],
    children: [child("Lucas M CE1 FON 05-27", { canteen: EVERY, "evening-care": "24" })],
  }),
  // Four children in two schools, the eldest reads to the youngest.
  story({
    key: "diallo",
    name: "Diallo",
    address: "1 cité des Tilleuls",
    quotient: 295,
    pays: "cash",
    adults: [adult("Aïssata Diallo", { email: "aissata.diallo" }), adult("Mamadou Diallo")],
    children: [
      child("Fatou F PS OLI 02-11", { canteen: "14" }, { diet: "no-pork" }),
      child("Ibrahim M CP OLI 07-06", { canteen: EVERY, "evening-care": "14" }, { diet: "no-pork" }),
      child("Awa F CE2 OLI 10-18", { canteen: EVERY, study: "14" }, { diet: "no-pork" }),
      child("Moussa M CM2 OLI 01-29", { canteen: EVERY, study: "14" }, { diet: "no-pork" }),
    ],
  }),
  // Two mothers.
  story({
    key: "moreau-petit",
    name: "Moreau-Petit",
    situation: "civil-union",
    address: "16 chemin du Vallon",
    quotient: 960,
    adults: [adult("Julie Moreau", { email: "julie.moreau" }), adult("Anaïs Petit", { email: "anais.petit" })],
    children: [child("Gabriel M MS OLI 08-30", full, { diet: "vegetarian" })],
  }),
  // Sole authority: the father is unknown.
  story({
    key: "da-silva",
    name: "Da Silva",
    situation: "single",
    address: "19 rue Basse",
    quotient: 365,
    adults: [adult("Inès Da Silva", { email: "ines.dasilva", authority: "sole" })],
    children: [child("Tiago M CM1 FON 11-22", { canteen: EVERY, "evening-care": EVERY, leisure: "3" })],
  }),
  // Names that do not fit small boxes.
  story({
    key: "ndiaye",
    name: "N’Diaye-L’Hostis de Kermadec",
    address: "Résidence Les Hauts de Valmontel, 128 bis avenue du Général-Leclerc",
    at: { more: "Escalier C, appartement 214" },
    quotient: 1460,
    adults: [
      adult("Marie-Charlotte N’Diaye-L’Hostis de Kermadec", { email: "marie-charlotte.ndiaye-lhostis" }),
      adult("Jean-Baptiste N’Diaye"),
    ],
    children: [child("Anne-Éléonore F CE1 FON 03-01", { canteen: EVERY, "morning-care": "1" })],
  }),
  // A protected address: nobody outside the office may read where they live.
  story({
    key: "vidal",
    name: "Vidal",
    situation: "separated",
    address: "9 allée des Cyprès",
    at: { isProtected: true },
    quotient: 320,
    pays: "cash",
    adults: [adult("Laura Vidal", { email: "laura.vidal", authority: "sole" })],
    children: [
      child(
        "Nino M CE2 OLI 09-09",
        { canteen: EVERY, "evening-care": "1245" },
        {
          pickups: [{ name: "Éric Chabert", relation: "père", kind: "forbidden" }],
        },
      ),
    ],
  }),
];
