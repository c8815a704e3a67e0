/**
 * The reason of a verdict or of a line, as data: a code, the rule's own label, and what its sentence needs. The words are in the catalogues
 * (`why-deadline`, `why-price`), so that a page, a letter and the command line say the same. Pure.
 */
export type Why = {
  code: string;
  /** The rule in the commune's own words, when the file gives them. */
  label?: string;
  facts?: Readonly<Record<string, string | number>>;
};
