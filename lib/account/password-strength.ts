/**
 * Whether a password would be guessed (CNIL, délibération 2022-100: length and an estimate, no rule of composition).
 * French and common lists, and what a stranger would try first about this person and this town. Loaded on first use: the lists are heavy.
 */
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** Guesses a password must resist: ten thousand a second on a stolen hash would take years. */
const GUESSES_LOG10 = 10;

const EXPECTED = ["cartable", "portail", "famille", "cantine", "garderie", "ecole", "mairie", "commune", "enfants"];
/** Those printed in our own documentation. */
const PUBLISHED = new Set(["cartable-bleu-2026"]);

let estimator: Promise<ZxcvbnFactory> | undefined;

async function load(): Promise<ZxcvbnFactory> {
  const [core, common, french] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
    import("@zxcvbn-ts/language-fr"),
  ]);
  return new core.ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...french.dictionary },
    graphs: common.adjacencyGraphs,
    useLevenshteinDistance: false,
    maxLength: 200,
  });
}

/** `about`: the person's names and address, the town's name. */
export async function isGuessable(password: string, about: readonly string[]): Promise<boolean> {
  if (PUBLISHED.has(password.toLowerCase())) return true;
  estimator ??= load();
  const words = [...about.flatMap(wordsOf), ...EXPECTED];
  return (await estimator).check(password, words).guessesLog10 < GUESSES_LOG10;
}

/** "camille.durand@example.org" is camille, durand, example, org, and the whole. */
function wordsOf(text: string): string[] {
  const lower = text.toLowerCase();
  return [lower, ...lower.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2)];
}
