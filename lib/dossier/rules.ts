/**
 * The dossier de preuve: lines of the journal in plain words, numbered, each with the receipt that proves it, then what they prove and how to
 * check them without the portal (facts: evidence §1, §6). One document for the page to keep and for the PDF. Pure.
 */
import { opening, wordDate, wordDay, wordTime } from "@/lib/i18n/dates";
import enVerifier from "@/lib/i18n/en/verifier.json" with { type: "json" };
import frVerifier from "@/lib/i18n/fr/verifier.json" with { type: "json" };
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { Entry } from "@/lib/journal/rules";
import { fill } from "@/lib/journal/rules-facts";
import type { CivilDate, CivilDateTime } from "@/lib/kernel/civil-date";

/** More lines than this make a document nobody reads: choose a shorter period. */
export const MOST_LINES = 400;

/** What a receipt shows and does not: the words of the page /verifier. */
const VERIFIERS = { fr: frVerifier, en: enVerifier };

export type ProvenEntry = { entry: Entry; receipts: readonly { id: string; text: string }[] };

export type DossierFile = { name: string; text: string };
export type DossierLine = {
  number: number;
  time: string;
  text: string;
  notes: string[];
  /** What stands under the line: its receipts, or why there is none. */
  proof: string;
  files: DossierFile[];
};
export type DossierPart = { title: string; items: string[] };

export type DossierDocument = {
  locale: Locale;
  title: string;
  commune: string;
  facts: { term: string; value: string }[];
  days: { day: CivilDate; title: string; lines: DossierLine[] }[];
  parts: DossierPart[];
  keys: { title: string; items: readonly string[] };
  take: string;
};

/** A dossier in its asker's list. */
export type DossierRow = {
  id: string;
  state: "asked" | "ready" | "empty";
  lines: number;
  since: CivilDate;
  until: CivilDate;
  readyOn: CivilDate | null;
  expiresOn: CivilDate;
};

export type DossierFacts = {
  commune: string;
  portal: string;
  /** Whom it is about, as the reader may read it. */
  about: string;
  since: CivilDate;
  until: CivilDate;
  madeAt: CivilDateTime;
  /** Public keys of the logs and of the witness. */
  keys: readonly string[];
};

export function dossierDocument(facts: DossierFacts, entries: readonly ProvenEntry[], locale: Locale): DossierDocument {
  const words = catalogues[locale].dossier.document;
  const verifier = VERIFIERS[locale];
  const day = (value: CivilDate) => wordDate(locale, value);
  return {
    locale,
    title: words.title,
    commune: facts.commune,
    facts: [
      { term: words.about, value: facts.about },
      { term: words.period, value: fill(words.span, { since: day(facts.since), until: day(facts.until) }) },
      {
        term: words.made,
        value: fill(words.moment, {
          day: day(facts.madeAt.slice(0, 10)),
          time: wordTime(locale, facts.madeAt.slice(11, 16)),
        }),
      },
      { term: words.count, value: String(entries.length) },
    ],
    days: byDay(entries, locale),
    parts: [
      {
        title: words.howTitle,
        items: [words.how.file, fill(words.how.page, { portal: facts.portal }), words.how.command],
      },
      { title: verifier.provesTitle, items: Object.values(verifier.proves) },
      { title: verifier.notTitle, items: Object.values(verifier.not) },
    ],
    keys: { title: words.keys, items: facts.keys },
    take: words.take,
  };
}

/** Oldest first: a dossier is read as a story. */
function byDay(entries: readonly ProvenEntry[], locale: Locale): DossierDocument["days"] {
  const sorted = [...entries].sort((a, b) => (a.entry.moment < b.entry.moment ? -1 : 1));
  const days = new Map<CivilDate, DossierLine[]>();
  for (const [index, proven] of sorted.entries()) {
    const day = proven.entry.moment.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), lineOf(proven, index + 1, locale)]);
  }
  return [...days].map(([day, lines]) => ({ day, title: opening(wordDay(locale, day)), lines }));
}

function lineOf({ entry, receipts }: ProvenEntry, number: number, locale: Locale): DossierLine {
  const words = catalogues[locale].dossier.document;
  const colon = locale === "fr" ? "\u00a0: " : ": ";
  const files = receipts.map(({ text }, index) => ({
    name: `${words.file}-${number}${receipts.length > 1 ? `-${index + 1}` : ""}.json`,
    text,
  }));
  return {
    number,
    time: wordTime(locale, entry.moment.slice(11, 16)),
    text: entry.facts ? `${entry.did}${colon}${entry.facts}.` : `${entry.did}.`,
    notes: [...entry.notes, ...(entry.erased ? [words.erased] : [])],
    proof: files.length > 0 ? fill(words.proof, { files: files.map(({ name }) => name).join(", ") }) : words.pending,
    files,
  };
}

export function filesOf(document: DossierDocument): DossierFile[] {
  return document.days.flatMap(({ lines }) => lines.flatMap(({ files }) => files));
}
