/** Writes the commune itself: settings, charter, news, régie, sites, activities, rules, years and holidays. */
import { createHash } from "node:crypto";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Rules } from "@/lib/rulebook/rules-history";
import type { Tx } from "@/lib/server/db";
import { at, must } from "../rows";
import { type Activity, activities, type SiteCode, sites } from "./activities";
import { charter } from "./charter";
import { newsAround } from "./news";
import { communeRules, ruleCodes } from "./rules";
import { settings } from "./settings";
import { writeYears, type Years } from "./years";

export type Commune = {
  regieId: string;
  numcli: string;
  siteIds: Record<SiteCode, string>;
  activities: Activity[];
  rules: Rules;
  years: Years;
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
  const offered = await writeActivities(tx, { regieId, siteIds });
  const rules = await writeRules(tx, years);
  return { regieId, numcli: NUMCLI, siteIds, activities: offered, rules, years, charterPublishedOn };
}

/** Made up, as the commune is: no such post, no such body. */
const TREASURY = {
  ...{ postCode: "006999", postName: "SGC de Valmontel", siret: "21069999000012", collectivityCode: "999" },
  ...{ budgetCode: "00", budgetName: "Commune de Valmontel", nature: "7067" },
};

async function writeRegie(tx: Tx): Promise<string> {
  const id = newId();
  const settings = { till: { cesuAccepted: true, vouchersAccepted: true }, treasury: TREASURY };
  await tx.regie.create({ data: { id, code: "RAS", name: "Régie des affaires scolaires", settings } });
  await tx.payfipContract.create({ data: { id: newId(), regieId: id, numcli: NUMCLI, label: "Affaires scolaires" } });
  return id;
}

async function writeSites(tx: Tx): Promise<Commune["siteIds"]> {
  const rows = sites.map((site, position) => ({ ...site, grades: [...site.grades], id: newId(), position }));
  await tx.site.createMany({ data: rows });
  const idOf = (code: SiteCode) => must(rows.find((row) => row.code === code)?.id, code);
  return { OLI: idOf("OLI"), FON: idOf("FON"), CIG: idOf("CIG") };
}

async function writeRules(tx: Tx, { previous, current, next }: Years): Promise<Rules> {
  const file = communeRules([previous, current, next]);
  const rules = { id: newId(), label: `Règlement ${current.label}`, since: previous.startsOn, file };
  const sha256 = createHash("sha256").update(JSON.stringify(file)).digest("hex");
  const loadedAt = at(addDays(previous.startsOn, -9), "18:00");
  const { id, label } = rules;
  await tx.rulesVersion.create({
    data: { id, label, since: toColumn(rules.since), document: file, sha256, loadedAt },
  });
  return rules;
}

type Place = Pick<Commune, "regieId" | "siteIds">;

async function writeActivities(tx: Tx, { regieId, siteIds }: Place): Promise<Activity[]> {
  const plans = activities.map((plan) => ({ ...plan, id: newId(), siteId: siteIds[plan.site] }));
  await tx.activity.createMany({
    data: plans.map(({ site, hours, weekdays, grades, ...plan }, position) => ({
      ...plan,
      regieId,
      position,
      ruleCode: ruleCodes[plan.kind],
      startsAt: hours[0],
      endsAt: hours[1],
      weekdays: [...weekdays],
      ...(grades && { grades: [...grades] }),
    })),
  });
  return plans;
}
