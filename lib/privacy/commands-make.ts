/** The worker's part of a copy: views in words, every table that leads to the person, the invoices as PDF; one archive, encrypted under the asker's key. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type FamilyScope, mintFamilyScope } from "@/lib/access/gate";
import { settingsOf } from "@/lib/commune/queries";
import { aliasesOf } from "@/lib/evidence/pseudonyms";
import { record } from "@/lib/evidence/record";
import { encrypt } from "@/lib/evidence/vault";
import { isLocale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { parisOf } from "@/lib/kernel/civil-date";
import { now as clockNow } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { type LeasedJob, progress } from "@/lib/server/work/jobs";
import { sealOf } from "./queries";
import { invoiceFiles, paperFiles, toldTo } from "./queries-told";
import { walk } from "./queries-walk";
import type { CopyFile, DataCopyContent } from "./rules";
import { copyHtml } from "./rules-html";
import { ELSEWHERE, EXCUSED } from "./rules-paths";
import { zipOf } from "./rules-zip";

const payloadSchema = z.object({ copyId: z.uuid() });

/** Below the smallest packet that a server is set to, with room for the statement around it. */
const SLICE_BYTES = 3_000_000;
const STEPS_BETWEEN_SIGNS = 8;

/** Handler of `privacy.copy`. One that is made already is left as it is. The scope is minted anew: what the asker may no longer read is not in it. */
export async function makeCopy(database: Database, job: LeasedJob): Promise<null> {
  const { copyId } = payloadSchema.parse(job.payload);
  const copy = await database.dataCopy.findUnique({ where: { id: copyId } });
  if (copy?.state !== "asked") return null;
  const now = clockNow();
  const scope = await mintFamilyScope(database, copy.accountId, parisOf(now).day);
  const files = scope ? await filesOf(database, { scope, now, job, copyId }) : [];
  const archive = zipOf(files);
  const seal = scope ? await sealOf(database, scope, copyId) : `data-copy/${copyId}`;
  const made = { id: copyId, accountId: copy.accountId, archive, seal };
  await transaction((tx) => keep(systemContext(tx, now), made), database);
  return null;
}

type Making = { scope: FamilyScope; now: Date; job: LeasedJob; copyId: string };

async function filesOf(database: Database, { scope, now, job, copyId }: Making): Promise<CopyFile[]> {
  const account = await database.account.findUniqueOrThrow({
    where: { id: scope.accountId },
    select: { locale: true },
  });
  const locale = isLocale(account.locale) ? account.locale : "fr";
  const words = catalogues[locale].privacy;
  const step = async (done: number, total: number) => {
    if (done % STEPS_BETWEEN_SIGNS !== 0 && done !== total) return;
    await progress(database, job, { done, total, now: clockNow() });
    await database.dataCopy.update({ where: { id: copyId }, data: { progressDone: done, progressTotal: total } });
  };
  const drawn = signsOf(database, job);
  const [told, tables, papers, { identity }] = [
    await toldTo(database, { scope, today: scope.today, locale }),
    await walk(database, scope, step),
    [...(await invoiceFiles(database, scope)), ...(await paperFiles(database, { scope, locale, now, drawn }))],
    await settingsOf(database, ["identity"]),
  ];
  const reasons = words.excused as Readonly<Record<string, string>>;
  const excused = [...Object.entries(EXCUSED), ...Object.entries(ELSEWHERE)];
  const leftOut = excused.map(([table, why]) => ({ table, why: reasons[why] ?? why }));
  const takenAt = parisOf(now).moment;
  const content: DataCopyContent = { format: "portail-famille/2", takenAt, told, tables, leftOut };
  const text = (value: string) => new TextEncoder().encode(value);
  const html = copyHtml(content, { locale, commune: identity.name, files: papers.map(({ name }) => name) });
  return [
    { name: `${words.file.page}.html`, bytes: text(html) },
    { name: `${words.file.data}.json`, bytes: text(`${JSON.stringify(content, null, 2)}\n`) },
    ...papers,
  ];
}

/** Papers are drawn after the last table, and may take longer than the lease: now and then it is taken again. */
function signsOf(database: Database, job: LeasedJob): () => Promise<void> {
  let drawn = 0;
  return async () => {
    drawn += 1;
    if (drawn % STEPS_BETWEEN_SIGNS !== 0) return;
    const { progressDone: done, progressTotal: total } = await database.job.findUniqueOrThrow({
      where: { id: job.id },
    });
    await progress(database, job, { done, total, now: clockNow() });
  };
}

type Made = { id: string; accountId: string; archive: Uint8Array; seal: string };

async function keep(context: Context, { id, accountId, archive, seal }: Made): Promise<void> {
  const { tx, now } = context;
  const owner = { kind: "account", id: accountId } as const;
  const { key } = (await aliasesOf(tx, [owner]))(owner);
  const sha256 = createHash("sha256").update(archive).digest("hex");
  const { count } = await tx.dataCopy.updateMany({
    where: { id, state: "asked" },
    data: { state: "ready", size: archive.length, sha256, readyAt: now },
  });
  if (count === 0) return;
  const sealed = encrypt(key, archive, seal);
  for (let position = 0; position * SLICE_BYTES < sealed.length; position++) {
    const bytes = sealed.slice(position * SLICE_BYTES, (position + 1) * SLICE_BYTES);
    await tx.dataCopyPart.create({ data: { copyId: id, position, bytes } });
  }
  await record(context, {
    type: "account.copy-made",
    subject: owner,
    object: { kind: "data-copy", id },
    body: { sha256, size: archive.length },
  });
}
