/** Before the database tests: a throw-away MariaDB on a folder of this run's own, so that several runs may go at once. */
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { newPasswords, type Passwords, type Place, urlOf } from "../../scripts/private-database/accounts";
import { startInstance } from "../../scripts/private-database/instance";
import { grantStatements, privateAccounts } from "../grant";
import { readMigrations } from "../migrate";
import { prepareSchema, workerSchema } from "./build";

/** Schemas made in advance; a worker beyond them builds its own. */
const WORKERS = 2;
const CACHE = fileURLToPath(new URL("../../node_modules/.cache/portail-database", import.meta.url));

declare module "vitest" {
  interface ProvidedContext {
    server: { place: Place; passwords: Passwords; folder: string };
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "portail-test-"));
  const passwords = newPasswords();
  const database = join(folder, "db");
  cpSync(await templateFolder(), join(database, "data"), { recursive: true });
  const instance = await startInstance({ folder: database, passwords, throwaway: true, say: console.log });
  project.provide("server", { place: { socket: instance.socket, port: instance.port }, passwords, folder });
  return async () => {
    await instance.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A data folder with the schemas already built, kept until a migration, a right or this folder's code changes. */
async function templateFolder(): Promise<string> {
  const template = join(CACHE, await fingerprint());
  if (existsSync(template)) return template;
  const folder = mkdtempSync(join(tmpdir(), "portail-template-"));
  const passwords = newPasswords();
  const instance = await startInstance({ folder, passwords, throwaway: "kept", say: console.log });
  const owner = urlOf("owner", instance, passwords);
  for (let worker = 1; worker <= WORKERS; worker += 1) await prepareSchema(owner, workerSchema(worker));
  await instance.stop();
  mkdirSync(dirname(template), { recursive: true });
  const copy = `${template}.${process.pid}`;
  cpSync(join(folder, "data"), copy, { recursive: true });
  rmSync(folder, { recursive: true, force: true });
  if (existsSync(template))
    rmSync(copy, { recursive: true }); // another run was quicker
  else renameSync(copy, template);
  return template;
}

async function fingerprint(): Promise<string> {
  const hash = createHash("sha256");
  for (const { name, checksum } of await readMigrations()) hash.update(`${name} ${checksum}\n`);
  hash.update(grantStatements("portail", privateAccounts).join("\n"));
  for (const file of [
    "./build.ts",
    "../grant.ts",
    "../../scripts/private-database/instance.ts",
    "../../scripts/private-database/accounts.ts",
  ]) {
    hash.update(readFileSync(new URL(file, import.meta.url)));
  }
  return hash.digest("hex").slice(0, 24);
}
