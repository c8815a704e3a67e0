/** The linter's own laws (biome.json, clock.grit), each broken on purpose in a folder apart. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const BIOME = join(ROOT, "node_modules/@biomejs/biome/bin/biome");

const folder = mkdtempSync(join(tmpdir(), "lint-"));
for (const path of ["biome.json", "scripts/house/clock.grit"]) cpSync(join(ROOT, path), join(folder, path));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the linter says of a file of this text; nothing when all is well. */
function lint(path: string, source: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${source}\n`);
  const run = spawnSync(process.execPath, [BIOME, "lint", "--vcs-enabled=false", path], {
    cwd: folder,
    encoding: "utf8",
  });
  return run.status === 0 ? "" : `${run.stdout}${run.stderr}`;
}

describe("the linter", () => {
  it.each([
    ["reads the clock", "export const now = new Date();", "lib/server/clock.ts"],
    ["reads the clock as a number", "export const now = Date.now();", "lib/server/clock.ts"],
    ["builds a local time", "export const day = new Date(2026, 10, 21);", "instantOf()"],
    ["reads the server's hour", "export const hour = (now: Date) => now.getHours();", "parisOf()"],
    ["writes to the console", 'console.log("hello");', "noConsole"],
    ["exports by default", "export default 1;", "noDefaultExport"],
    ["says any", "export const loose = (value: any) => value;", "noExplicitAny"],
    ["is a barrel", 'export * from "./rules";', "noReExportAll"],
  ])("refuses a file that %s", (_, source, reason) => {
    expect(lint("lib/booking/rules.ts", source)).toContain(reason);
  });

  it("refuses a picture without words and a label without field", () => {
    expect(lint("components/ui/a.tsx", 'export const A = () => <img src="/a.png" />;')).toContain("useAltText");
    expect(lint("components/ui/b.tsx", "export const B = () => <div onClick={() => 1}>x</div>;")).toContain("a11y");
  });

  it("refuses a test left alone or left out", () => {
    expect(lint("lib/booking/rules.test.ts", 'it.only("books", () => 1);')).toContain("noFocusedTests");
    expect(lint("lib/booking/rules.test.ts", 'it.skip("books", () => 1);')).toContain("noSkippedTests");
  });

  it("lets the clock read the clock, instants be built from data, and pages export by default", () => {
    expect(lint("lib/server/clock.ts", "export const now = () => new Date();")).toBe("");
    expect(lint("lib/booking/rules.ts", "export const at = (text: string): Date => new Date(text);")).toBe("");
    expect(lint("app/accueil/page.tsx", "export default function Page() {\n  return null;\n}")).toBe("");
  });
});
