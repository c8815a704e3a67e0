/**
 * How secrets are kept: passwords as argon2id (OWASP Password Storage: 19 MiB, two passes, one lane), codes and links as keyed digests,
 * so that a stolen table gives neither.
 */
import { createHmac } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { env } from "@/lib/server/env";

/** Algorithm 2 is argon2id. */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** The hash of a random text nobody has kept: an unknown address costs the same work as a wrong password. */
export const NOBODY =
  "$argon2id$v=19$m=19456,t=2,p=1$NWvDd9eyQakMqOLSi4eGIA$wKJ9+1b5SP/v2X6eZzkibouxiB6RnkOySy00zlMFuzY";

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), COST);
}

/** Same text typed on another system: accents are compared in one form. */
export function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  return verify(stored ?? NOBODY, password.normalize("NFC"));
}

/** What is stored of a code, a link or a browser's mark; `use` keeps one kind from serving as another. */
export function digestOf(use: "token" | "device" | "tally" | "recovery", secret: string): string {
  return createHmac("sha256", Buffer.from(env().PORTAIL_MAC_KEY, "base64")).update(`${use}:${secret}`).digest("hex");
}
