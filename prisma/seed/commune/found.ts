/** Writes the commune itself: settings, charter, news, régie, sites, activities, rules, years and holidays. */
import { createHash } from "node:crypto";
import type { Holiday } from "@/lib/activity/rules";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { CommuneFile } from "@/lib/rulebook/schema";
import type { Tx } from "@/lib/server/db";
import type { TariffVersion } from "@/lib/tariff/rules";
import { at, must } from "../rows";
import type { Activity, OfferedKind } from "./activities";
import { activities, type SiteCode, sites } from "./activities";
import type { SchoolYear } from "./calendar";
import { charter } from "./charter";
import { newsAround } from "./news";
import { communeRules, ruleCodes } from "./rules";
import { settings } from "./settings";
import { type prices, ruleOf } from "./tariffs";
import { writeYears, type Years } from "./years";

export type Commune = {
  regieId: string;
  numcli: string;
  siteIds: Record<SiteCode, string>;
  activities: Activity[];
  holidays: Holiday[];
  rules: CommuneFile;
  /** Price lists by activity. */
  tariffs: ReadonlyMap<string, TariffVersion[]>;
  years: Years;
  charterPublishedOn: CivilDate;
};

/** The number under which PayFiP's double knows the régie. */
const NUMCLI = "012345";

export async function foundCommune(tx: Tx, today: CivilDate): Promise<Commune> {
  const { years, holidays } = await writeYears(tx, today);
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
  const offer = await writeActivities(tx, { regieId, siteIds, years });
  const rules = await writeRules(tx, years);
  return { regieId, numcli: NUMCLI, siteIds, ...offer, rules, holidays, years, charterPublishedOn };
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

async function writeRules(tx: Tx, { previous, current, next }: Years): Promise<CommuneFile> {
  const document = communeRules([previous, current, next]);
  const label = `Règlement ${current.label}`;
  const sha256 = createHash("sha256").update(JSON.stringify(document)).digest("hex");
  const loadedAt = at(addDays(previous.startsOn, -9), "18:00");
  await tx.rulesVersion.create({
    data: { id: newId(), label, since: toColumn(previous.startsOn), document, sha256, loadedAt },
  });
  return document;
}

type Place = Pick<Commune, "regieId" | "siteIds" | "years">;

async function writeActivities(
  tx: Tx,
  { regieId, siteIds, years }: Place,
): Promise<Pick<Commune, "activities" | "tariffs">> {
  const plans = activities.map((plan) => ({ ...plan, id: newId(), siteId: siteIds[plan.site] }));
  await tx.activity.createMany({
    data: plans.map(({ site, hours, weekdays, grades, cutOff, ...plan }, position) => ({
      ...plan,
      regieId,
      position,
      ruleCode: ruleCodes[plan.kind],
      startsAt: hours[0],
      endsAt: hours[1],
      weekdays: [...weekdays],
      ...(grades && { grades: [...grades] }),
      bookCutOff: cutOff,
      cancelCutOff: cutOff,
    })),
  });
  const tariffs = new Map(plans.map(({ id, kind }) => [id, pricesOf(kind, years)]));
  await tx.tariffVersion.createMany({
    data: [...tariffs].flatMap(([activityId, versions]) =>
      versions.map((version) => ({
        ...version,
        activityId,
        since: toColumn(version.since),
        until: version.until && toColumn(version.until),
        createdAt: at(addDays(version.since, -9), "18:00"),
      })),
    ),
  });
  return { activities: plans, tariffs };
}

/** Voted in June for the school year that begins: the version before ends the day before. */
function pricesOf(kind: OfferedKind, { previous, current }: Years): TariffVersion[] {
  const version = (list: keyof typeof prices, { startsOn, label }: SchoolYear, until: CivilDate | null) => ({
    id: newId(),
    label: `Délibération de juin ${label.slice(0, 4)}`,
    since: startsOn,
    until,
    rule: ruleOf(kind, list),
  });
  return [version("lastYear", previous, previous.endsOn), version("thisYear", current, null)];
}
