/**
 * `portail families import FILE.csv [--apply]`: what the file would bring, or brings, and a line for each fault.
 * The report is French: the office that keeps the file reads it.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { type FileRefused, type ImportRefusal, type ImportReport, importFamilies } from "@/lib/intake/commands";
import { columnNames, type Done, type Finding, type FindingCode } from "@/lib/intake/rules-plan";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { type ExitCode, type Io, Mistake } from "./io";

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { apply: { type: "boolean", default: false } },
  });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) throw new Mistake("Name one file: families import FILE.csv [--apply]", 2);
  const file = { name: basename(path), bytes: readFileSync(path) };
  try {
    const outcome = await transaction((tx) => importFamilies(systemContext(tx, now()), file, { apply: values.apply }));
    if (!outcome.ok) throw new Mistake(refusalText(outcome));
    tell(outcome.report, io);
    return 0;
  } finally {
    await db().$disconnect();
  }
}

const REFUSALS: Record<ImportRefusal, string> = {
  empty: "Le fichier est vide.",
  "too-large": "Le fichier est trop grand : 20 Mo et 50 000 lignes au plus.",
  "not-text": "Ce n’est pas un fichier CSV. Dans le tableur : Enregistrer sous, « CSV (séparateur : point-virgule) ».",
  "unclosed-quote": "Un guillemet est ouvert et jamais refermé : la suite du fichier ne peut pas être lue.",
  "missing-columns": "Il manque des colonnes dont l’import ne peut pas se passer :",
  "no-school-year": "Aucune année scolaire n’est ouverte aujourd’hui.",
};

function refusalText({ reason, line, columns }: FileRefused): string {
  const where = line === null ? "" : `Ligne ${line} : `;
  return [`${where}${REFUSALS[reason]}`, ...columns.map((column) => `  ${column}`), "Rien n’a été écrit."].join("\n");
}

const CODES: Record<FindingCode, string> = {
  formula: "formule de tableur",
  "too-long": "texte trop long",
  email: "adresse e-mail illisible",
  phone: "téléphone illisible",
  date: "date qui n’existe pas",
  amount: "montant illisible",
  "postal-code": "code postal illisible",
  "unknown-school": "école inconnue",
  "unknown-grade": "classe inconnue",
  "unknown-word": "mot inconnu",
  missing: "réponse manquante",
  differs: "différent d’une autre ligne du même dossier",
  "to-come": "date de naissance à venir",
  "same-child": "enfant déjà sur une autre ligne du dossier",
  "cell-count": "nombre de cellules différent de la première ligne",
  "no-contact": "ni e-mail ni téléphone",
  incomplete: "adresse incomplète",
  age: "âge inhabituel pour cette classe",
  "not-at-school": "classe que cette école n’a pas",
  apart: "parents séparés sans calendrier de garde, second parent sans foyer",
  "second-household": "garde alternée : second foyer sans adresse pour l’autre parent",
  "not-added": "enfant absent du dossier qui est déjà dans le portail",
};

const DONE: Record<Done, string> = {
  "household-left-out": "tout le dossier est laissé de côté",
  "line-left-out": "ligne laissée de côté",
  "left-empty": "laissé vide",
  corrected: "corrigé par une autre ligne du dossier",
  "to-check": "à vérifier",
};

function sentence({ line, column, code, value, done }: Finding): string {
  const where = column === null ? `Ligne ${line}` : `Ligne ${line}, ${columnNames[column]}`;
  const what = value === "" ? CODES[code] : `${CODES[code]} « ${value.replace(/\s+/g, " ").slice(0, 80)} »`;
  return `${where} : ${what} → ${DONE[done]}`;
}

const isNote = ({ done }: Finding) => done === "to-check";

function tell(report: ImportReport, io: Io): void {
  const { state, encoding, rows, families, children, adults, findings, duplicates } = report;
  for (const finding of findings)
    io.emit({ kind: "finding", ...finding, column: finding.column && columnNames[finding.column] });
  const [faults, notes] = [findings.filter((one) => !isNote(one)), findings.filter(isNote)];
  for (const fault of faults) io.say(sentence(fault));
  if (notes.length > 0) io.say("\nÀ vérifier :");
  for (const note of notes) io.say(sentence(note));
  io.emit({ kind: "report", ok: true, ...report, findings: findings.length });
  if (state === "known" && families.fresh === 0) {
    io.say("\nCe fichier a déjà été importé : rien n’a changé.");
    return;
  }
  const left = families.leftOut.length;
  const verb = state === "dry-run" ? "à importer" : "importés";
  io.say(`\n${rows} lignes lues (${encoding}).`);
  io.say(`${families.fresh} dossiers ${verb}, avec ${children} enfants et ${adults} adultes.`);
  io.say(`${families.known} dossiers déjà dans le portail, laissés comme ils sont.`);
  io.say(`${left} dossiers laissés de côté${left > 0 ? ` : ${families.leftOut.join(", ")}` : ""}.`);
  io.say(`${duplicates} doublons possibles, à trancher dans /gestion/doublons.`);
  if (state === "dry-run") io.say("Essai à blanc : rien n’a été écrit. Ajoutez --apply pour importer.");
}
