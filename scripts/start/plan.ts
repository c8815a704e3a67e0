/**
 * What will run here, decided from the environment before anything is started: which database, demonstration or not,
 * which settings. Production gives everything; a private installation makes up its own secrets.
 */
import { resolve } from "node:path";
import { type Env, readSettings, settings } from "../../lib/server/env";
import { type Passwords, type Place, urlOf } from "../private-database/accounts";
import { freePort } from "../process/ports";
import { loadSecrets } from "./secrets";

type Source = Readonly<Record<string, string | undefined>>;

export type Plan = {
  /** Absolute path of PORTAIL_DATA. */
  data: string;
  demo: boolean;
  /** The passwords of the private instance; null with a database of one's own. */
  passwords: Passwords | null;
  /** Null when payments go to the real treasury, or to an address given from outside. */
  doublePort: number | null;
  /** As given, completed, not yet with the addresses of the private instance. */
  source: Source;
};

/** Throws `WrongSettings` with every fault. */
export async function makePlan(given: Source): Promise<Plan> {
  const data = resolve(given.PORTAIL_DATA || ".data");
  const external = Boolean(given.DATABASE_URL || given.DATABASE_URL_FILE);
  const demo = given.PORTAIL_DEMO ? ["1", "true"].includes(given.PORTAIL_DEMO) : !external;
  const { passwords, ...keys } = external && !demo ? { passwords: null } : loadSecrets(data);
  const doublePort = demo && !given.PAYFIP_SOAP_URL ? Number(given.PAYFIP_DOUBLE_PORT) || (await freePort()) : null;
  const source = {
    ...unlessGiven(keys, given),
    ...(doublePort ? unlessGiven(doubleSettings(doublePort), given) : {}),
    PUBLIC_URL: `http://localhost:${given.PORT || 3000}`,
    ...withoutEmpty(given),
    PORTAIL_DATA: data,
    PORTAIL_DEMO: demo ? "1" : "0",
  };
  const plan = { data, demo, passwords: external ? null : passwords, doublePort, source };
  settingsOf(plan, { socket: "/unknown", port: 1 }); // refuses now what would be refused after the database has started
  return plan;
}

function doubleSettings(port: number): Record<string, string> {
  return {
    PAYFIP_SOAP_URL: `http://127.0.0.1:${port}/tpa/services/securite`,
    PAYFIP_PAGE_URL: `http://127.0.0.1:${port}/tpa/paiementws.web`,
    PAYFIP_NUMCLI: "012345",
    PAYFIP_MODE: "T",
    PAYFIP_INTERFACE: "service",
  };
}

function unlessGiven(values: Record<string, string>, given: Source): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !given[name] && !given[`${name}_FILE`]));
}

function withoutEmpty(given: Source): Source {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
}

/** The settings, once the private instance is up; `place` is null with a database of one's own. */
export function settingsOf({ passwords, source }: Plan, place: Place | null): Env {
  if (!passwords || !place) return readSettings(source);
  return readSettings({
    ...source,
    DATABASE_URL: urlOf("app", place, passwords),
    DATABASE_SEALER_URL: urlOf("sealer", place, passwords),
    DATABASE_ERASER_URL: urlOf("eraser", place, passwords),
    DATABASE_OWNER_URL: urlOf("owner", place, passwords),
  });
}

/** The environment of what keeps running: every setting in full, and never the owner's account. */
export function environmentOf(plan: Plan, env: Env, extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { DATABASE_OWNER_URL: _, DATABASE_OWNER_URL_FILE: __, ...given } = plan.source;
  const read = Object.entries(env).filter(([name, value]) => value !== undefined && name !== "DATABASE_OWNER_URL");
  const flags = (value: unknown) => (typeof value === "boolean" ? Number(value) : value);
  const texts = Object.fromEntries(read.map(([name, value]) => [name, String(flags(value))]));
  const files = Object.fromEntries(Object.keys(settings.shape).map((name) => [`${name}_FILE`, undefined]));
  return { ...given, ...files, ...texts, NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", ...extra };
}

/** The same for tools that end by themselves and may need the owner: seeding, the command line. */
export function toolEnvironment(plan: Plan, env: Env): NodeJS.ProcessEnv {
  const owner = env.DATABASE_OWNER_URL ?? env.DATABASE_URL;
  return environmentOf(plan, env, { DATABASE_OWNER_URL: owner });
}
