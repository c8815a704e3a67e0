/** Who signs in: the demonstration's accounts (README), one of each role and each hard case. */

export const PASSWORD = "cartable-bleu-2026";

const at = (name: string) => `${name}@example.org`;

export const people = {
  camille: at("camille.durand"),
  sacha: at("sacha.morel"),
  nadia: at("nadia.benali"),
  suspended: at("suspendu"),
  oliviers: at("agent.oliviers"),
  fontaine: at("agent.fontaine"),
  animateur: at("animateur"),
  responsable: at("responsable"),
  regie: at("regie"),
  pilotage: at("pilotage"),
  waiting: at("lecture"),
  admin: at("admin"),
} as const;

export type Person = keyof typeof people;
