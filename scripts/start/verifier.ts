/**
 * The page /verifier as one file for each language: the verifier's own modules, without types and otherwise as they are written, so that
 * whoever saves the page can read what it does. It works saved to disk and offline, and its policy lets it send nothing.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";
import { template } from "../../lib/evidence/verifier/template";
import { fingerprintOf, isStamped, writeStamp } from "../process/fingerprint";

const FOLDER = "lib/generated/verifier";
const STAMP = `${FOLDER}/.sources`;
const SOURCES = [
  "lib/evidence/tlog",
  "lib/evidence/verifier",
  "lib/kernel/outcome.ts",
  "lib/i18n/fr/verifier.json",
  "lib/i18n/en/verifier.json",
  "lib/i18n/fr/journal.json",
  "lib/i18n/en/journal.json",
  "scripts/start/verifier.ts",
];
const ENTRY = "lib/evidence/verifier/screen";
const PRIMITIVES = "lib/evidence/verifier/primitives";
/** Node's own primitives give way to the browser's. */
const REPLACED: Record<string, string> = { "lib/evidence/tlog/primitives": PRIMITIVES };

export function buildVerifier(): "built" | "up to date" {
  const sources = fingerprintOf(SOURCES);
  if (isStamped(STAMP, sources)) return "up to date";
  mkdirSync(FOLDER, { recursive: true });
  const script = bundle();
  for (const locale of ["fr", "en"] as const) writeFileSync(`${FOLDER}/${locale}.html`, composePage(locale, script));
  writeStamp(STAMP, sources);
  return "built";
}

type Words = { [key: string]: string | Words };

export function composePage(locale: "fr" | "en", script = bundle()): string {
  const { screen, proves, not, ...texts } = readJson(`lib/i18n/${locale}/verifier.json`) as Record<string, Words>;
  const style = readFileSync("lib/evidence/verifier/page.css", "utf8").trim();
  const words = { ...screen, locale, events: eventWords(locale) };
  const values: Record<string, string> = {
    ...Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, escapeHtml(String(text))])),
    lang: locale,
    style,
    policy: contentPolicy({ script, style }),
    proves: listOf(proves),
    not: listOf(not),
    words: JSON.stringify(words).replaceAll("<", "\\u003c"),
    script,
  };
  return template.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => values[name] ?? hole);
}

function contentPolicy({ script, style }: { script: string; style: string }): string {
  const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** "booking.created" → "{who} réservé", as the family's journal says it. */
function eventWords(locale: string): Record<string, string> {
  const { events } = readJson(`lib/i18n/${locale}/journal.json`) as { events: Record<string, Record<string, string>> };
  return Object.fromEntries(
    Object.entries(events).flatMap(([family, names]) =>
      Object.entries(names).map(([name, text]) => [`${family}.${name}`, text]),
    ),
  );
}

function listOf(items: Words | undefined): string {
  return Object.values(items ?? {})
    .map((text) => `<li>${escapeHtml(String(text))}</li>`)
    .join("\n");
}

function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** All modules that the screen needs, each as a function, and a loader of ten lines. */
function bundle(): string {
  const modules = new Map<string, string>();
  const wanted = [ENTRY, PRIMITIVES];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (modules.has(name)) continue;
    const { text, imports } = readModule(name);
    modules.set(name, text);
    wanted.push(...imports);
  }
  const bodies = [...modules].sort().map(([name, text]) => `${JSON.stringify(name)}(exports, require) {\n${text}}`);
  return `"use strict";
const modules = {
${bodies.join(",\n")}
};
const loaded = {};
function require(name) {
  if (!loaded[name]) modules[name]((loaded[name] = {}), require);
  return loaded[name];
}
require(${JSON.stringify(PRIMITIVES)}).prepare().then(() => require(${JSON.stringify(ENTRY)}).start(document));
`.replaceAll("</", "<\\/");
}

function readModule(name: string): { text: string; imports: string[] } {
  const source = readFileSync(`${name}.ts`, "utf8");
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, removeComments: true };
  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const imports: string[] = [];
  const text = outputText
    .replace(/^"use strict";\n|^Object\.defineProperty\(exports, "__esModule".*\n/gm, "")
    .replace(/require\("([^"]+)"\)/g, (_, path: string) => {
      const found = placeOf(name, path);
      imports.push(found);
      return `require(${JSON.stringify(found)})`;
    });
  return { text, imports };
}

function placeOf(from: string, path: string): string {
  const place = path.startsWith("@/") ? path.slice(2) : relative(resolve("."), join(resolve(dirname(from)), path));
  return REPLACED[place] ?? place;
}
