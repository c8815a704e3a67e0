/** Writes the commune itself: settings, charter, news, régie, sites, activities, prices, years and holidays. */
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Tx } from "@/lib/server/db";
import { at, must } from "../rows";
import { type ActivityKind, activities, type SiteCode, sites } from "./activities";
import { publicHolidaysOf, type SchoolYear, schoolYearOf, schoolYearOn, startOf, ZONE } from "./calendar";
import { charter } from "./charter";
import { newsAround } from "./news";
import type { Activity } from "./opening";
import { settings } from "./settings";
import { tariffOf } from "./tariffs";

export type Year = SchoolYear & { id: string };
export type Commune = {
  regieId: string;
  siteIds: Record<SiteCode, string>;
  activities: Activity[];
  years: { previous: Year; current: Year; next: Year };
  charterPublishedOn: CivilDate;
};

/** The number under which PayFiP's double knows the régie. */
const NUMCLI = "012345";

export async function foundCommune(tx: Tx, today: CivilDate): Promise<Commune> {
  const years = await writeYears(tx, today);
  const since = at(years.previous.startsOn, "09:00");
  const charterPublishedOn = addDays(today, -6);
  await tx.setting.createMany({
    data: Object.entries(settings).map(([section, value]) => ({ section, value, updatedAt: since })),
  });
  await tx.charterVersion.create({ data: { ...charter, publishedAt: at(charterPublishedOn, "08:00") } });
  await tx.newsItem.createMany({
    data: newsAround(today).map((news) => ({
      ...news,
      id: newId(),
      since: toColumn(news.since),
      until: toColumn(news.until),
      createdAt: at(news.since, "08:30"),
    })),
  });
  const regieId = await writeRegie(tx);
  const siteIds = await writeSites(tx);
  return {
    regieId,
    siteIds,
    activities: await writeActivities(tx, { regieId, siteIds, years }),
    years,
    charterPublishedOn,
  };
}

async function writeYears(tx: Tx, today: CivilDate): Promise<Commune["years"]> {
  const start = startOf(schoolYearOn(today));
  const [previous, current, next] = [start - 1, start, start + 1].map((one) => ({ ...schoolYearOf(one), id: newId() }));
  const years = { previous: must(previous, "year"), current: must(current, "year"), next: must(next, "year") };
  const list = [years.previous, years.current, years.next];
  await tx.schoolYear.createMany({
    data: list.map(({ id, label, startsOn, endsOn }) => ({
      id,
      label,
      startsOn: toColumn(startsOn),
      endsOn: toColumn(endsOn),
    })),
  });
  const breaks = [
    ...list.flatMap((year) => year.holidays),
    ...[0, 1, 2, 3].flatMap((n) => publicHolidaysOf(start - 1 + n)),
  ];
  await tx.holiday.createMany({
    data: breaks.map((one) => ({
      ...one,
      id: newId(),
      zone: one.kind === "school" ? ZONE : null,
      since: toColumn(one.since),
      until: toColumn(one.until),
    })),
  });
  return years;
}

async function writeRegie(tx: Tx): Promise<string> {
  const id = newId();
  await tx.regie.create({ data: { id, code: "RAS", name: "Régie des affaires scolaires" } });
  await tx.payfipContract.create({ data: { id: newId(), regieId: id, numcli: NUMCLI, label: "Affaires scolaires" } });
  return id;
}

async function writeSites(tx: Tx): Promise<Commune["siteIds"]> {
  const rows = sites.map((site, position) => ({ ...site, grades: [...site.grades], id: newId(), position }));
  await tx.site.createMany({ data: rows });
  const idOf = (code: SiteCode) => must(rows.find((row) => row.code === code)?.id, code);
  return { OLI: idOf("OLI"), FON: idOf("FON"), CIG: idOf("CIG") };
}

type Place = Pick<Commune, "regieId" | "siteIds" | "years">;

async function writeActivities(tx: Tx, { regieId, siteIds, years }: Place): Promise<Activity[]> {
  const plans = activities.map((plan) => ({ ...plan, id: newId(), siteId: siteIds[plan.site] }));
  await tx.activity.createMany({
    data: plans.map(({ site, hours, weekdays, grades, cutOff, ...plan }, position) => ({
      ...plan,
      regieId,
      position,
      startsAt: hours[0],
      endsAt: hours[1],
      weekdays: [...weekdays],
      ...(grades && { grades: [...grades] }),
      bookCutOff: cutOff,
      cancelCutOff: cutOff,
    })),
  });
  await tx.tariffVersion.createMany({ data: plans.flatMap(({ id, kind }) => pricesOf(id, kind, years)) });
  return plans;
}

/** Voted in June for the school year that begins: the version before ends the day before. */
function pricesOf(activityId: string, kind: ActivityKind, { previous, current }: Commune["years"]) {
  const version = (year: "thisYear" | "lastYear", { startsOn, endsOn, label }: SchoolYear) => ({
    id: newId(),
    activityId,
    label: `Délibération de juin ${label.slice(0, 4)}`,
    since: toColumn(startsOn),
    until: toColumn(endsOn),
    rule: tariffOf(kind, year),
    createdAt: at(addDays(startsOn, -9), "18:00"),
  });
  return [version("lastYear", previous), { ...version("thisYear", current), until: null }];
}
