import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Io } from "../io";
import { run as check } from "./check";
import { communeJsonSchema, run as schema } from "./schema";
import { run as simulate } from "./simulate";

const GROIX = fileURLToPath(new URL("../../../docs/communes/groix.json", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "commune-"));

function fileOf(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

function ears() {
  const heard = { said: [] as string[], emitted: [] as unknown[], noted: [] as string[] };
  const io: Io = {
    json: true,
    say: (text) => void heard.said.push(text),
    emit: (value) => void heard.emitted.push(value),
    note: (text) => void heard.noted.push(text),
  };
  return { io, heard };
}

const meals = {
  id: "p1",
  type: "price",
  period: "2026-11",
  household: { qf: 441, children: [{ ref: "A" }] },
  use: [{ child: "A", service: "cantine", status: "booked_present", dates: ["2026-11-02", "2026-11-03"] }],
  expected_total_cents: 480,
};

describe("commune check", () => {
  it("a good file is done, a bad one refused with its path in both languages", async () => {
    const { io, heard } = ears();
    expect(await check([GROIX], io)).toBe(0);
    expect(await check([fileOf("bad.json", { format: "portail-commune/1" })], io)).toBe(1);
    expect(heard.emitted).toContainEqual(
      expect.objectContaining({ path: "calendar", severity: "error", code: "calendar" }),
    );
    expect(heard.said.join("\n")).toContain("Il manque le calendrier");
  });

  it("five megabytes are refused with a sentence", async () => {
    const { io, heard } = ears();
    expect(await check([fileOf("large.json", " ".repeat(5_000_000))], io)).toBe(1);
    expect(heard.emitted[0]).toMatchObject({ code: "tooLarge" });
  });

  it("needs a file", async () => {
    await expect(check([], ears().io)).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("commune simulate", () => {
  it.each([
    ["a list", [meals]],
    ["a whole file", { schema: "corpus-commune/1", cases: [meals] }],
  ])("one line a case, from %s", async (_, cases) => {
    const { io, heard } = ears();
    expect(await simulate([GROIX, fileOf("cases.json", cases)], io)).toBe(0);
    expect(heard.emitted).toEqual([{ id: "p1", ok: true, got: 480, expected: 480, why: expect.stringMatching(/./) }]);
    expect(Object.keys(heard.emitted[0] as object)).toEqual(["id", "ok", "got", "expected", "why"]);
  });

  it("refuses a file with errors, and says them", async () => {
    const { io, heard } = ears();
    expect(await simulate([fileOf("bad.json", {}), fileOf("cases.json", [meals])], io)).toBe(1);
    expect(heard.noted.join("\n")).toContain("calendar");
  });

  it.each([
    ["no JSON", "{"],
    ["no list", { a: 1 }],
  ])("refuses cases that are %s", async (_, cases) => {
    await expect(simulate([GROIX, fileOf("cases.json", cases)], ears().io)).rejects.toMatchObject({ exitCode: 1 });
  });

  it("needs both files", async () => {
    await expect(simulate([GROIX], ears().io)).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe("commune schema", () => {
  it("defines once what rules share, in a size that a person can read", async () => {
    const made = communeJsonSchema();
    const defs = Object.keys(made.$defs as object);
    expect(defs).toEqual(expect.arrayContaining(["limit", "amount", "condition", "rounding", "price", "deadline"]));
    expect(JSON.stringify(made).length).toBeLessThan(80_000);
    expect(made.required).toEqual(expect.arrayContaining(["format", "commune", "calendar", "activities"]));
    const { io, heard } = ears();
    expect(await schema([], io)).toBe(0);
    expect(heard.emitted).toEqual([made]);
  });
});
