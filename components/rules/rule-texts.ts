/** The few words a rule's form says by itself, handed over by the page. */
export type RuleTexts = {
  required: string;
  choose: string;
  /** « Choisir pour {label} » */
  chooseOf: string;
  add: string;
  remove: string;
  up: string;
  down: string;
  addFact: string;
  removeFact: string;
  addWay: string;
  addOtherWay: string;
  removeWay: string;
  noCondition: string;
  pending: string;
  save: string;
  faultTitle: string;
};
