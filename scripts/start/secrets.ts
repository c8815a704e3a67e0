/** What a private installation makes up for itself at its first start, and must never lose: kept in secrets.json, mode 0600. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newPasswords, type Passwords } from "../private-database/accounts";

export type Secrets = {
  passwords: Passwords;
  NEXTAUTH_SECRET: string;
  PORTAIL_MASTER_KEY: string;
  PORTAIL_MAC_KEY: string;
};

/** Refuses to make new ones beside an existing database: its journal would be unreadable for ever. */
export function loadSecrets(data: string): Secrets {
  const file = join(data, "secrets.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Secrets;
  if (existsSync(join(data, "database/data"))) {
    throw new Error(
      `${file} is missing beside an existing database: put it back from a backup, or remove ${data} to start anew.`,
    );
  }
  const random = () => randomBytes(32).toString("base64");
  const secrets = {
    passwords: newPasswords(),
    NEXTAUTH_SECRET: random(),
    PORTAIL_MASTER_KEY: random(),
    PORTAIL_MAC_KEY: random(),
  };
  mkdirSync(data, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}
