/**
 * Makes a commune file the rules from a day on, and the rows of what it offers with it (design §4: a commune's rules are data).
 * A version is never edited or deleted: past months keep the rules they were billed under (domain rules 3, 8, 10).
 */
import { createHash } from "node:crypto";
import { record } from "@/lib/evidence/record";
import { canonical, type Json } from "@/lib/evidence/tlog/strict/canonical";
import type { Prisma } from "@/lib/generated/prisma/client";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Context } from "@/lib/server/context";
import { offerOf } from "./rules-offer";

const NO_LIMIT = { bookCutOff: {}, cancelCutOff: {} };

export type Published = { versionId: string; activities: number; closed: number };
export type Publishing = { file: CommuneFile; label: string; since: CivilDate };

/** The caller has checked the file. Refuses a file that is a version already, and two versions of one day. */
export async function publishRules(
  context: Context,
  { file, label, since }: Publishing,
): Promise<Outcome<Published, "unchanged" | "same-day">> {
  const { tx, now, actor } = context;
  const sha256 = createHash("sha256")
    .update(canonical(file as unknown as Json))
    .digest("hex");
  const known = await tx.rulesVersion.findMany({ where: { OR: [{ sha256 }, { since: toColumn(since) }] } });
  if (known.some((version) => version.sha256 === sha256)) return refused("unchanged");
  if (known.length > 0) return refused("same-day");
  const before = await tx.rulesVersion.findFirst({
    where: { since: { lt: toColumn(since) } },
    orderBy: { since: "desc" },
  });
  const versionId = newId();
  await tx.rulesVersion.create({
    data: {
      ...{ id: versionId, label, since: toColumn(since), document: file as unknown as Prisma.InputJsonValue, sha256 },
      ...{ loadedAt: now, loadedById: actor?.accountId ?? null },
    },
  });
  const offered = await project(context, file);
  await record(context, {
    type: "rules.published",
    subject: null,
    object: { kind: "rules-version", id: versionId },
    body: { label, since, sha256, ...(before && { follows: before.id }), ...offered },
  });
  return done({ versionId, ...offered });
}

/** Sites and activities as the file says; what it no longer names takes no new booking, and nothing is deleted. */
async function project(context: Context, file: CommuneFile): Promise<{ activities: number; closed: number }> {
  const siteIds = await projectSites(context, file);
  const regieId = await regieOf(context, file);
  const { tx } = context;
  const rows = await tx.activity.findMany({
    select: { id: true, siteId: true, ruleCode: true, code: true, position: true },
  });
  const kept = new Set<string>();
  const codes = new Set(rows.map(({ code }) => code));
  let next = Math.max(-1, ...rows.map(({ position }) => position)) + 1;
  for (const { site, ruleCode, grades, ...offer } of offerOf(file)) {
    const siteId = siteIds.get(site);
    if (!siteId) throw new Error(`The file names no site ${site}`);
    const values = { ...offer, ...(grades && { grades }) };
    const row = rows.find((one) => one.siteId === siteId && one.ruleCode === ruleCode);
    if (row) {
      // What a bus line or a group is called at its site is the office's word: only hours, days, classes and places follow the file.
      const { nameFr, nameEn, kind, ...followed } = values;
      await tx.activity.update({ where: { id: row.id }, data: { ...followed, isOpen: true } });
      // Null in a JSON column must be said in the database's own way: no list is every class.
      if (!grades) await tx.$executeRaw`UPDATE activity SET grades = NULL WHERE id = ${row.id}`;
      kept.add(row.id);
      continue;
    }
    const id = newId();
    const code = freeCode(`${site ?? "ville"}-${ruleCode}`, codes);
    await tx.activity.create({
      data: {
        ...values,
        ...NO_LIMIT,
        id,
        siteId,
        ruleCode,
        regieId,
        code,
        productCode: productCode(ruleCode),
        position: next++,
      },
    });
    kept.add(id);
  }
  const { count } = await tx.activity.updateMany({
    where: { id: { notIn: [...kept] }, isOpen: true },
    data: { isOpen: false },
  });
  return { activities: kept.size, closed: count };
}

/** The ids of the file's sites; a file without sites has one, named after the commune. */
async function projectSites({ tx }: Context, file: CommuneFile): Promise<Map<string | null, string>> {
  const wanted =
    file.sites.length > 0 ? file.sites : [{ id: "ville", name: file.commune.name, kind: "school" as const }];
  const rows = await tx.site.findMany();
  const ids = new Map<string | null, string>();
  for (const [position, { id: name, ...site }] of wanted.entries()) {
    const known = rows.find(({ code }) => code.toLowerCase() === name);
    const id = known?.id ?? newId();
    const kind = site.kind === "school" ? ("school" as const) : ("leisure_centre" as const);
    const grades = "grades" in site && site.grades ? site.grades : ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];
    if (known) await tx.site.update({ where: { id }, data: { name: site.name, kind } });
    else {
      const code = name.toUpperCase().slice(0, 20);
      await tx.site.create({ data: { id, code, name: site.name, kind, grades, address: file.commune.name, position } });
    }
    ids.set(file.sites.length > 0 ? name : null, id);
  }
  return ids;
}

/** Activities are billed by the commune's first régie, made when there is none. */
async function regieOf({ tx }: Context, file: CommuneFile): Promise<string> {
  const first = await tx.regie.findFirst({ orderBy: { code: "asc" }, select: { id: true } });
  if (first) return first.id;
  const regie = await tx.regie.create({ data: { id: newId(), code: "RAS", name: `Régie de ${file.commune.name}` } });
  return regie.id;
}

/** Twenty signs at most; a number tells apart what they cut off. */
function freeCode(wanted: string, taken: Set<string>): string {
  const stem = wanted.toUpperCase().slice(0, 17);
  let code = stem;
  for (let count = 2; taken.has(code); count++) code = `${stem}-${count}`;
  taken.add(code);
  return code;
}

/** At most four letters on the accounts: « garderie-matin » is GM. */
function productCode(ruleCode: string): string {
  const words = ruleCode.split(/[-_]/).filter(Boolean);
  const letters = words.length > 1 ? words.map((word) => word.charAt(0)).join("") : ruleCode.slice(0, 2);
  return letters.toUpperCase().slice(0, 4);
}
