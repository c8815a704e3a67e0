import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createPayFipForm, readReturn } from "@/lib/payfip/payfip-form";
import { formOf, startTown, type Town } from "./testing/town";

let town: Town;

beforeAll(async () => {
  town = await startTown();
});

afterAll(() => town.close());

afterEach(async () => {
  await town.control("DELETE", "behaviour");
});

describe("the redirect form", () => {
  const stored = { refdet: "PER2026000123", amountCents: 4250, numcli: "012345", mode: "T" } as const;

  async function payBy(letter: string): Promise<{ action: string; body: string }> {
    const form = createPayFipForm({ pageUrl: `${town.url}/tpa/paiement.web`, numcli: "012345", mode: "T" });
    const opened = await form.create(town.order());
    if (!opened.ok) throw new Error(opened.reason);
    const { cle = "" } = formOf(await (await fetch(opened.url)).text()).fields;
    const { action, fields } = formOf(await (await town.press(cle, letter)).text());
    return { action, body: new URLSearchParams(fields).toString() };
  }

  it.each([
    ["P", "paid"],
    ["R", "refused"],
    ["A", "cancelled"],
  ])("posts the letter %s with every value of the request: %s", async (letter, outcome) => {
    const { action, body } = await payBy(letter);
    expect(action).toBe(`${town.portalUrl}/r?x=1`);
    expect(readReturn(body, stored)).toMatchObject({ ok: true, verdict: { outcome, differences: [] } });
  });

  it("may shout its names, and is not believed when a value differs", async () => {
    await town.control("POST", "behaviour", { formUpperCase: true });
    const { body } = await payBy("P");
    expect(body).toContain("RESULTRANS=P");
    expect(readReturn(body, stored)).toMatchObject({ verdict: { outcome: "paid" } });
    expect(readReturn(body, { ...stored, amountCents: 1 })).toMatchObject({ verdict: { outcome: "suspect" } });
  });

  it("says on its page why a request is refused", async () => {
    const refused = await fetch(`${town.url}/tpa/paiement.web?numcli=012345&mel=a@example.org&montant=1`);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("Code M3");
  });
});
