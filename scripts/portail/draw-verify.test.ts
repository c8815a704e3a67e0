import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commitmentOf, draw } from "@/lib/draw/rules";
import { DRAW_FORMAT, type PublishedDraw } from "@/lib/draw/schema";
import { run } from "./draw-verify";
import type { Io } from "./io";

const folder = mkdtempSync(join(tmpdir(), "draw-"));
afterAll(() => rmSync(folder, { recursive: true }));

const seed = "5a".repeat(32);
const day = "2027-01-13";
const tickets = ["0001", "0002", "0003"].map((ticket) => ({ ticket, priority: 1, days: [day] }));
const places = [{ day, places: 2 }];
const honest: PublishedDraw = {
  format: DRAW_FORMAT,
  draw: { id: "d", label: "Mercredis", activity: "Centre", site: "Le Pré", closedAt: "2027-01-06T18:00" },
  ...{ commitment: commitmentOf(seed), seed, places, tickets, result: draw({ seed, tickets, places }) },
};

function verify(document: unknown): Promise<{ code: number; said: string[] }> {
  const path = join(folder, "draw.json");
  writeFileSync(path, JSON.stringify(document));
  const said: string[] = [];
  const io = { say: (text: string) => said.push(text), emit: () => undefined, note: () => undefined } as unknown as Io;
  return run([path], io).then((code) => ({ code, said }));
}

describe("portail draw verify", () => {
  it("says that an honest draw is right", async () => {
    expect(await verify(honest)).toMatchObject({ code: 0 });
  });

  it("refuses a place given to another number, and says to which one it belongs", async () => {
    const [first, ...rest] = honest.result;
    const { code, said } = await verify({ ...honest, result: [{ ...first, given: [], waiting: [day] }, ...rest] });
    expect([code, said.join(" ")]).toEqual([1, expect.stringContaining(first?.ticket ?? "missing")]);
  });

  it("refuses another seed, and what is no draw", async () => {
    expect(await verify({ ...honest, seed: "00".repeat(32) })).toMatchObject({ code: 1 });
    await expect(verify({ format: "autre" })).rejects.toThrow("not the published result");
  });
});
