/** The verifier's page as it is served: built with the portal, completed with the public keys of the logs that this portal keeps. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "@/lib/i18n/locale";
import { env } from "@/lib/server/env";
import { logFolder, logsOnDisk, readText } from "../seal/folder";

/** Null before the portal was built. */
export function verifierPage(locale: Locale): { html: string; policy: string } | null {
  try {
    const page = readFileSync(join(process.cwd(), "lib/generated/verifier", `${locale}.html`), "utf8");
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? "default-src 'none'";
    return { html: page.replace("{{keys}}", knownKeys().join("\n")), policy: `${policy}; frame-ancestors 'none'` };
  } catch {
    return null;
  }
}

/** A key has no white space and no angle bracket of its own: what is not written so is left out. */
export function knownKeys(): string[] {
  const keys = logsOnDisk().map((log) => readText(logFolder(log), "key")?.trim() ?? "");
  return [...keys, env().WITNESS_KEY ?? ""].filter((key) => /^[^\s<>&"]+$/.test(key));
}
