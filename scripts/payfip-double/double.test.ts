import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { readingOf } from "@/lib/payfip/payfip-answer";
import { parseXml } from "@/lib/payfip/payfip-xml";
import { next } from "@/lib/payment/rules";
import { formOf, startTown, type Town } from "./testing/town";

let town: Town;

beforeAll(async () => {
  town = await startTown();
});

afterAll(() => town.close());

afterEach(async () => {
  await town.control("DELETE", "behaviour");
});

const expected = { amountCents: 4250, refdet: "PER2026000123", numcli: "012345", mode: "T", testPays: true } as const;

describe("a payment from the opening to its result", () => {
  it.each([
    ["P", "paid", "card", "payment.paid-by-card"],
    ["V", "paid", "debit", "payment.paid-by-debit"],
    ["R", "refused", "card", "payment.refused"],
    ["Z", "refused", "debit", "payment.refused"],
    ["A", "cancelled", null, null],
  ])("with the letter %s is %s", async (letter, outcome, means, event) => {
    const { idop, url } = await town.open();
    expect(url).toBe(`${town.url}/tpa/paiementws.web?idop=${idop}`);
    const page = await (await fetch(url)).text();
    expect(page).toContain("42,50\u00a0€");
    expect(page).toContain("Periscolaire d octobre Lea Tom");

    const result = await town.press(idop, letter);
    expect(formOf(await result.text())).toEqual({ action: `${town.portalUrl}/r?x=1`, fields: { idop } });
    const reading = readingOf(await town.gateway().detail(idop), { ...expected, idop });
    expect(reading).toMatchObject({ kind: "verdict", verdict: { outcome, means, differences: [] } });
    expect(next("pending", reading, 5)).toBe(event);
    expect(next("pending", reading, 20)).toBe(event ?? "payment.cancelled");
  });

  it("knocks once at the portal's door with the id alone", async () => {
    const { idop } = await town.open();
    await town.press(idop, "P");
    const knock = { path: "/n?a=1&b=2", method: "POST", body: `idop=${idop}` };
    await vi.waitFor(() => expect(town.knocksFor(idop)).toEqual([knock]));
  });

  it("is P5 while the payer thinks, and P1 after the night if nothing was chosen", async () => {
    const { idop, url } = await town.open();
    expect(await town.gateway().detail(idop)).toMatchObject({ reason: "functional", code: "P5", retryable: true });
    await fetch(url);
    await town.control("POST", "clock", { addMinutes: 20 });
    const late = readingOf(await town.gateway().detail(idop));
    expect(next("pending", late, 20)).toBe("payment.expired");
    await town.control("POST", "clock", { addMinutes: 27 * 60 });
    expect(await town.gateway().detail(idop)).toMatchObject({ reason: "functional", code: "P1", retryable: false });
  });

  it("is found long after the night once it has a result", async () => {
    const { idop } = await town.open();
    await town.press(idop, "P");
    await town.control("POST", "clock", { addMinutes: 3 * 24 * 60 });
    expect(readingOf(await town.gateway().detail(idop))).toMatchObject({ verdict: { outcome: "paid" } });
  });

  it("serves its page once, and only for 15 minutes", async () => {
    const used = await town.open();
    await town.press(used.idop, "P");
    expect((await fetch(used.url)).status).toBe(410);
    const old = await town.open();
    await town.control("POST", "clock", { addMinutes: 15 });
    expect((await fetch(old.url)).status).toBe(410);
    expect((await fetch(`${town.url}/tpa/paiementws.web?idop=none`)).status).toBe(404);
  });

  it("keeps the first choice when a button is pressed twice", async () => {
    const { idop } = await town.open();
    await Promise.all([town.press(idop, "P"), town.press(idop, "P")]);
    await town.press(idop, "R");
    expect(readingOf(await town.gateway().detail(idop))).toMatchObject({ verdict: { outcome: "paid", means: "card" } });
  });

  it("lets a direct debit bounce days after it was accepted", async () => {
    const { idop } = await town.open();
    await town.press(idop, "V");
    await town.control("POST", "result", { idop, resultrans: "Z" });
    expect(next("paid_debit", readingOf(await town.gateway().detail(idop)), 9999)).toBe("payment.rejected-later");
  });
});

describe("the double as a program", () => {
  it("describes its service", async () => {
    const description = await (await fetch(`${town.url}/tpa/services/securite?wsdl`)).text();
    expect(parseXml(description)).toMatchObject({ name: "definitions" });
  });

  it("has no script, no outside resource, and lets its forms go to the portal only", async () => {
    const { idop } = await town.open();
    const result = await town.press(idop, "P");
    expect(result.headers.get("content-security-policy")).toContain(`form-action 'self' ${town.portalUrl};`);
    expect(await result.text()).not.toContain("<script");
  });

  it("escapes what a request brings", async () => {
    const opened = await town.gateway().create(town.order({ mel: `"a&b'@example.org` }));
    if (!opened.ok) throw new Error(opened.reason);
    expect(await (await fetch(opened.url)).text()).toContain("&quot;a&amp;b'@example.org");
  });

  it("says in one line where it listens, and keeps open payments over a restart", { timeout: 30_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "payfip-double-"));
    const state = join(folder, "state.json");
    try {
      const first = await startProgram(state);
      const soapUrl = `${first.url}/tpa/services/securite`;
      const opened = await town.gateway({ soapUrl }).create(town.order());
      expect(opened).toMatchObject({ ok: true });
      await first.stop();
      const second = await startProgram(state);
      const { idop } = opened as { idop: string };
      const answer = await town.gateway({ soapUrl: `${second.url}/tpa/services/securite` }).detail(idop);
      expect(answer).toMatchObject({ code: "P5" });
      await second.stop();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

async function startProgram(state: string): Promise<{ url: string; stop(): Promise<unknown> }> {
  const env = { ...process.env, PAYFIP_DOUBLE_PORT: "0", PAYFIP_DOUBLE_STATE: state };
  const program = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "main.ts")], { env });
  const ended = once(program, "exit");
  for await (const line of createInterface({ input: program.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
    if (!url) break;
    return {
      url,
      stop: () => {
        program.kill("SIGTERM");
        return ended;
      },
    };
  }
  throw new Error("The double said nothing");
}
