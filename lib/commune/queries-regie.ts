/** A régie with its settings and its PayFiP contracts. */
import type { Tx } from "@/lib/server/db";
import { type RegieSettings, regieSettingsSchema } from "./schema-regie";

/** What was never written has its default. */
export async function regieSettingsOf(tx: Tx, regieId: string): Promise<RegieSettings> {
  const row = await tx.regie.findUnique({ where: { id: regieId }, select: { settings: true } });
  return readRegieSettings(row?.settings);
}

export function readRegieSettings(value: unknown): RegieSettings {
  return regieSettingsSchema.parse(value ?? {});
}

export async function regiesWithSettings(tx: Tx) {
  const rows = await tx.regie.findMany({
    orderBy: { code: "asc" },
    include: { contracts: { orderBy: [{ isDefault: "desc" }, { numcli: "asc" }] } },
  });
  return rows.map(({ settings, ...regie }) => ({ ...regie, settings: readRegieSettings(settings) }));
}
