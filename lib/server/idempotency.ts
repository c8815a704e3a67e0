/** A form sent twice acts once: the first answer is kept in the same transaction and given again. A refusal is not kept: nothing was done. */
import { createHash } from "node:crypto";
import type { Outcome } from "@/lib/kernel/outcome";
import type { Context } from "./context";
import type { JsonObject } from "./db";

type Asked = { key: string | null; action: string };

/** Runs `act` unless this account already sent this key; a twin that is still running is waited for by the key's row lock. */
export async function once<Value extends object, Reason extends string>(
  context: Context,
  { key, action }: Asked,
  act: () => Promise<Outcome<Value, Reason>>,
): Promise<Outcome<Value, Reason>> {
  if (!key || !context.actor) return act();
  const { tx, now } = context;
  const own = createHash("sha256").update(`${context.actor.accountId}\n${action}\n${key}`).digest("base64url");
  const fresh =
    await tx.$executeRaw`INSERT IGNORE INTO idempotency_key (\`key\`, account_id, action, response, created_at)
    VALUES (${own}, ${context.actor.accountId}, ${action}, '{}', ${now})`;
  if (fresh === 0) {
    const earlier = await tx.idempotencyKey.findUniqueOrThrow({ where: { key: own } });
    return earlier.response as unknown as Outcome<Value, Reason>;
  }
  const outcome = await act();
  if (outcome.ok) await tx.idempotencyKey.update({ where: { key: own }, data: { response: outcome as JsonObject } });
  else await tx.idempotencyKey.delete({ where: { key: own } });
  return outcome;
}
