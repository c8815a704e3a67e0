import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { environmentOf, makePlan, settingsOf, toolEnvironment } from "./plan";

const key = Buffer.alloc(32, 3).toString("base64");
const place = { socket: "/tmp/s.sock", port: 4242 };
const own = {
  DATABASE_URL: "mysql://app:a@db.example.org/portail",
  DATABASE_SEALER_URL: "mysql://sealer:b@db.example.org/portail",
  DATABASE_ERASER_URL: "mysql://eraser:c@db.example.org/portail",
  DATABASE_OWNER_URL: "mysql://owner:d@db.example.org/portail",
  NEXTAUTH_SECRET: "s".repeat(40),
  PORTAIL_MASTER_KEY: key,
  PORTAIL_MAC_KEY: key,
};

let data = "";
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "portail-plan-"));
});
afterEach(() => rmSync(data, { recursive: true }));

describe("with nothing given", () => {
  it("it is the demonstration on a private database, and PayFiP is the double", async () => {
    const plan = await makePlan({ PORTAIL_DATA: data });
    expect(plan).toMatchObject({ demo: true, data });
    const env = settingsOf(plan, place);
    expect(env.PAYFIP_SOAP_URL).toBe(`http://127.0.0.1:${plan.doublePort}/tpa/services/securite`);
    expect(env.PAYFIP_NUMCLI).toBe("012345");
    expect(env.DATABASE_URL).toMatch(/^mysql:\/\/portail_app:[0-9a-f]{48}@127\.0\.0\.1:4242\/portail\?socket=/);
  });

  it("its secrets are made once, readable by their owner only", async () => {
    const first = settingsOf(await makePlan({ PORTAIL_DATA: data }), place);
    const second = settingsOf(await makePlan({ PORTAIL_DATA: data }), place);
    expect(second.PORTAIL_MASTER_KEY).toBe(first.PORTAIL_MASTER_KEY);
    expect(second.DATABASE_OWNER_URL).toBe(first.DATABASE_OWNER_URL);
    expect(statSync(join(data, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(data, "secrets.json"), "utf8")).toContain(first.PORTAIL_MAC_KEY);
  });

  it("lost secrets beside an existing database are refused, never replaced", async () => {
    mkdirSync(join(data, "database/data"), { recursive: true });
    await expect(makePlan({ PORTAIL_DATA: data })).rejects.toThrow("put it back from a backup");
  });

  it("PORT moves the public address with it", async () => {
    const plan = await makePlan({ PORTAIL_DATA: data, PORT: "4100" });
    expect(settingsOf(plan, place)).toMatchObject({ PORT: 4100, PUBLIC_URL: "http://localhost:4100" });
  });
});

describe("with a database of one's own", () => {
  it("nothing is made up: no demonstration, no double, no secret", async () => {
    const plan = await makePlan({ PORTAIL_DATA: data, ...own });
    expect(plan).toMatchObject({ demo: false, doublePort: null, passwords: null });
    expect(settingsOf(plan, null).PAYFIP_SOAP_URL).toBe("https://www.payfip.gouv.fr/tpa/services/securite");
    const { NEXTAUTH_SECRET: _, ...less } = own;
    await expect(makePlan({ PORTAIL_DATA: data, ...less })).rejects.toThrow("NEXTAUTH_SECRET is missing");
  });

  it("the demonstration may be asked for", async () => {
    const { NEXTAUTH_SECRET: _, ...less } = own;
    expect(await makePlan({ PORTAIL_DATA: data, PORTAIL_DEMO: "1", ...less })).toMatchObject({
      demo: true,
      passwords: null,
    });
  });

  it("a wrong setting is refused before anything starts", async () => {
    await expect(makePlan({ PORTAIL_DATA: data, ...own, PAYFIP_MODE: "W" })).rejects.toThrow(
      "PUBLIC_URL must be https",
    );
  });
});

describe("the environment of what keeps running", () => {
  it("never holds the owner's account, however it was given", async () => {
    const plan = await makePlan({ PORTAIL_DATA: data, ...own, DATABASE_OWNER_URL: "", PATH: "/usr/bin" });
    const env = environmentOf(plan, settingsOf(plan, null));
    expect(JSON.stringify(env)).not.toContain("owner");
    expect(env).toMatchObject({ PATH: "/usr/bin", DATABASE_URL: own.DATABASE_URL, PORTAIL_TEST: "0" });
    const given = await makePlan({ PORTAIL_DATA: data, ...own });
    expect(JSON.stringify(environmentOf(given, settingsOf(given, null)))).not.toContain("owner:d");
    expect(toolEnvironment(given, settingsOf(given, null)).DATABASE_OWNER_URL).toBe(own.DATABASE_OWNER_URL);
  });
});
