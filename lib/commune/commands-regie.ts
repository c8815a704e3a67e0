/** Changing a régie: its settings by section, its PayFiP contracts. What was there before stands in the trace. */
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import { regieSettingsOf } from "./queries-regie";
import type { ContractInput, RegieSection } from "./schema-regie";

type Change = { regieId: string; section: RegieSection; value: Record<string, string | number | boolean> };

export async function saveRegieSection(
  context: Context,
  { regieId, section, value }: Change,
): Promise<Outcome<object, "gone">> {
  const { tx } = context;
  if (!(await lock(context, regieId))) return refused("gone");
  const before = await regieSettingsOf(tx, regieId);
  const settings = { ...before, [section]: value } as JsonObject;
  await tx.regie.update({ where: { id: regieId }, data: { settings } });
  await record(context, {
    type: "setting.changed",
    subject: null,
    object: { kind: "regie", id: regieId },
    body: { section: `regie.${section}`, before: { ...before[section] }, after: value },
  });
  return done();
}

/** One contract of a régie is the one that payments go through; choosing another frees the first. */
export async function saveContract(context: Context, input: ContractInput): Promise<Outcome<object, "gone">> {
  const { tx } = context;
  const { regieId, numcli, ...contract } = input;
  if (!(await lock(context, regieId))) return refused("gone");
  const before = await tx.payfipContract.findUnique({ where: { regieId_numcli: { regieId, numcli } } });
  if (contract.isDefault) await tx.payfipContract.updateMany({ where: { regieId }, data: { isDefault: false } });
  const row = await tx.payfipContract.upsert({
    where: { regieId_numcli: { regieId, numcli } },
    create: { id: newId(), regieId, numcli, ...contract },
    update: contract,
  });
  const { label = null, isDefault = null, cardActive = null, debitActive = null } = before ?? {};
  await record(context, {
    type: "setting.changed",
    subject: null,
    object: { kind: "payfip-contract", id: row.id },
    body: { section: "regie.contract", numcli, before: { label, isDefault, cardActive, debitActive }, after: contract },
  });
  return done();
}

/** Two people who change one régie at once wait for each other. */
async function lock({ tx }: Context, regieId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT id FROM regie WHERE id = ${regieId} FOR UPDATE`;
  return rows.length === 1;
}
