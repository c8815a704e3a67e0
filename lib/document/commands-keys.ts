/**
 * The public halves of the keys, made in the head's browser. New keys are vouched for by the ones before, or announced as a loss: then families are
 * asked to compare fingerprints. Envelopes come back wrapped for the new keys; the ciphertext never moves.
 */
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import { fingerprintOf, isEndorsed, kidOf } from "./jwe";
import { keysFor } from "./queries";
import type { Envelope, PublishInput, RewrapInput } from "./schema";

export type PublishRefusal = "not-endorsed" | "known-keys";

export async function publishKeys(
  context: Context,
  { statement, endorsement, lost }: PublishInput,
): Promise<Outcome<{ fingerprint: string }, PublishRefusal>> {
  const { tx, now, actor } = context;
  const fingerprint = await fingerprintOf(statement);
  // Two ceremonies at once follow each other, the very first too: the row of the settings is there before any key is, and empty means the defaults.
  await tx.$executeRaw`INSERT INTO setting (section, value, updated_at) VALUES ('documents', '{}', ${now})
    ON DUPLICATE KEY UPDATE section = section`;
  const keys = await keysFor(tx, null);
  if (keys?.published.some((one) => one.fingerprint === fingerprint)) return turnDown(context, "known-keys");
  const before = keys?.current;
  const isVouched = Boolean(before && endorsement && (await isEndorsed(statement, endorsement, before.statement)));
  if (before && !isVouched && (endorsement || !lost)) return turnDown(context, "not-endorsed");
  const former = await tx.documentKeySet.findFirst({ where: { retiredAt: null }, select: { id: true } });
  await tx.documentKeySet.updateMany({ where: { retiredAt: null }, data: { retiredAt: now } });
  const keySetId = newId();
  await tx.documentKeySet.create({
    data: {
      ...{ id: keySetId, fingerprint, statement, createdAt: now, createdById: actor?.accountId ?? "" },
      ...(isVouched && before && endorsement ? { endorsedBy: before.fingerprint, endorsement } : {}),
    },
  });
  await record(context, {
    type: "document.keys-published",
    subject: null,
    object: { kind: "document-keys", id: keySetId },
    body: {
      fingerprint,
      formerId: former?.id,
      before: before?.fingerprint,
      vouchedBy: isVouched ? endorsement?.by : undefined,
      lost: before !== undefined && !isVouched,
    },
  });
  return done({ fingerprint });
}

async function turnDown(context: Context, reason: PublishRefusal) {
  const object = { kind: "document-keys", id: "document-keys" };
  await record(context, { type: "document.keys-refused", subject: null, object, body: { reason } });
  return refused(reason);
}

/** Takes envelopes that the head's browser wrapped for the present keys. Only the recipients may differ from what is here. */
export async function takeRewrapped(
  context: Context,
  { pages }: RewrapInput,
): Promise<Outcome<{ count: number }, "wrong-envelope">> {
  const { tx } = context;
  const keys = await keysFor(tx, null);
  if (!keys) throw new NotFound();
  const { fingerprint, statement } = keys.current;
  const kids = await Promise.all([kidOf(statement.office), kidOf(statement.recovery)]);
  for (const { documentId, position, envelope } of pages) {
    // A page that is being destroyed stays destroyed.
    await tx.$queryRaw`SELECT id FROM document WHERE id = ${documentId} FOR UPDATE`;
    const where = { documentId_position: { documentId, position } };
    const page = await tx.documentPage.findUnique({ where, include: { document: { select: { destroyedAt: true } } } });
    if (!page?.envelope || page.document.destroyedAt) continue;
    const fits = envelope.recipients.every(({ header }, index) => header.kid === kids[index]);
    if (!fits || !isSamePage(page.envelope as unknown as Envelope, envelope)) return refused("wrong-envelope");
    await tx.documentPage.update({ where, data: { envelope: envelope as JsonObject, fingerprint } });
  }
  await record(context, {
    type: "document.rewrapped",
    subject: null,
    object: { kind: "document-keys", id: fingerprint },
    body: { fingerprint, pages: pages.map(({ documentId, position }) => ({ documentId, position })) },
  });
  return done({ count: pages.length });
}

const isSamePage = (a: Envelope, b: Envelope) =>
  a.protected === b.protected && a.iv === b.iv && a.tag === b.tag && a.aad === b.aad;
