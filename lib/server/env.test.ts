import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readSettings, secretNames, settings, WrongSettings } from "./env";

const key = Buffer.alloc(32, 7).toString("base64");
const enough = {
  DATABASE_URL: "mysql://portail_app:secret@127.0.0.1:3306/portail",
  DATABASE_SEALER_URL: "mysql://portail_sealer:secret@127.0.0.1:3306/portail",
  DATABASE_ERASER_URL: "mysql://portail_eraser:secret@127.0.0.1:3306/portail",
  NEXTAUTH_SECRET: "a".repeat(32),
  PORTAIL_MASTER_KEY: key,
  PORTAIL_MAC_KEY: key,
};

function faultsOf(source: Record<string, string | undefined>): readonly string[] {
  try {
    readSettings({ ...enough, ...source });
  } catch (error) {
    if (error instanceof WrongSettings) return error.faults;
    throw error;
  }
  return [];
}

describe("settings", () => {
  it("fills in what has a usual value", () => {
    const read = readSettings(enough);
    expect(read).toMatchObject({
      PORT: 3000,
      PUBLIC_URL: "http://localhost:3000",
      PAYFIP_MODE: "T",
      PORTAIL_TEST: false,
    });
    expect(read.NEXTAUTH_URL).toBe("http://localhost:3000");
    expect(read.PAYFIP_PAGE_URL).toBe("https://www.payfip.gouv.fr/tpa/paiementws.web");
    expect(Object.isFrozen(read)).toBe(true);
  });

  it("drops the last slash of the public address, so that links have one", () => {
    expect(readSettings({ ...enough, PUBLIC_URL: "https://portail.example.org/" }).PUBLIC_URL).toBe(
      "https://portail.example.org",
    );
  });

  it.each([
    ["a missing database", { DATABASE_URL: undefined }, "DATABASE_URL is missing"],
    ["an empty secret, as compose files pass it", { NEXTAUTH_SECRET: "" }, "NEXTAUTH_SECRET is missing"],
    ["another database product", { DATABASE_URL: "postgres://a:b@c/d" }, "DATABASE_URL must look like mysql://"],
    [
      "a database address without schema",
      { DATABASE_URL: "mysql://a:b@c:3306" },
      "DATABASE_URL must name an account and a schema",
    ],
    ["a short secret", { NEXTAUTH_SECRET: "a".repeat(31) }, "NEXTAUTH_SECRET must have 32 characters"],
    ["a key of another length", { PORTAIL_MASTER_KEY: "AAAA" }, "PORTAIL_MASTER_KEY must be 32 random bytes"],
    ["a client number that lost its zero", { PAYFIP_NUMCLI: "12345" }, "PAYFIP_NUMCLI must be the six digits"],
    ["an unknown mode", { PAYFIP_MODE: "P" }, "PAYFIP_MODE must be T, X, W, A or M"],
    ["a port out of range", { PORT: "70000" }, "PORT "],
    ["live payment without https", { PAYFIP_MODE: "W" }, "PUBLIC_URL must be https"],
    [
      "a live mode of the other interface",
      { PAYFIP_MODE: "A", PUBLIC_URL: "https://a.example.org" },
      "PAYFIP_MODE must be W",
    ],
    [
      "the test clock with live payment",
      { PAYFIP_MODE: "W", PUBLIC_URL: "https://a.example.org", PORTAIL_TEST: "1" },
      "PORTAIL_TEST",
    ],
    [
      "a secret file that is not there",
      { NEXTAUTH_SECRET: undefined, NEXTAUTH_SECRET_FILE: "/nowhere/x" },
      "NEXTAUTH_SECRET_FILE",
    ],
    [
      "a secret by value and by file",
      { NEXTAUTH_SECRET_FILE: "/nowhere/x" },
      "NEXTAUTH_SECRET and NEXTAUTH_SECRET_FILE are both set",
    ],
  ] as const)("refuses %s", (_, change, expected) => {
    expect(faultsOf(change).join("\n")).toContain(expected);
  });

  it("names every fault at once, each with its reason", () => {
    expect(faultsOf({ PAYFIP_MODE: "Z", PORTAIL_MAC_KEY: undefined })).toEqual([
      "PORTAIL_MAC_KEY is missing (guards a journal row between its commit and its sealing)",
      "PAYFIP_MODE must be T, X, W, A or M (test, activation or live)",
    ]);
  });

  it("never repeats a secret in a fault", () => {
    expect(faultsOf({ NEXTAUTH_SECRET: "hunter2", PORTAIL_MASTER_KEY: "hunter2" }).join()).not.toContain("hunter2");
  });
});

it("refuses half of an outside interface", () => {
  expect(
    faultsOf({ ...enough, FRANCECONNECT_CLIENT_ID: "portail", FRANCECONNECT_ISSUER: "https://f.example" }),
  ).toEqual([
    expect.stringMatching(
      /^FRANCECONNECT_CLIENT_SECRET must be set with FRANCECONNECT_ISSUER and FRANCECONNECT_CLIENT_ID/,
    ),
  ]);
});

describe("secrets in files", () => {
  const folder = mkdtempSync(join(tmpdir(), "portail-env-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  // What a secret needs beside it.
  const companions = {
    API_PARTICULIER_TOKEN: { API_PARTICULIER_URL: "https://a.example", API_PARTICULIER_RECIPIENT: "13002526500013" },
    FRANCECONNECT_CLIENT_SECRET: { FRANCECONNECT_ISSUER: "https://f.example", FRANCECONNECT_CLIENT_ID: "portail" },
  };

  it.each(secretNames)("%s may be a file", (name) => {
    const file = join(folder, name);
    const value = name === "SMTP_URL" ? "smtp://mail.example.org" : name === "DOCUMENTS_URL" ? "file:///a" : undefined;
    const given = value ?? (name in enough ? enough[name as keyof typeof enough] : enough.DATABASE_URL);
    writeFileSync(file, `${given}\n`);
    const beside = name in companions ? companions[name as keyof typeof companions] : {};
    expect(readSettings({ ...enough, ...beside, [name]: undefined, [`${name}_FILE`]: file })[name]).toBe(given);
  });
});

it(".env.example names every setting, and no other", () => {
  const text = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
  const named = [...text.matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.filter((name) => name !== "NAME_FILE").sort()).toEqual(Object.keys(settings.shape).sort());
});

it("compose.yaml hands over every setting of an installation", () => {
  const text = readFileSync(new URL("../../compose.yaml", import.meta.url), "utf8");
  const given = new Set([...text.matchAll(/^ {6}([A-Z][A-Z_]+): /gm)].map((match) => match[1]));
  // The image's own, those of tests, and the one that PUBLIC_URL stands for.
  const inside = ["PORT", "PORTAIL_DATA", "PORTAIL_TEST", "PORTAIL_PROXY", "NEXTAUTH_URL"];
  expect(Object.keys(settings.shape).filter((name) => !given.has(name) && !inside.includes(name))).toEqual([]);
});

it("every setting says why it exists", () => {
  for (const [name, field] of Object.entries(settings.shape)) expect(field.description, name).toBeTruthy();
});
