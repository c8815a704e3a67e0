/** The import laws: each is broken once on purpose and must be the only one to speak; the real tree breaks none. */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lawFaults, lawfulTree } from "./law-faults";

const ROOT = resolve(import.meta.dirname, "../..");
const CRUISER = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
const FOLDERS = ["app", "components", "lib", "scripts"];

type Violation = { from: string; to: string; rule: { name: string } };

function cruise(folder: string, roots: string[]): Violation[] {
  const args = [CRUISER, "--config", ".dependency-cruiser.mjs", "--output-type", "json", ...roots];
  const output = execFileSync(process.execPath, args, { cwd: folder, maxBuffer: 256 * 1024 * 1024 });
  return JSON.parse(output.toString()).summary.violations;
}

function plant(folder: string, files: Record<string, string>) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function newTree(): string {
  const folder = mkdtempSync(join(tmpdir(), "laws-"));
  plant(folder, lawfulTree);
  for (const path of [".dependency-cruiser.mjs", "scripts/house/laws.json"])
    cpSync(join(ROOT, path), join(folder, path));
  return folder;
}

describe("the laws on a planted tree", () => {
  let folder = "";
  let lawful: Violation[] = [];
  let broken: Violation[] = [];

  beforeAll(() => {
    folder = newTree();
    lawful = cruise(folder, FOLDERS);
    for (const fault of lawFaults) plant(folder, fault.files);
    broken = cruise(folder, FOLDERS);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("let a lawful tree pass", () => {
    expect(lawful).toEqual([]);
  });

  it.each(lawFaults.map((fault) => [fault.law, fault.at, fault] as const))(
    "%s speaks, alone, of %s",
    (law, at, fault) => {
      const spoken = broken.filter((violation) => violation.from in fault.files);
      expect([...new Set(spoken.map((violation) => violation.rule.name))]).toEqual([law]);
      expect(spoken.map((violation) => violation.from)).toContain(at);
    },
  );

  it("every law has its planted fault", async () => {
    const config = await import(join(ROOT, ".dependency-cruiser.mjs"));
    const { forbidden, required } = config.default;
    const names = [...forbidden, ...required].map((law: { name: string }) => law.name);
    const planted = new Set(lawFaults.map((fault) => fault.law));
    expect(names.filter((name) => !planted.has(name))).toEqual([]);
  });

  it("every law says why it is there and what to do instead", async () => {
    const config = await import(join(ROOT, ".dependency-cruiser.mjs"));
    for (const law of [...config.default.forbidden, ...config.default.required]) {
      expect(law.comment, law.name).toMatch(/\. Remedy: |: .*Remedy: /s);
    }
  });
});

it("the portal keeps its laws", () => {
  const roots = ["app", "components", "lib", "prisma", "scripts", "e2e", "proxy.ts", "instrumentation.ts"];
  const violations = cruise(
    ROOT,
    roots.filter((path) => existsSync(join(ROOT, path))),
  );
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
}, 60_000);
