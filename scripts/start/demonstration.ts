/** The demonstration commune, loaded into an empty database, and the accounts to try it with (contract §2). */
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Env } from "../../lib/server/env";
import { rowsOf, schemaOf, withConnection } from "../../prisma/connection";
import { type Child, startChild, typescript } from "../process/child";
import { ownerOf } from "./database";
import { type Plan, toolEnvironment } from "./plan";

export const PASSWORD = "cartable-bleu-2026";

export const demonstrationAccounts: readonly (readonly [email: string, who: string])[] = [
  ["camille.durand@example.org", "parent of two at Les Oliviers, with an invoice to pay"],
  ["sacha.morel@example.org", "the other parent of Tom, in another household"],
  ["nadia.benali@example.org", "parent at La Fontaine"],
  ["suspendu@example.org", "a suspended parent"],
  ["agent.oliviers@example.org", "school-affairs agent of Les Oliviers"],
  ["agent.fontaine@example.org", "school-affairs agent of La Fontaine"],
  ["animateur@example.org", "attendance staff of Les Oliviers"],
  ["responsable@example.org", "head of school affairs"],
  ["regie@example.org", "régisseur: money, no child's record"],
  ["pilotage@example.org", "steering body: aggregates only"],
  ["lecture@example.org", "registered, not yet accredited"],
  ["admin@example.org", "technical administrator"],
];

/** Drops what a killed seeding left half-made; only ever the private demonstration, and before it has been used. */
export async function clearUnfinishedSeed(plan: Plan, env: Env): Promise<void> {
  if (!plan.demo || !plan.passwords || !existsSync(markOf(plan))) return;
  const schema = schemaOf(env.DATABASE_URL);
  await withConnection(ownerOf(env), async (connection) => {
    await connection.query(`DROP DATABASE \`${schema}\``);
    await connection.query(`CREATE DATABASE \`${schema}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`);
  });
}

/** `began` receives what stops it: it may last half a minute. */
export async function seedDemonstration(
  plan: Plan,
  env: Env,
  began: (stop: Child["stop"]) => unknown = () => undefined,
): Promise<string> {
  const accounts = await withConnection(ownerOf(env), (connection) =>
    rowsOf(connection, "SELECT 1 FROM account LIMIT 1"),
  );
  if (accounts.length > 0) return "kept";
  writeFileSync(markOf(plan), "");
  const environment = toolEnvironment(plan, env);
  const child = startChild({ name: "seed", args: typescript("prisma/seed/main.ts"), env: environment });
  began(child.stop);
  const code = await child.ended;
  if (code !== 0) throw new Error("The demonstration commune could not be loaded: see the lines above.");
  rmSync(markOf(plan));
  return "loaded";
}

function markOf(plan: Plan): string {
  return join(plan.data, "seeding");
}
