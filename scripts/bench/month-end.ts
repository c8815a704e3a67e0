/** The month's charges and drafts for 300, 3,000 and 30,000 households, without database: how the time grows is told as an exponent (issue 3, "Speed"). */
import { chargesOf } from "../../lib/charge/rules";
import type { BillingFacts, Day, HouseholdFacts } from "../../lib/charge/schema";
import { draftsOf } from "../../lib/invoice/rules";
import type { CommuneFile } from "../../lib/rulebook/schema";
import { type Times, timed } from "./measure";

const SIZES = [300, 3_000, 30_000] as const;
const DAYS = [2, 3, 5, 6, 9, 10, 12, 13].map((day) => `2026-11-${String(day).padStart(2, "0")}`);
const SERVICES = [
  { activityId: "a1", ruleCode: "accueil_matin", startsAt: "07:30", endsAt: "08:20" },
  { activityId: "a2", ruleCode: "cantine", startsAt: "11:30", endsAt: "13:20" },
];

export async function measureMonthEnd(file: CommuneFile): Promise<Times[]> {
  const times: Times[] = [];
  for (const size of SIZES) {
    const facts = factsOf(file, size);
    const samples: number[] = [];
    for (let run = 0; run < (size > 5_000 ? 1 : 3); run += 1) samples.push(await timed(async () => billMonth(facts)));
    times.push({ name: `month-end, ${size} households`, samples });
  }
  return times.map((one, index) => {
    const before = times[index - 1];
    if (!before) return one;
    const growth = Math.log10(least(one) / least(before)) / Math.log10((SIZES[index] ?? 1) / (SIZES[index - 1] ?? 1));
    return { ...one, note: `exponent ${growth.toFixed(2)}` };
  });
}

function least({ samples }: Times): number {
  return Math.min(...samples);
}

function billMonth(facts: BillingFacts): void {
  const { charges, waived, findings } = chargesOf(facts);
  const fault = findings.find(({ kind }) => kind !== "price-changed");
  if (fault) throw new Error(`Not billed: ${JSON.stringify(fault)}`);
  const kept = charges.map((charge) => ({ ...charge, id: charge.sourceKey }));
  const children = [...new Set(charges.flatMap(({ childId }) => childId ?? []))];
  const { drafts } = draftsOf(kept, waived, { children, activities: SERVICES.map(({ activityId }) => activityId) });
  if (drafts.length !== facts.households.size) throw new Error(`${drafts.length} drafts`);
}

/** Two children a household, two services, eight days each. */
function factsOf(file: CommuneFile, size: number): BillingFacts {
  const homes = Array.from({ length: size }, (_, home) => `h${home}`);
  const households = new Map<string, HouseholdFacts>(homes.map((id, home) => [id, householdOf(id, home)]));
  return {
    commune: "Mesure",
    period: { from: "2026-11-01", to: "2026-11-30" },
    rules: [{ id: "v1", label: "Mesure", since: "2026-09-01", file }],
    days: homes.flatMap((id) => [0, 1].flatMap((child) => daysOf(id, `${id}c${child}`))),
    households,
    homes: new Map(),
    issued: [],
  };
}

function householdOf(id: string, home: number): HouseholdFacts {
  const since = "2026-09-01";
  const quotient = { valueCents: (home * 37) % 200_000, source: "caf", since, until: null, recordedAt: new Date(0) };
  return {
    quotients: home % 11 === 0 ? [] : [quotient],
    addresses: [{ city: "Mesure", since: "2020-01-01" }],
    declared: [],
    shares: [{ payerId: `p${home}`, childId: null, sharePercent: 100, since, until: null }],
    children: [0, 1].map((child) => ({
      ...{ id: `${id}c${child}`, birthDate: "2018-03-04", pai: null, declared: [] },
      schoolings: [{ grade: "CE1", school: "oli", since, until: null }],
    })),
  };
}

function daysOf(householdId: string, childId: string): Day[] {
  return SERVICES.flatMap((service) =>
    DAYS.map((day) => ({
      ...service,
      ...{
        activityDayId: `${service.activityId}${day}`,
        day,
        childId,
        regularity: null,
        enrolledOn: null,
        attendance: null,
      },
      booking: { id: `${childId}${service.activityId}${day}`, householdId, priceCents: 0, timing: "in_time" as const },
    })),
  );
}
