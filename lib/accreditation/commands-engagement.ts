/** The agent signs the engagement, in person and with the password: the accreditations that wait for it begin to count. */
import { createHash } from "node:crypto";
import type { Passport } from "@/lib/access/passport";
import { acceptProof, type Proof } from "@/lib/account/commands-sign-in";
import { record } from "@/lib/evidence/record";
import type { Locale } from "@/lib/i18n/locale";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import { ENGAGEMENT_VERSION, engagementBytes } from "./rules";

type Signature = { version: number; locale: Locale; proof: Proof };

export async function signEngagement(
  context: Context,
  { accountId }: Pick<Passport, "accountId">,
  { version, locale, proof }: Signature,
): Promise<Outcome<object, "mismatch" | "wait" | "other-version" | "nothing">> {
  const { tx, now } = context;
  const accepted = await acceptProof(context, accountId, proof);
  if (!accepted.ok) return accepted;
  if (version !== ENGAGEMENT_VERSION) return refused("other-version");
  const where = { accountId, revokedAt: null, engagementSignedAt: null };
  const waiting = await tx.accreditation.findMany({ where, select: { id: true } });
  if (waiting.length === 0) return refused("nothing");
  const ids = waiting.map(({ id }) => id);
  await tx.accreditation.updateMany({
    where: { ...where, id: { in: ids } },
    data: { engagementSignedAt: now, engagementVersion: version },
  });
  const account = { kind: "account", id: accountId } as const;
  const sha256 = createHash("sha256").update(engagementBytes(locale)).digest("hex");
  const body = { version, locale, sha256, accreditations: ids };
  await record(context, { type: "account.engagement-signed", subject: account, object: account, body });
  return done();
}
