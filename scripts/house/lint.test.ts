/** The linter's own laws (biome.json, clock.grit), each broken on purpose in a folder apart. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const BIOME = join(ROOT, "node_modules/@biomejs/biome/bin/biome");

/** Path, text, and what the linter must name; nothing when it must be silent. */
const cases: [what: string, path: string, source: string, names: string | null][] = [
  ["reads the clock", "lib/a/clock.ts", "export const now = new Date();", "lib/server/clock.ts"],
  ["reads the clock as a number", "lib/a/number.ts", "export const now = Date.now();", "lib/server/clock.ts"],
  ["builds a local time", "lib/a/local.ts", "export const day = new Date(2026, 10, 21);", "instantOf()"],
  ["reads the server's hour", "lib/a/hour.ts", "export const hour = (at: Date) => at.getHours();", "parisOf()"],
  ["writes to the console", "lib/a/console.ts", 'console.log("hello");', "noConsole"],
  ["exports by default", "lib/a/default.ts", "export default 1;", "noDefaultExport"],
  ["says any", "lib/a/any.ts", "export const loose = (value: any) => value;", "noExplicitAny"],
  ["is a barrel", "lib/a/barrel.ts", 'export * from "./any";', "noReExportAll"],
  ["draws without words", "components/a.tsx", 'export const A = () => <img src="/a.png" />;', "useAltText"],
  ["clicks on a plain box", "components/b.tsx", "export const B = () => <div onClick={() => 1}>x</div>;", "a11y"],
  ["leaves a test alone", "lib/a/only.test.ts", 'it.only("books", () => 1);', "noFocusedTests"],
  ["leaves a test out", "lib/a/skip.test.ts", 'it.skip("books", () => 1);', "noSkippedTests"],
  ["is the clock", "lib/server/clock.ts", "export const now = () => new Date();", null],
  ["builds an instant from data", "lib/a/data.ts", "export const at = (text: string): Date => new Date(text);", null],
  ["is a page", "app/accueil/page.tsx", "export default function Page() {\n  return null;\n}", null],
];

function lint(): string[] {
  const folder = mkdtempSync(join(tmpdir(), "lint-"));
  for (const path of ["biome.json", "scripts/house/clock.grit"]) cpSync(join(ROOT, path), join(folder, path));
  for (const [, path, source] of cases) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${source}\n`);
  }
  const options = ["--vcs-enabled=false", "--reporter=github", "--diagnostic-level=error", "--max-diagnostics=none"];
  const run = spawnSync(process.execPath, [BIOME, "lint", ...options, "."], { cwd: folder, encoding: "utf8" });
  rmSync(folder, { recursive: true, force: true });
  return `${run.stdout}${run.stderr}`.split("\n");
}

const said = lint();

it.each(cases)("the linter judges a file that %s", (_, path, __, names) => {
  const words = said.filter((line) => line.includes(`/${path},line=`)).join("\n");
  if (names === null) expect(words).toBe("");
  else expect(words).toContain(names);
});
