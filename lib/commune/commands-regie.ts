/** Changing a régie's settings, section by section. What was there before stands in the trace. */
import { record } from "@/lib/evidence/record";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import { readRegieSettings } from "./queries-regie";
import type { RegieSection, RegieSettings } from "./schema-regie";

type Change = { [Name in RegieSection]: { regieId: string; section: Name; value: RegieSettings[Name] } }[RegieSection];

export async function saveRegieSection(
  context: Context,
  { regieId, section, value }: Change,
): Promise<Outcome<object, "gone">> {
  const { tx } = context;
  const rows = await tx.$queryRaw<{ settings: string | null }[]>`
    SELECT settings FROM regie WHERE id = ${regieId} FOR UPDATE`;
  const [row] = rows;
  if (!row) return refused("gone");
  const before = readRegieSettings(typeof row.settings === "string" ? JSON.parse(row.settings) : row.settings);
  const settings = { ...before, [section]: value } as unknown as JsonObject;
  await tx.regie.update({ where: { id: regieId }, data: { settings } });
  await record(context, {
    type: "setting.changed",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: { section: `regie.${section}`, before: { ...before[section] }, after: { ...value } },
  });
  return done();
}
