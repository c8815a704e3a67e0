/** The commune's logo: a small PNG kept with the settings, served from our own address. */
import { createHash } from "node:crypto";
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import { pngSize } from "@/lib/kernel/png";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";

export const LOGO_BYTES = 200_000;
/** Height in the header, in pixels; the width follows. */
const SHOWN_HEIGHT = 40;

/** `bytes` null goes back to the drawn mark. */
export async function saveLogo(
  context: Context,
  bytes: Uint8Array | null,
): Promise<Outcome<object, "not-png" | "heavy">> {
  if (bytes && bytes.length > LOGO_BYTES) return refused("heavy");
  const size = bytes && pngSize(bytes);
  if (bytes && !size) return refused("not-png");
  const sha256 = bytes ? createHash("sha256").update(bytes).digest("hex") : null;
  const logo =
    size && sha256
      ? {
          src: `/api/logo?v=${sha256.slice(0, 16)}`,
          width: Math.round((size.width * SHOWN_HEIGHT) / size.height),
          height: SHOWN_HEIGHT,
        }
      : null;
  await write(context, "logo", bytes ? { png: Buffer.from(bytes).toString("base64") } : {});
  const look = await context.tx.setting.findUnique({ where: { section: "look" } });
  await write(context, "look", { ...((look?.value ?? {}) as JsonObject), logo });
  await record(context, {
    type: "setting.changed",
    subject: null,
    object: { kind: "setting", id: "logo" },
    // Two sections change: the file, and where the header finds it.
    body: { section: "logo", sha256, shown: { section: "look", logo } },
  });
  return done();
}

async function write({ tx, now, actor }: Context, section: string, value: JsonObject) {
  const row = { value, updatedAt: now, updatedById: actor?.accountId ?? null };
  await tx.setting.upsert({ where: { section }, create: { section, ...row }, update: row });
}
