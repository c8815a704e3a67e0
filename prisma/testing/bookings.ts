/** For database tests: a small commune to book in, with as many families and days as a race needs. */
import { type FamilyScope, mintFamilyScope } from "@/lib/access/gate";
import { fromColumn, toColumn } from "@/lib/kernel/civil-date";
import { newId, newSecret } from "@/lib/kernel/ids";
import { type CommuneFileInput, communeFileSchema } from "@/lib/rulebook/schema";
import { type Context, contextOf } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";

/** Monday 23 November 2026, 9:00 in Paris. */
export const monday = new Date("2026-11-23T08:00:00.000Z");
const SINCE = "2026-09-01";
const start = toColumn(SINCE);

export type Town = { regieId: string; siteId: string; yearId: string };

export async function aTown(): Promise<Town> {
  const town = { regieId: newId(), siteId: newId(), yearId: newId() };
  const code = newId().slice(-12);
  await db().regie.create({ data: { id: town.regieId, code: code.slice(-10), name: "Régie" } });
  const grades = ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];
  const site = { id: town.siteId, code, name: "Les Oliviers", kind: "school" as const, grades };
  await db().site.create({ data: { ...site, address: "14 avenue des Oliviers", position: 1 } });
  const year = await db().schoolYear.findFirst({ where: { label: "2026-2027" } });
  if (year) return { ...town, yearId: year.id };
  const days = { startsOn: start, endsOn: toColumn("2027-07-02") };
  await db().schoolYear.create({ data: { id: town.yearId, label: "2026-2027", ...days } });
  return town;
}

type FilePart<Name extends keyof CommuneFileInput> = NonNullable<CommuneFileInput[Name]>;
type Price = Omit<FilePart<"prices">[number], "activities">;
type Deadline = Omit<FilePart<"deadlines">[number], "activities">;
type Limit = NonNullable<NonNullable<Deadline["windows"]>[number]["until"]>;

type ActivityPlan = {
  days: readonly string[];
  capacity: number;
  /** For booking and for cancelling. */
  limit?: Limit;
  deadlines?: readonly Deadline[];
  prices?: readonly Price[];
  grades?: readonly string[];
  /** Who comes first when places are short. */
  priorities?: FilePart<"priorities">[number]["order"];
  absences?: readonly Omit<NonNullable<FilePart<"absences">["rules"]>[number], "activities">[];
};

/** A fact that a family may have declared, for priorities. */
export const bothWork = "deux_parents_actifs";

export const eveAtNoon: Limit = { kind: "days", days: 1, count: "open", at: "12:00" };

function deadlinesAt(until: Limit): Deadline[] {
  return [
    { actions: ["book"], windows: [{ until }], otherwise: "refused" },
    { actions: ["cancel"], windows: [{ until }], otherwise: "charged" },
  ];
}

/** An activity with its days, limits and price; `dayIds` in the order of `days`. */
export async function anActivity(
  town: Town,
  plan: ActivityPlan,
): Promise<{ id: string; dayIds: string[]; ruleCode: string }> {
  const id = newId();
  const ruleCode = `cantine-${id.slice(-12)}`;
  const words = { kind: "canteen", nameFr: "Cantine", nameEn: "Canteen", productCode: "CA" };
  await db().activity.create({
    data: {
      ...{ id, siteId: town.siteId, regieId: town.regieId, code: id.slice(-12), ruleCode, ...words, position: 1 },
      ...{ startsAt: "11:30", endsAt: "13:20", weekdays: [1, 2, 4, 5], capacity: plan.capacity },
      ...(plan.grades && { grades: [...plan.grades] }),
    },
  });
  versions = versions.then(() => addRules(ruleCode, plan));
  await versions;
  const days = plan.days.map((day) => ({ id: newId(), activityId: id, day: toColumn(day), capacity: plan.capacity }));
  await db().activityDay.createMany({ data: days });
  return { id, dayIds: days.map((day) => day.id), ruleCode };
}

const emptyFile: CommuneFileInput = {
  format: "portail-commune/1",
  commune: { id: "valmontel", name: "Valmontel" },
  calendar: { zone: "B", schoolYears: ["2026-2027"] },
  activities: [],
};

/** Every version in force at some time gets the activity, and keeps the others. */
async function addRules(ruleCode: string, plan: ActivityPlan): Promise<void> {
  for (const [since, file] of await lastFiles()) await keepVersion(withActivity(file, ruleCode, plan), since);
}

