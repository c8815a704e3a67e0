/** Two requests for an account that wait for the office: a family new to the commune, and the second parent of a child it knows. */
import type { Grade } from "@/lib/household/schema";
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import type { StoredRequest } from "@/lib/request/schema-account-request";
import type { Tx } from "@/lib/server/db";
import type { SiteCode } from "../commune/activities";
import { startOf } from "../commune/calendar";
import type { Commune } from "../commune/found";
import { TOWN } from "../families/story";
import type { Trace } from "../life/journal";
import { at, must } from "../rows";

type Newcomer = { email: string; askedDaysAgo: number; payload: StoredRequest };

function newcomersOf({ siteIds, years }: Commune): Newcomer[] {
  const bornIn = (age: number, day: string) => `${startOf(years.current) - age}-${day}`;
  const child = (firstName: string, lastName: string, school: [SiteCode, Grade], birthDate: CivilDate) => {
    const [site, grade] = school;
    return { firstName, lastName, siteId: siteIds[site], grade, birthDate };
  };
  return [
    {
      email: "chidi.okafor@example.org",
      askedDaysAgo: 2,
      payload: {
        firstName: "Chidi",
        lastName: "Okafor",
        phone: "06 39 98 93 11",
        line: "6 rue des Lauriers",
        more: null,
        ...TOWN,
        children: [
          child("Adaeze", "Okafor", ["OLI", "MS"], bornIn(4, "04-22")),
          child("Emeka", "Okafor", ["OLI", "CE1"], bornIn(7, "09-13")),
        ],
        message: "Nous arrivons de Toulon. Les enfants sont inscrits à l’école depuis lundi.",
        locale: "fr",
      },
    },
    {
      email: "marco.marchetti@example.org",
      askedDaysAgo: 6,
      payload: {
        firstName: "Marco",
        lastName: "Marchetti",
        phone: "06 39 98 93 12",
        line: "9 route de la Forêt",
        more: null,
        ...TOWN,
        children: [child("Lina", "Marchetti", ["OLI", "CE2"], bornIn(8, "08-14"))],
        message: null,
        locale: "fr",
      },
    },
  ];
}

export async function writeNewcomers(
  tx: Tx,
  { commune, today }: { commune: Commune; today: CivilDate },
): Promise<Trace[]> {
  const rows = newcomersOf(commune).map(({ email, askedDaysAgo, payload }) => ({
    id: newId(),
    reference: newReference("DEM"),
    email,
    payload,
    siteId: must(payload.children[0], "child").siteId,
    state: "submitted" as const,
    createdAt: at(addDays(today, -askedDaysAgo), "12:31"),
  }));
  await tx.accountRequest.createMany({ data: rows });
  return rows.map(({ id, reference, createdAt }) => ({
    at: createdAt,
    actor: null,
    event: {
      type: "account.requested",
      subject: null,
      object: { kind: "account-request", id },
      body: { requestId: id, reference },
    },
  }));
}
