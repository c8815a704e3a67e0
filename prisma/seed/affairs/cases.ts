/** Requests of the last weeks, of both schools, at every step: what families wrote, what was done with it, and by whom. None of a family of contract.md §2. */
import type { RequestKind, RequestOutcome } from "@/lib/request/rules";
import type { Desk, When } from "./office";

export type Step = { by: Desk | "family"; when: When } & (
  | { does: "assign"; to: Desk }
  | { does: "acknowledge" | "study" | "close" }
  | { does: "ask" | "write" | "note" | "propose" | "answer"; text: string }
  | { does: "decide"; outcome: RequestOutcome & ("refused" | "answered"); text: string }
);

export type Case = {
  story: string;
  kind: RequestKind;
  /** « portal » is the family's own hand; the others were written down at the office. */
  channel: "portal" | "paper" | "phone" | "counter";
  when: When;
  text: string;
  /** About the first child of the home, on the open day of the canteen that is next, or the last one for an absence. */
  aboutChild?: boolean;
  steps?: readonly Step[];
};

const day = (daysAgo: number, time: When["time"]): When => ({ daysAgo, time });

/** Filed so long ago that its last day is near, or over. */
const NEAR = { workingDaysAgo: 8, time: "18:22" } as const;
const OVER = { workingDaysAgo: 14, time: "12:00" } as const;

export const cases: readonly Case[] = [
  {
    ...{ story: "gauthier", kind: "payment-plan", channel: "portal", when: day(3, "20:14") },
    text: "Je voudrais payer les deux dernières factures en trois fois, le 5 de chaque mois.",
    steps: [
      {
        ...{ by: "responsable", when: day(2, "10:05"), does: "ask" },
        text: "Quelles factures, et combien pouvez-vous payer chaque mois\u00a0?",
      },
      { by: "responsable", when: day(2, "10:07"), does: "note", text: "Voir avec la régie avant de proposer." },
    ],
  },
  {
    ...{ story: "haddad", kind: "question", channel: "portal", when: day(1, "07:52") },
    text: "La garderie du soir est-elle ouverte le vendredi de la sortie de classe\u00a0?",
  },
  {
    ...{ story: "ferrand", kind: "question", channel: "portal", when: day(15, "12:31") },
    text: "Mon fils a perdu son manteau à la cantine. Qui dois-je appeler\u00a0?",
    steps: [
      {
        ...{ by: "responsable", when: day(13, "09:20"), does: "decide", outcome: "answered" },
        text: "Les objets trouvés sont à l’accueil de l’école, de 8 h 20 à 8 h 40. Le manteau vous y attend.",
      },
    ],
  },
  {
    ...{ story: "robert-mother", kind: "mediation", channel: "phone", when: day(6, "14:10") },
    text: "Madame Robert demande qu’une autre personne relise la décision sur les retards du soir.",
  },
  {
    ...{ story: "martin-fontaine", kind: "late-booking", channel: "portal", when: day(1, "19:12"), aboutChild: true },
    text: "J’ai laissé passer la date limite. Lucas peut-il manger à la cantine ce jour-là\u00a0?",
  },
  {
    ...{ story: "kowalski", kind: "question", channel: "portal", when: day(4, "21:03") },
    text: "La grand-mère de Zofia viendra la chercher le mardi. Faut-il une autorisation écrite à chaque fois\u00a0?",
    steps: [
      { by: "responsable", when: day(3, "08:55"), does: "assign", to: "agent.fontaine" },
      { by: "agent.fontaine", when: day(3, "09:40"), does: "acknowledge" },
    ],
  },
  {
    ...{ story: "nguyen", kind: "absence", channel: "portal", when: day(5, "07:31"), aboutChild: true },
    text: "Lou avait rendez-vous chez l’orthodontiste et n’a pas mangé à la cantine.",
    steps: [
      { by: "agent.oliviers", when: day(4, "09:12"), does: "assign", to: "agent.oliviers" },
      {
        ...{ by: "agent.oliviers", when: day(4, "09:15"), does: "ask" },
        text: "Bonjour, Maï est-elle restée à la cantine ce jour-là\u00a0?",
      },
      { by: "family", when: day(3, "12:44"), does: "answer", text: "Oui, Maï y a mangé comme d’habitude." },
    ],
  },
  {
    ...{ story: "masson", kind: "payment-plan", channel: "portal", when: day(9, "22:18") },
    text: "Je ne peux pas payer les deux factures d’un coup. Pouvons-nous étaler la somme\u00a0?",
    steps: [
      { by: "responsable", when: day(8, "10:30"), does: "assign", to: "responsable" },
      { by: "responsable", when: day(8, "10:31"), does: "study" },
      { by: "responsable", when: day(7, "11:04"), does: "note", text: "La régie est d’accord pour quatre fois." },
      {
        ...{ by: "responsable", when: day(2, "16:20"), does: "propose" },
        text:
          "Vous payez les deux factures en quatre fois, le 5 de chaque mois, sans frais.\n" +
          "Vous pouvez payer plus tôt à tout moment.",
      },
    ],
  },
  {
    ...{ story: "ndiaye", kind: "question", channel: "portal", when: NEAR },
    text: "Anne-Éléonore peut-elle venir à la garderie du matin certains jours seulement, sans les choisir d’avance\u00a0?",
    steps: [
      { by: "agent.fontaine", when: day(5, "08:48"), does: "assign", to: "agent.fontaine" },
      { by: "agent.fontaine", when: day(5, "08:50"), does: "study" },
      {
        by: "agent.fontaine",
        when: day(5, "08:54"),
        does: "note",
        text: "Demander à l’animatrice s’il reste des places.",
      },
    ],
  },
  {
    ...{ story: "aubert", kind: "question", channel: "paper", when: OVER },
    text: "Madame Aubert demande par lettre un duplicata de ses reçus de l’année.",
  },
  {
    ...{ story: "leroy", kind: "rectification", channel: "counter", when: day(11, "15:25") },
    text: "Madame Leroy demande que les courriers ne portent plus le nom de son mari décédé.",
    steps: [{ by: "agent.oliviers", when: day(10, "09:05"), does: "study" }],
  },
  {
    ...{ story: "santini", kind: "late-booking", channel: "portal", when: day(9, "20:40"), aboutChild: true },
    text: "Nous rentrons plus tôt que prévu. Livia peut-elle manger à la cantine dès le retour\u00a0?",
    steps: [
      {
        ...{ by: "agent.fontaine", when: day(8, "10:15"), does: "decide", outcome: "refused" },
        text: "Les repas de ce jour étaient déjà commandés. Le jour suivant est ouvert à la réservation.",
      },
    ],
  },
  {
    ...{ story: "ozturk", kind: "question", channel: "portal", when: day(20, "13:09") },
    text: "Can Kerem stay at the study on Mondays as well, until the end of the term?",
    steps: [
      {
        ...{ by: "agent.fontaine", when: day(18, "11:26"), does: "decide", outcome: "answered" },
        text: "Yes. Please add Mondays on the page “Réservations”: there are places left.",
      },
      { by: "agent.fontaine", when: day(12, "16:02"), does: "close" },
    ],
  },
];