function withActivity(file: CommuneFileInput, ruleCode: string, plan: ActivityPlan): CommuneFileInput {
  const activities = [ruleCode];
  return {
    ...file,
    activities: [
      ...file.activities,
      { id: ruleCode, name: "Cantine", kind: "canteen", open: {}, hours: { from: "11:30", to: "13:20" } },
    ],
    deadlines: [
      ...(file.deadlines ?? []),
      ...(plan.deadlines ?? deadlinesAt(plan.limit ?? eveAtNoon)).map((one) => ({ ...one, activities })),
    ],
    facts: [{ id: bothWork, of: "household", label: "Les deux parents travaillent-ils ?", default: false }],
    priorities: [...(file.priorities ?? []), ...(plan.priorities ? [{ activities, order: plan.priorities }] : [])],
    absences: {
      ...file.absences,
      rules: [...(file.absences?.rules ?? []), ...(plan.absences ?? []).map((one) => ({ ...one, activities }))],
    },
    prices: [...(file.prices ?? []), ...(plan.prices ?? [{ price: 280 }]).map((one) => ({ ...one, activities }))],
  };
}

/** The last version of each date of effect, the earliest first; the beginning of the school year when there is none. */
async function lastFiles(): Promise<Map<string, CommuneFileInput>> {
  const rows = await db().rulesVersion.findMany({ orderBy: [{ since: "asc" }, { loadedAt: "asc" }, { id: "asc" }] });
  const files = rows.map((row): [string, CommuneFileInput] => [
    fromColumn(row.since),
    row.document as unknown as CommuneFileInput,
  ]);
  return new Map(files.length > 0 ? files : [[SINCE, emptyFile]]);
}

async function keepVersion(input: CommuneFileInput, since: string): Promise<void> {
  const version = { id: newId(), label: "2026-2027", since: toColumn(since), sha256: newSecret().slice(0, 43) };
  const document = communeFileSchema.parse(input);
  await db().rulesVersion.create({ data: { ...version, document, loadedAt: new Date(++clock) } });
}

/** A further version, in force from a day on, with another price for one activity. */
export async function newRules(ruleCode: string, since: string, price: Price): Promise<void> {
  await versions;
  const file = [...(await lastFiles()).values()].at(-1) ?? emptyFile;
  const others = (file.prices ?? []).filter(({ activities }) => !activities?.includes(ruleCode));
  await keepVersion({ ...file, prices: [...others, { ...price, activities: [ruleCode] }] }, since);
}

/** One after the other: each version holds the activities of the last one, also where tests make several at a time. */
let versions: Promise<void> = Promise.resolve();

/** Versions of one day are told apart by when they came. */
let clock = monday.getTime();

export type Family = {
  accountId: string;
  householdId: string;
  guardianId: string;
  childIds: string[];
  email: string;
  scope: FamilyScope;
};

/** A parent with an account and children in CE1, enrolled in the activities. */
export async function aFamily(town: Town, activityIds: readonly string[], children = 1): Promise<Family> {
  const ids = { accountId: newId(), householdId: newId(), guardianId: newId() };
  const email = `${newSecret().slice(0, 12)}@example.org`;
  const person = { firstName: "Camille", lastName: "Durand" };
  const role = "parent" as const;
  await db().account.create({
    data: { id: ids.accountId, email, role, ...person, createdAt: monday, activatedAt: monday },
  });
  await db().household.create({ data: { id: ids.householdId, name: "Durand", createdAt: monday } });
  const { accountId } = ids;
  await db().guardian.create({ data: { id: ids.guardianId, accountId, ...person, createdAt: monday } });
  const membership = { id: newId(), householdId: ids.householdId, guardianId: ids.guardianId, since: start };
  await db().householdMember.create({ data: membership });
  const childIds = Array.from({ length: children }, () => newId());
  for (const childId of childIds) await aChild(town, { childId, activityIds, ...ids });
  const scope = await mintFamilyScope(db(), ids.accountId, "2026-11-23");
  if (!scope) throw new Error("The family has no scope");
  return { ...ids, childIds, email, scope };
}

type ChildPlan = { childId: string; activityIds: readonly string[]; householdId: string };

async function aChild(town: Town, { childId, activityIds, householdId }: ChildPlan) {
  const birthDate = toColumn("2019-03-01");
  await db().child.create({
    data: { id: childId, firstName: "Léa", lastName: "Durand", birthDate, createdAt: monday },
  });
  await db().childHousehold.create({ data: { id: newId(), childId, householdId, since: start } });
  const schooling = { id: newId(), childId, schoolYearId: town.yearId, siteId: town.siteId };
  await db().schooling.create({ data: { ...schooling, grade: "CE1", since: start } });
  await db().enrolment.createMany({
    data: activityIds.map((activityId) => ({
      ...{ id: newId(), childId, activityId, schoolYearId: town.yearId, householdId },
      ...{ state: "accepted" as const, since: start, requestedAt: monday },
    })),
  });
}

/** One transaction in a parent's name, as an action opens it. */
export function asParent<Value>(
  family: Pick<Family, "accountId">,
  work: (context: Context) => Promise<Value>,
  now: Date = monday,
): Promise<Value> {
  const actor = { accountId: family.accountId, role: "parent" as const };
  return transaction((tx) => work(contextOf(tx, now, { actor, channel: "portal", net: null })));
}
