/** Who is billed for a home, in what shares, and at which quotient familial: grandparents, the CCAS, the department, or a guardian. */
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { at, earlier } from "../rows";
import type { Home } from "./home";
import type { Rows } from "./settling";
import { type PayerShare, type Story, TOWN } from "./story";

/** The first names of the stories that a man bears; the treasury's files ask for a civility. */
const MEN = new Set(
  "Alexeï Antoine Cédric David Denis Deniz Fabrice Firmin Georges Gilles Hugues Jean-Baptiste Julien Karim Loïc Mamadou Marc Marco Mathieu Minh Nicolas Olivier Paul Pierre Raúl Sami Sébastien Thibaut Tomasz Vincent".split(
    " ",
  ),
);
/** Nobody asked her yet: the page of titles shows what is missing. */
const NOT_ASKED = "Aurore";

function civilityOf(kind: PayerShare["kind"], firstName: string | undefined): string | null {
  if (kind === "organisation" || !firstName || firstName === NOT_ASKED) return null;
  return MEN.has(firstName) ? "M" : "MME";
}

type Owner = { householdId: string; guardianId: string; since: CivilDate };

export function payersOf(story: Story, owner: Owner, rows: Rows): Pick<Home, "payers" | "shares"> {
  const list = sharesOf(story).map((share) => ({
    ...share,
    payer: { id: newId(), name: share.firstName ? `${share.firstName} ${share.name}` : share.name },
  }));
  const [first] = story.adults;
  rows.payers.push(
    ...list.map(({ payer, kind, isParent, address, firstName }) => ({
      id: payer.id,
      kind,
      civility: civilityOf(kind, firstName),
      guardianId: isParent ? owner.guardianId : null,
      name: payer.name,
      email: isParent ? (first?.email ?? null) : null,
      // A parent is written to where the household lives.
      ...(!isParent && { addressLine: address, ...TOWN }),
      createdAt: at(owner.since, "10:00"),
    })),
  );
  const shares = list.map(({ payer, sharePercent }) => ({ payerId: payer.id, childId: null, sharePercent }));
  const since = toColumn(owner.since);
  rows.shares.push(...shares.map((share) => ({ id: newId(), householdId: owner.householdId, ...share, since })));
  return {
    payers: list.map(({ payer }) => payer),
    shares: shares.map((share) => ({ ...share, since: owner.since, until: null })),
  };
}

type ToldShare = PayerShare & { isParent: boolean };

/** Without a word of the story, the first adult pays all. */
function sharesOf(story: Story): ToldShare[] {
  const [first] = story.adults;
  const told = story.payers.map((share) => ({ ...share, isParent: share.firstName === first?.firstName }));
  if (told.length > 0) return told;
  const whole = { kind: "guardian", sharePercent: 100, address: story.address.line, isParent: true } as const;
  return [{ ...whole, name: first?.lastName ?? story.name, firstName: first?.firstName ?? "" }];
}

type Quotients = { householdId: string; since: CivilDate; today: CivilDate; schoolStart: number };

/** A new certificate each September; the one before stays, so that what it priced can be explained. */
export function quotientsOf(story: Story, home: Quotients, rows: Rows): Home["quotients"] {
  const { quotient } = story;
  if (!quotient) return [];
  const september = `${home.schoolStart}-09-01`;
  const ended = quotient.endedDaysAgo === null ? null : addDays(home.today, -quotient.endedDaysAgo);
  const first = { value: quotient.before ?? quotient.value, since: home.since };
  const second = { value: quotient.value, since: september };
  const told =
    quotient.before !== null && september > home.since ? [first, second] : [{ ...second, since: home.since }];
  const list = told.map(({ value, since }) => ({
    valueCents: value * 100,
    since,
    until: ended,
    recordedAt: at(earlier(since, addDays(home.today, -1)), "11:00"),
  }));
  rows.quotients.push(
    ...list.map(({ valueCents, since, until, recordedAt }) => ({
      id: newId(),
      householdId: home.householdId,
      valueCents,
      source: quotient.source,
      since: toColumn(since),
      until: until && toColumn(until),
      recordedAt,
    })),
  );
  return list;
}
