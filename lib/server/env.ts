/**
 * Every setting the portal reads from its environment, checked once (contract §1 and §5). A wrong or missing one is
 * named with its reason, and the program stops. Secrets may come from a file: `NAME_FILE` holds its path.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";

type Source = Readonly<Record<string, string | undefined>>;

const PAYFIP = "https://www.payfip.gouv.fr/tpa";
const LIVE_MODES: readonly string[] = ["W", "A", "M"];

const address = (protocols: RegExp, says: string) =>
  z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol), says);
const webAddress = address(/^https?:$/, "must be an address that begins with https:// or http://");
const databaseAddress = address(
  /^(mysql|mariadb):$/,
  "must look like mysql://account:password@host:3306/schema",
).refine(
  (text) => URL.canParse(text) && new URL(text).username !== "" && new URL(text).pathname.length > 1,
  "must name an account and a schema: mysql://account:password@host:3306/schema",
);
const ageRecipient = z.string().regex(/^age1[a-z0-9]{20,}$/, "must be an age recipient, age1…");
const key = z
  .string()
  .refine(
    (text) => Buffer.from(text, "base64").length === 32,
    "must be 32 random bytes in base64: openssl rand -base64 32",
  );
const flag = z.enum(["0", "1", "true", "false"], "must be 0 or 1").transform((text) => text === "1" || text === "true");

/** `describe` says why the setting exists: it is what a person reads beside a fault. */
export const settings = z.object({
  PORT: z.coerce
    .number("must be a port number")
    .int()
    .min(1)
    .max(65535)
    .default(3000)
    .describe("the port of the web server"),
  PUBLIC_URL: webAddress
    .transform((text) => text.replace(/\/+$/, ""))
    .default("http://localhost:3000")
    .describe("the address families type: links in letters, return from payment"),
  PORTAIL_DATA: z
    .string()
    .default(".data")
    .transform((path) => resolve(path))
    .describe("the folder of the private database, the secrets and the local outbox"),
  PORTAIL_DEMO: flag.default(false).describe("loads the demonstration commune into an empty database"),
  SECOND_FACTOR: z
    .enum(["required", "offered"], "must be required or offered")
    .optional()
    .describe("whether staff must confirm with their telephone; required when absent, offered in the demonstration"),
  PORTAIL_TEST: flag.default(false).describe("lets browser tests set the clock; never in production"),
  PORTAIL_PROXY: z
    .enum(["on", "off"], "must be on or off")
    .default("on")
    .describe("off takes proxy.ts away, to prove that no page relies on it; tests only"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], "must be a level such as info or warn")
    .default("info")
    .describe("how much is logged"),
  DATABASE_URL: databaseAddress.describe("the application's account: it holds only the rights of prisma/rights.ts"),
  DATABASE_SEALER_URL: databaseAddress.describe("the account that seals the journal"),
  DATABASE_ERASER_URL: databaseAddress.describe("the account that destroys what is due"),
  DATABASE_OWNER_URL: databaseAddress
    .optional()
    .describe("the account that migrates and gives rights: start and command line only, never the web server"),
  NEXTAUTH_SECRET: z.string().min(32, "must have 32 characters or more").describe("signs the session cookie"),
  NEXTAUTH_URL: webAddress.optional().describe("the address sign-in returns to; PUBLIC_URL when absent"),
  PORTAIL_MASTER_KEY: key.describe("wraps the data keys of the households: losing it loses the journal's details"),
  PORTAIL_MAC_KEY: key.describe("guards a journal row between its commit and its sealing"),
  PAYFIP_SOAP_URL: webAddress.default(`${PAYFIP}/services/securite`).describe("the treasury's web service"),
  PAYFIP_PAGE_URL: webAddress.optional().describe("the treasury's payment page; the official one when absent"),
  PAYFIP_NUMCLI: z
    .string()
    .regex(/^\d{6}$/, "must be the six digits of the contract, zeros included")
    .optional()
    .describe("the commune's client number; without it nobody can pay online"),
  PAYFIP_MODE: z
    .enum(["T", "X", "W", "A", "M"], "must be T, X, W, A or M")
    .default("T")
    .describe("test, activation or live"),
  PAYFIP_INTERFACE: z
    .enum(["service", "form"], "must be service or form")
    .default("service")
    .describe("the web service, or the redirect form"),
  SMTP_URL: address(/^smtps?:$/, "must begin with smtp:// or smtps://")
    .optional()
    .describe("the mail server; without it mail stays in the local outbox"),
  MAIL_FROM: z
    .string()
    .min(3)
    .max(200)
    .default("Portail famille <portail@localhost>")
    .describe("the sender of the portal's mails"),
  JOURNAL_KEY_FILE: z
    .string()
    .transform((path) => resolve(path))
    .optional()
    .describe("the file of the key that signs the journal; made in PORTAIL_DATA by the demonstration when absent"),
  TIMESTAMP_URL: webAddress.optional().describe("the time-stamp authority for the journal's checkpoints"),
  TIMESTAMP_CA_FILE: z
    .string()
    .transform((path) => resolve(path))
    .optional()
    .describe("the root certificates of that authority, in PEM: each token is checked with them before it is kept"),
  WITNESS_URL: webAddress.optional().describe("the witness that co-signs the journal's checkpoints"),
  WITNESS_KEY: z
    .string()
    .optional()
    .describe("the public key of that witness, as it gives it: its answers are checked with it"),
  BACKUP_RECIPIENT: ageRecipient.optional().describe("the age recipient that backups are encrypted to"),
  BACKUP_SECOND_RECIPIENT: ageRecipient
    .optional()
    .describe(
      "another one, whose identity opens the backups too: the commune's own, kept away from whoever runs the server",
    ),
  BACKUP_KEYS: z
    .string()
    .transform((path) => resolve(path))
    .optional()
    .describe("the folder that the keys of a backup go to, apart from it; beside it when absent"),
  GEOCODER_URL: webAddress
    .transform((text) => text.replace(/\/+$/, ""))
    .optional()
    .describe("the geocoder that completes addresses while a parent types; off when absent"),
  API_PARTICULIER_URL: webAddress
    .transform((text) => text.replace(/\/+$/, ""))
    .optional()
    .describe("API Particulier, which gives the quotient familial with the family's consent; off when absent"),
  API_PARTICULIER_TOKEN: z.string().min(1).optional().describe("the commune's token for it"),
  API_PARTICULIER_RECIPIENT: z
    .string()
    .regex(/^\d{14}$/, "must be the SIRET of the commune, 14 digits")
    .optional()
    .describe("the commune that asks, never its supplier"),
  FRANCECONNECT_ISSUER: webAddress
    .transform((text) => text.replace(/\/+$/, ""))
    .optional()
    .describe("FranceConnect, as another way to sign in; off when absent"),
  FRANCECONNECT_CLIENT_ID: z.string().min(1).optional().describe("the commune's client there"),
  FRANCECONNECT_CLIENT_SECRET: z.string().min(1).optional().describe("its secret"),
  DOCUMENTS_URL: address(/^(file|s3|https?):$/, "must be a folder (file:///…) or an S3 address")
    .optional()
    .describe("where families' encrypted documents are kept; a folder of PORTAIL_DATA when absent"),
});

