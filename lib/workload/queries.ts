/** The report of a period, in which nobody is recognised. */
import { addDays, fromColumn, instantOf, parisOf } from "@/lib/kernel/civil-date";
import { outcomes, requestKinds } from "@/lib/request/rules";
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
