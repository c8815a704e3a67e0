/** How the double misbehaves: everything a network or a busy service can do, each off by default. */
import { z } from "zod";

export const FAULT_KINDS = [
  "FonctionnelleErreur",
  "TechDysfonctionnementErreur",
  "TechIndisponibiliteErreur",
  "TechProtocolaireErreur",
] as const;

export const OPERATION_NAMES = [
  "creerPaiementSecurise",
  "recupererDetailPaiementSecurise",
  "recupererDetailClient",
] as const;

const plannedFault = z.strictObject({
  code: z.string(),
  kind: z.enum(FAULT_KINDS).default("FonctionnelleErreur"),
  /** Waits for this operation; any operation when left out. */
  operation: z.enum(OPERATION_NAMES).optional(),
});

const flag = z.boolean().default(false);
const milliseconds = z.number().int().min(0).max(60_000);

const behaviourShape = z.strictObject({
  /** Share of SOAP answers that are computed, then never sent: 0.3 loses three in ten, the same ones at each run. */
  loseAnswers: z.number().min(0).max(1).default(0),
  /** SOAP answers come late. */
  delayMs: milliseconds.default(0),
  /** A web page instead of each SOAP answer, or half of the answer. */
  answerHtml: flag,
  truncateAnswers: flag,
  /** Faults for the next calls, used up one by one. */
  faultNext: z.array(plannedFault).default([]),
  /** The id under its other spelling, fields left out or replaced in details. */
  idopName: z.enum(["idOp", "idop"]).default("idOp"),
  omitFields: z.array(z.string()).default([]),
  overrideFields: z.record(z.string(), z.string()).default({}),
  notifyNever: flag,
  notifyTwice: flag,
  /** The notification has been answered before the payer sees the result page. */
  notifyBeforeReturn: flag,
  notifyDelayMs: milliseconds.default(300),
  /** How the payer's browser comes back. */
  returnMethod: z.enum(["POST", "GET"]).default("POST"),
  /** Field names of the form's result in upper case. */
  formUpperCase: flag,
});

export type Behaviour = z.output<typeof behaviourShape>;

export function goodBehaviour(): Behaviour {
  return behaviourShape.parse({});
}

/** The behaviour after a request to change it: what is not named stays. Throws a zod error on a word it does not know. */
export function changedBehaviour(current: Behaviour, wish: unknown): Behaviour {
  const change = z.record(z.string(), z.unknown()).parse(wish);
  const one = (change.faultNext ?? null) !== null && !Array.isArray(change.faultNext);
  return behaviourShape.parse({ ...current, ...change, ...(one ? { faultNext: [change.faultNext] } : {}) });
}

/** Decides which answers are lost: a fixed sequence, so that a failing test fails again. */
export function createLottery(seed = 20_261_121): (share: number) => boolean {
  let state = seed;
  return (share) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 < share;
  };
}
