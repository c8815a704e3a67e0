/** `next build`, only when a source of the pages has changed since the last one. */
import { existsSync } from "node:fs";
import { capture } from "../process/capture";
import { fingerprintOf, isStamped, writeStamp } from "../process/fingerprint";
import { buildVerifier } from "./verifier";

const STAMP = ".next/portail-sources";
const SOURCES = [
  "app",
  "components",
  "instrumentation.ts",
  "lib",
  "public",
  "prisma/schema",
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];

const isSource = (path: string) => !/\.test\.tsx?$/.test(path) && !path.startsWith("lib/generated/");

export async function buildPages(): Promise<string> {
  buildVerifier();
  const sources = fingerprintOf(SOURCES, isSource);
  if (existsSync(".next/BUILD_ID") && isStamped(STAMP, sources)) return "up to date";
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await capture(["node_modules/next/dist/bin/next", "build"], env);
  if (code !== 0) throw new Error(`next build failed:\n${output}`);
  writeStamp(STAMP, sources);
  return "built";
}
