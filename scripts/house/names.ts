/** File names and budgets of CONTRIBUTING.md: a closed vocabulary in each domain, kebab-case, and no file or folder that grows for ever. */
import laws from "./laws.json" with { type: "json" };
import { type Fault, folderOf, isCode, isTest, nameOf, type Tree } from "./tree";

const FOUNDATIONS = ["kernel", "server", "i18n", "access", "evidence", "generated"];
const LINES = 300;
const FILES = 12;

const VOCABULARY = /^(rules|schema|queries|commands)(-[a-z0-9]+)*\.ts$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/;
const FOLDER = /^(\(?[a-z0-9]+(-[a-z0-9]+)*\)?|\[(\.\.\.)?[a-zA-Z]+\]|_[a-z-]+|\.[a-z-]+)$/;
const VAGUE = /(^|-)(utils?|helpers?|managers?|services?|common|misc|shared)(-|\.|$)/;

export function namingFaults(tree: Tree): Fault[] {
  return [...tree.keys()].filter(isCode).flatMap((path) => [...vocabularyFaults(path), ...wordingFaults(path)]);
}

function vocabularyFaults(path: string): Fault[] {
  const [top, domain = "", ...rest] = path.split("/");
  if (top !== "lib" || rest.length === 0 || FOUNDATIONS.includes(domain)) return [];
  if (!laws.ladder.includes(domain)) return [{ at: path, say: `no rung "${domain}" in scripts/house/laws.json` }];
  if (rest.length > 1)
    return [{ at: path, say: "a domain has no folders: split the file by its verb or noun instead" }];
  const name = nameOf(path).replace(/(\.db)?\.test\.tsx?$/, ".ts");
  if (VOCABULARY.test(name) || isBorder(path.replace(/(\.db)?\.test\.(tsx?)$/, ".$2"))) return [];
  return [
    { at: path, say: "a domain holds rules, schema, queries, commands (or one of them with -word) and its borders" },
  ];
}

/** A border is the one door to a package, or the adapter of a service that is spoken to without one. */
function isBorder(path: string): boolean {
  const doors = [...laws.borders.map((border) => border.door), ...laws.adapters];
  return doors.some((door) => new RegExp(door).test(path));
}

function wordingFaults(path: string): Fault[] {
  const faults: Fault[] = [];
  const folders = path.split("/").slice(0, -1);
  const name = nameOf(path);
  if (!KEBAB.test(name.replace(/^\./, "")) || !folders.every((folder) => FOLDER.test(folder))) {
    faults.push({ at: path, say: "names are kebab-case" });
  }
  if ([...folders, name].some((part) => VAGUE.test(part))) {
    faults.push({ at: path, say: "say what it does: no utils, helpers, manager, service, common" });
  }
  if (/^index\.tsx?$/.test(name)) faults.push({ at: path, say: "no barrel: import the file that holds the thing" });
  return faults;
}

export function budgetFaults(tree: Tree): Fault[] {
  const faults: Fault[] = [];
  const inFolder = new Map<string, number>();
  for (const [path, text] of tree) {
    if (!isCode(path)) continue;
    const lines = text.split("\n").length - 1;
    if (lines > LINES)
      faults.push({ at: path, say: `${lines} lines: split it by meaning (${LINES} at most, aim at 150)` });
    if (!isTest(path)) inFolder.set(folderOf(path), (inFolder.get(folderOf(path)) ?? 0) + 1);
  }
  for (const [folder, files] of inFolder) {
    if (folder && files > FILES) faults.push({ at: folder, say: `${files} files: ${FILES} at most in a folder` });
  }
  return faults;
}
