/** Codes that change every thirty seconds (RFC 6238: SHA-1, six digits, as every telephone application reads them). The step before and the one after count too. */
import { generateSecret, generateURI, verifySync } from "otplib";

const STEP_SECONDS = 30;

/** 160 random bits in base32. */
export function newTotpSecret(): string {
  return generateSecret();
}

/** What the QR code holds. */
export function totpAddress({ secret, commune, email }: { secret: string; commune: string; email: string }): string {
  return generateURI({ issuer: commune, label: email, secret });
}

/** The step that a code belongs to, or null when it is none of those near `now`. A step already used is the caller's to refuse. */
export function stepOfCode(secret: string, digits: string, now: Date): number | null {
  const epoch = Math.floor(now.getTime() / 1000);
  const found = verifySync({ secret, token: digits, epoch, epochTolerance: STEP_SECONDS });
  return found.valid && "timeStep" in found ? found.timeStep : null;
}
