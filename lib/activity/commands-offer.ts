/**
 * Sites and activities as the rules in force say, for bookings and attendance to hang on. Done when a version is published and on the day it takes
 * effect: what a version to come adds is there beforehand, what it drops stays until then. Nothing is deleted, and what families booked is not moved.
 */
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { rulesHistory } from "@/lib/rulebook/queries";
import { type RulesHistory, rulesOn } from "@/lib/rulebook/rules-history";
import type { Context } from "@/lib/server/context";
import { systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { type OfferedActivity, ONLY_SITE, offerKey, offersFrom, UNLIMITED } from "./rules-offer";

/** How many activities are offered, and which were made, changed, or closed since no version offers them: ids. */
export type Applied = { activities: number; made: string[]; changed: string[]; closed: string[] };

export async function applyRules(context: Context): Promise<Applied> {
  const { tx, today } = context;
  const history = await rulesHistory(tx);
  const wanted = offersFrom(history, today);
  const siteIds = await applySites(context, history);
  const rows = await tx.activity.findMany({ include: { site: { select: { code: true } } } });
  const known = new Map(
    rows.map((row) => [offerKey({ site: row.site.code.toLowerCase(), ruleCode: row.ruleCode }), row]),
  );
  const codes = new Set(rows.map(({ code }) => code));
  const regieId = await regieOf(context, history);
  let position = Math.max(-1, ...rows.map((row) => row.position)) + 1;
  const made: string[] = [];
  const changed: string[] = [];
  for (const [key, { offer, isNow }] of wanted) {
    const row = known.get(key);
    const siteId = siteIds.get(offer.site ?? ONLY_SITE);
    if (!siteId) throw new Error(`The rules name no site ${offer.site}`);
    if (!row) made.push(await create(context, offer, { siteId, regieId, position: position++, codes }));
    else if (isNow && (await follow(context, offer, row))) changed.push(row.id);
  }
  const gone = [...known].filter(([key, row]) => row.isOpen && row.ruleCode !== "" && !wanted.has(key));
  const closed = gone.map(([, { id }]) => id);
  await tx.activity.updateMany({ where: { id: { in: closed } }, data: { isOpen: false } });
  return { activities: wanted.size, made, changed, closed };
}

type Row = { id: string; startsAt: string; endsAt: string; weekdays: unknown; grades: unknown; capacity: number };

/** Hours, days, classes and told places follow the rules; names, and whether it takes bookings, are the office's word. Says whether it moved. */
async function follow({ tx }: Context, offer: OfferedActivity, row: Row): Promise<boolean> {
  const { startsAt, endsAt, weekdays, grades } = offer;
  const capacity = offer.capacity ?? row.capacity;
  const after = { startsAt, endsAt, weekdays, grades, capacity };
  if (Object.entries(after).every(([name, value]) => isSame(row[name as keyof Row], value))) return false;
  await tx.activity.update({
    where: { id: row.id },
    data: { startsAt, endsAt, weekdays, capacity, ...(grades && { grades }) },
  });
  // Null in a JSON column must be said in the database's own way: no list is every class.
  if (!grades) await tx.$executeRaw`UPDATE activity SET grades = NULL WHERE id = ${row.id}`;
  return true;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

type Place = { siteId: string; regieId: string; position: number; codes: Set<string> };

async function create({ tx }: Context, offer: OfferedActivity, { codes, ...place }: Place): Promise<string> {
  const id = newId();
  const { site, grades, capacity, ...values } = offer;
  const code = freeCode(`${site ?? ONLY_SITE}-${offer.ruleCode}`, codes);
  const data = { ...values, ...place, id, code, productCode: productCode(offer.ruleCode) };
  await tx.activity.create({ data: { ...data, capacity: capacity ?? UNLIMITED, ...(grades && { grades }) } });
  return id;
}

const EVERY_CLASS = ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

/** Ids by the name of the site in the rules; a commune whose rules name no site has one, named after it. */
async function applySites({ tx }: Context, history: RulesHistory): Promise<Map<string, string>> {
  const rows = await tx.site.findMany();
  const ids = new Map(rows.map(({ id, code }) => [code.toLowerCase(), id]));
  let position = Math.max(-1, ...rows.map((row) => row.position)) + 1;
  for (const { file } of history) {
    const only = { id: ONLY_SITE, name: file.commune.name, kind: "school" as const, grades: undefined };
    for (const site of file.sites.length > 0 ? file.sites : [only]) {
      if (ids.has(site.id)) continue;
      const id = newId();
      const kind = site.kind === "school" ? ("school" as const) : ("leisure_centre" as const);
      const words = { code: site.id.toUpperCase().slice(0, 20), name: site.name, kind, address: file.commune.name };
      await tx.site.create({ data: { id, ...words, grades: site.grades ?? EVERY_CLASS, position: position++ } });
      ids.set(site.id, id);
    }
  }
  return ids;
}

/** Activities are billed by the commune's first régie, made when there is none. */
async function regieOf({ tx }: Context, history: RulesHistory): Promise<string> {
  const first = await tx.regie.findFirst({ orderBy: { code: "asc" }, select: { id: true } });
  if (first) return first.id;
  const commune = history.at(-1)?.file.commune.name ?? "";
  const regie = await tx.regie.create({ data: { id: newId(), code: "RAS", name: `Régie de ${commune}` } });
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

let appliedOn = "";

/** A round of the worker: once a day the offer follows the version that takes effect. */
export async function followRules(database: Database, now: Date): Promise<number> {
  const { today } = systemContext(database, now);
  if (today === appliedOn) return 0;
  const moved = await transaction(async (tx) => {
    const context = systemContext(tx, now);
    const applied = await applyRules(context);
    const rules = rulesOn(await rulesHistory(tx), today);
    const count = applied.made.length + applied.changed.length + applied.closed.length;
    if (rules && count > 0) {
      const object = { kind: "rules-version", id: rules.id };
      await record(context, { type: "activity.changed", subject: null, object, body: applied });
    }
    return count;
  }, database);
  appliedOn = today;
  return moved;
}
