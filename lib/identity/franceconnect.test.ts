/** FranceConnect over real HTTP: what it wants, what is checked of what it says, and everything that must not open an account. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CLIENT } from "@/scripts/outside-double/franceconnect";
import { type OutsideDouble, startOutsideDouble } from "@/scripts/outside-double/server";
import { createFranceConnect } from "./franceconnect";

const BACK = "https://portail.example/connexion/franceconnect/retour";
let double: OutsideDouble;

beforeAll(async () => {
  double = await startOutsideDouble();
});
afterAll(() => double.close());
beforeEach(() => double.behave("franceconnect", "good"));

const service = (change: Partial<{ clientSecret: string; issuer: string; patienceMs: number }> = {}) =>
  createFranceConnect({
    ...{
      issuer: `${double.url}/franceconnect/api/v2`,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      patienceMs: 500,
    },
    ...change,
  });

/** The address the browser comes back to when `name` is chosen over there. */
async function choose(url: string, name: string): Promise<URL> {
  const page = await (await fetch(url)).text();
  const link = [...page.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)].find(([, , text]) => text === name);
  if (!link?.[1]) throw new Error(`Nobody called ${name} on: ${page}`);
  return new URL(link[1].replaceAll("&amp;", "&"));
}

it("asks for the pairwise name only, with its level and long secrets", () => {
  const { url, state, nonce } = service().begin(BACK);
  const query = new URL(url).searchParams;
  expect(query.get("scope")).toBe("openid");
  expect(query.get("acr_values")).toBe("eidas1");
  expect([state, nonce].map((text) => text.length)).toEqual([64, 64]);
  expect(service().begin(BACK).state).not.toBe(state);
});

it("knows the same person again, by the same name", async () => {
  const subs = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const began = service().begin(BACK);
    const identity = await service().finish(await choose(began.url, "Camille DURAND"), began);
    subs.push(identity.ok && identity.sub);
  }
  expect(subs).toEqual([`${"a1".repeat(32)}v1`, `${"a1".repeat(32)}v1`]);
});

it("is « cancelled » when the person goes back", async () => {
  const began = service().begin(BACK);
  expect(await service().finish(await choose(began.url, "Revenir"), began)).toMatchObject({ reason: "cancelled" });
});

const other = "0".repeat(64);
it.each([
  ["another state", { state: other }, {}],
  ["another nonce", { nonce: other }, {}],
  ["a wrong secret", {}, { clientSecret: "autre" }],
] as const)("refuses %s", async (_case, secrets, client) => {
  const began = service().begin(BACK);
  const address = await choose(began.url, "Camille DURAND");
  expect(await service(client).finish(address, { ...began, ...secrets })).toMatchObject({ reason: "failed" });
});

it("refuses a token that another key has signed", async () => {
  const forger = await startOutsideDouble({ forged: true });
  const client = service({ issuer: `${forger.url}/franceconnect/api/v2` });
  const began = client.begin(BACK);
  expect(await client.finish(await choose(began.url, "Camille DURAND"), began)).toMatchObject({ reason: "failed" });
  await forger.close();
});

it("takes a code once", async () => {
  const began = service().begin(BACK);
  const address = await choose(began.url, "Camille DURAND");
  expect(await service().finish(address, began)).toMatchObject({ ok: true });
  expect(await service().finish(address, began)).toMatchObject({ ok: false });
});

it("refuses an answer of another issuer", async () => {
  const began = service().begin(BACK);
  const address = await choose(began.url, "Camille DURAND");
  address.searchParams.set("iss", "https://ailleurs.example");
  expect(await service().finish(address, began)).toMatchObject({ reason: "failed" });
});

it.each(["silent", "too-many", "broken", "nonsense", "endless"] as const)(
  "%s is « failed », soon",
  async (behaviour) => {
    const began = service().begin(BACK);
    const address = await choose(began.url, "Camille DURAND");
    double.behave("franceconnect", behaviour);
    const start = performance.now();
    expect(await service().finish(address, began)).toMatchObject({ reason: "failed" });
    expect(performance.now() - start).toBeLessThan(3_000);
  },
);

it("leaves over there too, with its hint", async () => {
  const began = service().begin(BACK);
  const identity = await service().finish(await choose(began.url, "Nadia BENALI"), began);
  if (!identity.ok) throw new Error("no identity");
  const answer = await fetch(service().leaveUrl(identity.idToken, "https://portail.example/connexion"), {
    redirect: "manual",
  });
  expect(answer.headers.get("location")).toMatch(/^https:\/\/portail\.example\/connexion\?state=[0-9a-f]{64}$/);
});
