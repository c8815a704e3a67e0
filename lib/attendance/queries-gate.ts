/**
 * What must be known of a child at the gate of the place it attends, and nowhere else: allergies, diet, PAI,
 * who may collect it, who may only be called, who must not (facts: domain-rules 15, 16, 31, 32).
 */
import { collectorsOf } from "@/lib/delegation/queries";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export type GatePerson = {
  name: string;
  relation: string | null;
  phone: string | null;
  kind: "authorised" | "emergency_only" | "forbidden";
};
export type Gate = {
  diet: string;
  hasPai: boolean;
  allergies: string | null;
  mayLeaveAlone: boolean;
  people: GatePerson[];
};

export async function readGate(tx: Tx, childIds: readonly string[], day: CivilDate): Promise<Map<string, Gate>> {
  const [collectors, rows] = [await collectorsOf(tx, childIds, day), await readChildren(tx, childIds)];
  const entrusted = (id: string) =>
    collectors
      .filter(({ childId }) => childId === id)
      .map(({ name, relation }): GatePerson => ({ name, relation, phone: null, kind: "authorised" }));
  return new Map(rows.map((row) => [row.id, gateOf(row, day, entrusted(row.id))]));
}

function readChildren(tx: Tx, childIds: readonly string[]) {
  return tx.child.findMany({
    where: { id: { in: [...childIds] } },
    select: {
      id: true,
      health: true,
      pickups: { orderBy: [{ kind: "asc" }, { name: "asc" }] },
      consents: { where: { kind: "leave-alone" }, orderBy: { givenAt: "desc" }, take: 1, select: { isGranted: true } },
      guardianships: {
        select: {
          isBarred: true,
          guardian: { select: { firstName: true, lastName: true, phone: true, deceasedOn: true } },
        },
      },
    },
  });
}

type Row = Awaited<ReturnType<typeof readChildren>>[number];

/** `entrusted`: to whom a parent entrusted the child on that day. */
function gateOf({ health, pickups, consents, guardianships }: Row, day: CivilDate, entrusted: GatePerson[]): Gate {
  const parents = guardianships
    .filter(({ guardian }) => !guardian.deceasedOn || guardian.deceasedOn > toColumn(day))
    .map(
      ({ isBarred, guardian }): GatePerson => ({
        name: `${guardian.firstName} ${guardian.lastName}`,
        relation: null,
        phone: isBarred ? null : guardian.phone,
        kind: isBarred ? "forbidden" : "authorised",
      }),
    );
  const others = pickups.map(({ name, relation, phone, kind }): GatePerson => ({ name, relation, phone, kind }));
  const inForce = health?.paiUntil ? fromColumn(health.paiUntil) >= day : true;
  return {
    diet: health?.diet ?? "standard",
    hasPai: (health?.hasPai ?? false) && inForce,
    allergies: health?.allergies ?? null,
    mayLeaveAlone: consents[0]?.isGranted ?? false,
    people: [...parents, ...others, ...entrusted].sort((a, b) => RANK[a.kind] - RANK[b.kind]),
  };
}

/** Whom one must not hand the child to comes first. */
const RANK: Record<GatePerson["kind"], number> = { forbidden: 0, authorised: 1, emergency_only: 2 };
