/**
 * How long the rules take, without database or HTTP: a month of 10,000 children in four activities, on one core (issue 3, "Speed").
 * The town is made here: a third of the households have one child, a third two, a third three; no two quotients are alike by chance only.
 */
import { price } from "../../lib/pricing/rules";
import type { Household, Use } from "../../lib/pricing/schema";
import { type CommuneFile, communeFileSchema } from "../../lib/rulebook/schema";
import { measureGrid } from "./decide";
import { repeat, type Times } from "./measure";
import { measureMonthEnd } from "./month-end";

const MONTH = { from: "2026-11-01", to: "2026-11-30" };
const DAYS = [2, 3, 5, 6, 9, 10, 12, 13, 16, 17, 19, 20, 23, 24, 26, 27].map(
  (day) => `2026-11-${String(day).padStart(2, "0")}`,
);
const BRACKETS = ["[0,400)", "[400,640)", "[640,860)", "[860,1150)", "[1150,1500)", "[1500,inf)"];
const ACTIVITIES = ["accueil_matin", "cantine", "etude", "accueil_soir"];

/** Brackets for residents, one price for others, a third child's bracket, a late surcharge, a monthly cap. */
export function benchFile(): CommuneFile {
  return communeFileSchema.parse({
    format: "portail-commune/1",
    commune: { id: "mesure", name: "Mesure" },
    calendar: { zone: "B", schoolYears: ["2026-2027"] },
    activities: [
      { id: "accueil_matin", name: "Accueil du matin", kind: "morning-care", open: {} },
      { id: "cantine", name: "Cantine", kind: "canteen", open: {} },
      { id: "etude", name: "Étude", kind: "study", open: {} },
      {
        id: "accueil_soir",
        name: "Accueil du soir",
        kind: "evening-care",
        unit: "half_hour",
        hours: { from: "16:30", to: "18:30" },
      },
    ],
    deadlines: [
      {
        actions: ["book", "cancel"],
        activities: ["cantine"],
        windows: [
          { until: { kind: "weekday", weekday: "thu", weeks: 1, at: "09:00" } },
          { until: { kind: "days", days: 1, count: "school", at: "10:00" }, verdict: "late" },
        ],
        otherwise: "refused",
      },
      {
        actions: ["book", "cancel"],
        windows: [{ until: { kind: "hours", hours: 48, count: "business" } }],
        otherwise: "unbooked",
      },
    ],
    scales: [
      {
        id: "tranches",
        brackets: BRACKETS.map((range) => ({ in: range })),
        none: "highest",
        shifts: [{ when: { rank: ">=3" }, by: -1 }],
      },
    ],
    prices: [
      { activities: ["cantine"], when: { pai: true }, price: 80 },
      { activities: ["cantine"], when: { resident: false }, price: 650 },
      { activities: ["cantine"], price: { scale: "tranches", amounts: [50, 175, 235, 330, 400, 490] } },
      { activities: ["accueil_soir"], price: { scale: "tranches", amounts: [16, 70, 85, 110, 125, 135] } },
      {
        price: { percent: "0.12", minCents: 60, maxCents: 240, rounding: { mode: "nearest" } },
        when: { qfState: "known" },
      },
      { price: 240 },
    ],
    adjustments: [{ activities: ["cantine"], when: { booking: ["late", "none"] }, add: 100, label: "Hors délai" }],
    combinations: [{ kind: "cap", activities: ["accueil_matin", "accueil_soir"], per: "child_month", amount: 6000 }],
  });
}

export type Town = readonly { household: Household; uses: Use[] }[];

/** The same town each time: nothing is drawn. */
export function benchTown(children: number): Town {
  const town: { household: Household; uses: Use[] }[] = [];
  for (let made = 0, home = 0; made < children; home += 1) {
    const size = Math.min((home % 3) + 1, children - made);
    const ids = Array.from({ length: size }, (_, place) => `c${made + place}`);
    made += size;
    const facts = home % 17 === 0 ? { resident: false } : {};
    const quotients = home % 11 === 0 ? [] : [{ value: ((home * 37) % 200_000) / 100, receivedOn: "2026-09-01" }];
    const own = ids.map((id) => ({
      id,
      facts: [{ since: null, value: Number(id.slice(1)) % 40 === 0 ? { pai: true } : {} }],
    }));
    town.push({
      household: { facts: [{ since: null, value: facts }], quotients, children: own },
      uses: ids.flatMap((childId) => ACTIVITIES.flatMap((activity) => month(childId, activity))),
    });
  }
  return town;
}

function month(childId: string, activity: string): Use[] {
  return DAYS.map((day, place) => {
    const use: Use = {
      id: `${childId}-${activity}-${place}`,
      childId,
      activity,
      day,
      status: "present",
      booking: place === 7 ? "late" : "in_time",
      facts: {},
    };
    return activity === "accueil_soir" ? { ...use, stay: { from: "16:30", to: place % 2 ? "17:40" : "18:10" } } : use;
  });
}

export function priceTown(file: CommuneFile, town: Town): number {
  let cents = 0;
  for (const { household, uses } of town) {
    const priced = price(file, MONTH, household, uses);
    if (priced.problems.length > 0) throw new Error(`No price: ${JSON.stringify(priced.problems[0])}`);
    cents += priced.totalCents;
  }
  return cents;
}

export async function measureRules(): Promise<Times[]> {
  const file = benchFile();
  const town = benchTown(10_000);
  const uses = town.reduce((total, one) => total + one.uses.length, 0);
  const times = await repeat("pricing a month, 10,000 children × 4", { times: 3, warm: 0 }, async () =>
    priceTown(file, town),
  );
  const grid = { name: "deciding a grid, 2 children × 4 × 31 days", samples: [measureGrid(file, "2026-11")] };
  return [{ ...times, note: `${uses} uses` }, grid, ...(await measureMonthEnd(file))];
}
