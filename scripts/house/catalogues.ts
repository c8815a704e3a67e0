/** The two catalogues say the same things under the same keys, in typography the portal's typeface can draw. */
import { type Fault, filesMatching, isTest, nameOf, type Tree } from "./tree";

const NBSP = "\u00a0";
const CATALOGUE = /^lib\/i18n\/(fr|en)\/[a-z0-9-]+\.json$/;

type Texts = Map<string, string>;

function flatten(value: unknown, prefix = ""): [string, string][] {
  if (typeof value === "string") return [[prefix, value]];
  if (typeof value !== "object" || value === null) return [[prefix, ""]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, prefix ? `${prefix}.${key}` : key));
}

function textsOf(text: string | undefined): Texts {
  return new Map(text === undefined ? [] : flatten(JSON.parse(text)));
}

/** Names of the values a text expects: "{count, plural, one {…}}" expects count. */
function valuesIn(text: string): string {
  const names = [...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*[,}]/g)].map((match) => match[1] ?? "");
  return [...new Set(names)].sort().join(", ");
}

export function catalogueFaults(tree: Tree): Fault[] {
  const names = new Set(filesMatching(tree, CATALOGUE).map(([path]) => nameOf(path)));
  return [...names].flatMap((name) => {
    const [french, english] = [`lib/i18n/fr/${name}`, `lib/i18n/en/${name}`];
    const [fr, en] = [textsOf(tree.get(french)), textsOf(tree.get(english))];
    return [
      ...missingKeys(english, fr, en),
      ...missingKeys(french, en, fr),
      ...differentValues(english, fr, en),
      ...typographyFaults(french, fr, true),
      ...typographyFaults(english, en, false),
    ];
  });
}

function missingKeys(at: string, here: Texts, there: Texts): Fault[] {
  return [...here.keys()].filter((key) => !there.has(key)).map((key) => ({ at, say: `"${key}" is missing` }));
}

function differentValues(at: string, fr: Texts, en: Texts): Fault[] {
  return [...fr]
    .filter(([key, text]) => en.has(key) && valuesIn(text) !== valuesIn(en.get(key) ?? ""))
    .map(([key]) => ({ at, say: `"${key}" does not use the same values as the French text` }));
}

function typographyFaults(at: string, texts: Texts, french: boolean): Fault[] {
  return [...texts].flatMap(([key, text]) => {
    const say = (fault: string) => ({ at, say: `"${key}": ${fault}` });
    const faults: Fault[] = [];
    if (text.trim() === "") faults.push(say("is empty"));
    if (/\u202f/.test(text)) faults.push(say("has U+202F, which the typeface lacks: write U+00A0"));
    if (/[!¡]/.test(text)) faults.push(say("has an exclamation mark"));
    if (french && hasLooseSign(text)) faults.push(say("needs U+00A0 before : ; ? and inside « »"));
    return faults;
  });
}

function hasLooseSign(text: string): boolean {
  const plain = text.replace(/https?:\/\/\S+/g, "");
  const signs = new RegExp(`[^${NBSP}][:;?](?=\\s|$|»|<)`);
  const quotes = new RegExp(`«[^${NBSP}]|[^${NBSP}]»`);
  return signs.test(plain) || quotes.test(plain);
}

/** A namespace nobody asks for is dead text. */
export function unusedNamespaces(tree: Tree): Fault[] {
  const code = filesMatching(tree, /^(app|components|lib|scripts)\/.*\.tsx?$/)
    .filter(([path]) => !isTest(path) && path !== "lib/i18n/messages.ts" && !path.startsWith("scripts/house/"))
    .map(([, text]) => text)
    .join("\n");
  return filesMatching(tree, CATALOGUE)
    .filter(([path]) => path.startsWith("lib/i18n/fr/"))
    .filter(([path]) => !new RegExp(`["'\`/]${nameOf(path).replace(".json", "")}["'\`.]`).test(code))
    .map(([path]) => ({ at: path, say: "no file asks for this namespace" }));
}
