/** API Particulier over real HTTP: the recorded staging cases, and everything a network can say instead. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { RECIPIENT, type RecordedCase, TOKEN } from "@/scripts/outside-double/particulier";
import { type OutsideDouble, startOutsideDouble } from "@/scripts/outside-double/server";
import { createApiParticulier } from "./api-particulier";
import { readQuotient } from "./schema";

const NOW = 1_790_000_000_000;
const person = { birthName: "Durand", firstNames: ["Camille"], sex: "F", birthDate: "1988-04-12" } as const;
const place = { country: "france", town: "Nice", department: "06", countryCode: "" } as const;
const typed = { ...person, ...place, firstNames: ["Camille"] };

let double: OutsideDouble;
beforeAll(async () => {
  double = await startOutsideDouble();
});
afterAll(() => double.close());
beforeEach(() => {
  double.behave("particulier", "good");
  double.asked.length = 0;
});

const service = (patienceMs = 300) =>
  createApiParticulier({ url: `${double.url}/particulier`, token: TOKEN, recipient: RECIPIENT, patienceMs });

it("asks as the service wants it, and takes the value in cents with its month", async () => {
  const found = { outcome: "found", provider: "caf", valueCents: 61_200, month: "2026-10", file: [] };
  expect(await service().ask(typed, NOW)).toEqual(found);
  const query = double.asked[0]?.url.searchParams;
  expect(query?.getAll("prenoms[]")).toEqual(["Camille"]);
  expect(query?.get("jourDateNaissance")).toBe("12");
  expect(query?.get("codeCogInseeDepartementNaissance")).toBe("06");
  expect(double.asked[0]?.url.searchParams.has("token")).toBe(false);
});

it("is « not found » when no file is", async () => {
  expect(await service().ask({ ...typed, birthName: "Inconnue" }, NOW)).toEqual({
    outcome: "not-found",
    code: "37003",
  });
});

it.each(["silent", "broken", "nonsense", "endless"] as const)(
  "%s is « unavailable », in less than three seconds",
  async (behaviour) => {
    double.behave("particulier", behaviour);
    const began = performance.now();
    expect(await service().ask(typed, NOW)).toMatchObject({ outcome: "unavailable" });
    expect(performance.now() - began).toBeLessThan(3_000);
  },
);

it("waits no longer than three seconds by itself", async () => {
  double.behave("particulier", "silent");
  const began = performance.now();
  const patient = createApiParticulier({ url: `${double.url}/particulier`, token: TOKEN, recipient: RECIPIENT });
  await patient.ask(typed, NOW);
  expect(performance.now() - began).toBeLessThan(3_000);
});

it("is left alone for as long as it asks", async () => {
  const one = service();
  double.behave("particulier", "too-many");
  expect(await one.ask(typed, NOW)).toEqual({ outcome: "unavailable", code: "429" });
  double.behave("particulier", "good");
  expect(await one.ask(typed, NOW + 29_999)).toEqual({ outcome: "unavailable", code: "00429" });
  expect(double.asked).toHaveLength(1);
  expect(await one.ask(typed, NOW + 30_000)).toMatchObject({ outcome: "found" });
});

it.each([
  [-1, "unavailable"],
  [0, "found"],
  [100_000, "found"],
  [100_001, "unavailable"],
  [650.5, "unavailable"],
  ["650", "unavailable"],
])("reads a quotient of %j as %s", (valeur, outcome) => {
  const body = { data: { quotient_familial: { fournisseur: "CNAF", valeur, annee: 2026, mois: 1 } } };
  expect(readQuotient(200, body).outcome).toBe(outcome);
});

const folder = "../shared/api-particulier-qf/api_particulier_v3_cnav_quotient_familial_with_civility";
const twin = "../shared/api-particulier-qf/api_particulier_v3_cnav_quotient_familial_with_france_connect";
const isThere = existsSync(folder) && existsSync(twin);

describe.skipIf(!isThere)("the recorded staging cases (../shared/api-particulier-qf)", () => {
  const cases = [folder, twin].flatMap((at) =>
    isThere
      ? readdirSync(at)
          .filter((name) => /\.ya?ml$/.test(name))
          .map((name): [string, RecordedCase] => [name, parse(readFileSync(`${at}/${name}`, "utf8"))])
      : [],
  );

  it("are all there", () => {
    expect(cases).toHaveLength(41);
  });

  it.each(cases)("%s", async (_name, recorded) => {
    const one = await startOutsideDouble({ cases: [recorded] });
    try {
      const { nomNaissance = "X", prenoms } = recorded.params;
      const asked = { ...typed, birthName: nomNaissance, firstNames: [prenoms?.[0] ?? "X"] };
      const options = { url: `${one.url}/particulier`, token: TOKEN, recipient: RECIPIENT };
      const answer = await createApiParticulier(options).ask(asked, NOW);
      const outcomes: Record<number, string> = {
        200: "found",
        404: "not-found",
        429: "unavailable",
        502: "unavailable",
      };
      expect(answer.outcome).toBe(outcomes[recorded.status] ?? "unavailable");
      if (answer.outcome !== "found") return;
      const { valeur, annee, mois, fournisseur } = JSON.parse(recorded.payload).data.quotient_familial;
      expect(answer.valueCents).toBe(valeur * 100);
      expect(answer.month).toBe(`${annee}-${String(mois).padStart(2, "0")}`);
      expect(answer.provider).toBe(fournisseur === "MSA" ? "msa" : "caf");
    } finally {
      await one.close();
    }
  });
});
