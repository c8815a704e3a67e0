/** Counts of requests: the ones that wait now, within the scope of whoever looks; and the report of a period, in which nobody is recognised. */
import type { OfficeScope } from "@/lib/access/gate";
import { requestsOfOffice } from "@/lib/casework/queries-office";
import { addDays, type CivilDate, fromColumn, instantOf, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import { openStates, outcomes, requestKinds } from "@/lib/request/rules";
import type { Tx } from "@/lib/server/db";
import {
  type Counted,
  type Half,
  halvesOf,
  type Keys,
  type Period,
  punctualities,
  type Report,
  reportOf,
  spanOf,
  times,
} from "./rules";

export type Counts = { open: number; late: number; soon: number; family: number; mine: number; nobody: number };

/** Numbers only, never a name: asking for them again every half-minute consults nobody's file. */
export async function countsOf(tx: Tx, scope: OfficeScope, soonBy: CivilDate): Promise<Counts> {
  const where = { AND: [await requestsOfOffice(tx, scope), { state: { in: [...openStates] } }] };
  const [groups, mine, nobody] = await Promise.all([
    tx.familyRequest.groupBy({ by: ["state", "dueOn"], where, _count: true }),
    tx.familyRequest.count({ where: { AND: [where, { assignedToId: scope.accountId }] } }),
    tx.familyRequest.count({ where: { AND: [where, { assignedToId: null, teamId: null }] } }),
  ]);
  const today = toColumn(scope.today).getTime();
  const end = toColumn(soonBy).getTime();
  const count = (test: (group: (typeof groups)[number]) => boolean) =>
    sum(groups.filter(test).map((one) => one._count));
  const due = (test: (day: number) => boolean) =>
    count(({ dueOn, state }) => dueOn !== null && state !== "waiting_family" && test(dueOn.getTime()));
  return {
    open: count(() => true),
    late: due((day) => day < today),
    soon: due((day) => day >= today && day <= end),
    family: count(({ state }) => state === "waiting_family" || state === "proposal"),
    ...{ mine, nobody },
  };
}

export type NamedReport = Report & { sites: ReadonlyMap<string, string> };

/** Of the whole commune: its reader sees no request, only counts that are protected. */
export async function reportOn(tx: Tx, period: Period): Promise<NamedReport> {
  const sites = await tx.site.findMany({
    orderBy: [{ position: "asc" }, { id: "asc" }],
    select: { id: true, name: true },
  });
  const keys: Keys = {
    kind: requestKinds,
    site: [...sites.map(({ id }) => id), "none"],
    outcome: [...outcomes, "open"],
    time: times,
    punctuality: punctualities,
  };
  const halves = await Promise.all(halvesOf(period).map((half) => receivedIn(tx, half)));
  return { ...reportOf(halves, keys), sites: new Map(sites.map(({ id, name }) => [id, name])) };
}

async function receivedIn(tx: Tx, half: Half): Promise<Counted[]> {
  const { from, to } = spanOf(half);
  const rows = await tx.familyRequest.findMany({
    where: { receivedAt: { gte: instantOf(`${from}T00:00`), lt: instantOf(`${addDays(to, 1)}T00:00`) } },
    select: { kind: true, siteId: true, outcome: true, receivedAt: true, decidedAt: true, dueOn: true },
  });
  return rows.map(({ receivedAt, decidedAt, dueOn, ...row }) => ({
    ...row,
    receivedOn: parisOf(receivedAt).day,
    decidedOn: decidedAt && parisOf(decidedAt).day,
    dueOn: dueOn && fromColumn(dueOn),
  }));
}