/** Those that may be given as a file. */
export const secretNames = [
  "DATABASE_URL",
  "DATABASE_SEALER_URL",
  "DATABASE_ERASER_URL",
  "DATABASE_OWNER_URL",
  "NEXTAUTH_SECRET",
  "PORTAIL_MASTER_KEY",
  "PORTAIL_MAC_KEY",
  "SMTP_URL",
  "DOCUMENTS_URL",
  "API_PARTICULIER_TOKEN",
  "FRANCECONNECT_CLIENT_SECRET",
] as const;

/** Settings that only work all together. */
const TOGETHER = [
  ["API_PARTICULIER_URL", "API_PARTICULIER_TOKEN", "API_PARTICULIER_RECIPIENT"],
  ["FRANCECONNECT_ISSUER", "FRANCECONNECT_CLIENT_ID", "FRANCECONNECT_CLIENT_SECRET"],
] as const;

const complete = settings
  .superRefine((read, context) => {
    const fault = (name: keyof typeof read, message: string) =>
      context.addIssue({ code: "custom", path: [name], message });
    const live = LIVE_MODES.includes(read.PAYFIP_MODE);
    if (live && !read.PUBLIC_URL.startsWith("https://")) {
      fault("PUBLIC_URL", `must be https when payment is live (PAYFIP_MODE=${read.PAYFIP_MODE})`);
    }
    if (live && read.PORTAIL_TEST)
      fault("PORTAIL_TEST", "must be off when payment is live: it lets a visitor set the clock");
    for (const group of TOGETHER) {
      const missing = group.filter((name) => read[name] === undefined);
      if (missing.length === group.length) continue;
      for (const name of missing)
        fault(name, `must be set with ${group.filter((other) => other !== name).join(" and ")}`);
    }
    if (read.PORTAIL_PROXY === "off" && !read.PORTAIL_TEST) {
      fault("PORTAIL_PROXY", "must be on outside tests: the content policy goes with it");
    }
    if (live && (read.PAYFIP_MODE === "W") !== (read.PAYFIP_INTERFACE === "service")) {
      fault("PAYFIP_MODE", "must be W with the web service, A or M with the redirect form");
    }
  })
  .transform((read) => ({
    ...read,
    NEXTAUTH_URL: read.NEXTAUTH_URL ?? read.PUBLIC_URL,
    SECOND_FACTOR: read.SECOND_FACTOR ?? (read.PORTAIL_DEMO ? ("offered" as const) : ("required" as const)),
    JOURNAL_KEY_FILE: read.JOURNAL_KEY_FILE ?? resolve(read.PORTAIL_DATA, "journal.key"),
    PAYFIP_PAGE_URL:
      read.PAYFIP_PAGE_URL ?? `${PAYFIP}/${read.PAYFIP_INTERFACE === "form" ? "paiement.web" : "paiementws.web"}`,
    DOCUMENTS_URL: read.DOCUMENTS_URL ?? pathToFileURL(resolve(read.PORTAIL_DATA, "documents")).href,
  }));

export type Env = Readonly<z.output<typeof complete>>;

/** What is wrong with the settings, one line each. */
export class WrongSettings extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`Settings to correct (.env.example explains each):\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
  }
}

/** Checks the whole of `source`; throws `WrongSettings` with every fault at once. */
export function readSettings(source: Source): Env {
  const { values, faults } = withFiles(source);
  const parsed = complete.safeParse(values);
  if (parsed.success && faults.length === 0) return Object.freeze(parsed.data);
  throw new WrongSettings([...faults, ...(parsed.error?.issues ?? []).map((issue) => wordFault(issue, values))]);
}

function wordFault(issue: z.core.$ZodIssue, values: Source): string {
  const name = String(issue.path[0]) as keyof typeof settings.shape;
  const problem = values[name] === undefined && issue.code !== "custom" ? "is missing" : issue.message;
  return `${name} ${problem} (${settings.shape[name].description})`;
}

/** An empty value counts as absent: compose files pass them so. */
function withFiles(source: Source): { values: Source; faults: string[] } {
  const values: Record<string, string | undefined> = {};
  const faults: string[] = [];
  for (const name of Object.keys(settings.shape)) values[name] = source[name] || undefined;
  for (const name of secretNames) {
    const file = source[`${name}_FILE`];
    if (!file) continue;
    if (values[name]) faults.push(`${name} and ${name}_FILE are both set: keep one`);
    try {
      values[name] = readFileSync(file, "utf8").trim();
    } catch {
      faults.push(`${name}_FILE names a file that cannot be read: ${file}`);
    }
  }
  return { values, faults };
}

let cached: Env | undefined;

/** The settings of this process, read at the first call. */
export function env(): Env {
  cached ??= readSettings(process.env);
  return cached;
}
