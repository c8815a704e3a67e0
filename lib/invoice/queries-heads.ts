/**
 * What a draft says besides its amounts: whom it is for, from whom, names of children and services. Bulk: one read for a whole run.
 */

import { inForceOn } from "@/lib/activity/rules";
import { unique } from "@/lib/charge/queries";
import type { BillingFacts } from "@/lib/charge/schema";
import { settingsOf } from "@/lib/commune/queries";
import { addressesOf } from "@/lib/household/queries-facts";
import { addressOn, quotientOn } from "@/lib/household/rules";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { Draft } from "./rules";
import type { InvoiceHead, Issuer } from "./schema";

export type Heads = { headOf: (draft: Draft) => InvoiceHead; isOwnPayer: (draft: Draft) => boolean };

/**
 * `day` is the last day charged: the address and the quotient printed are those of that day. Of a home that the payer has left by then, neither
 * its reference, its quotient nor its address is told: a bill goes on being paid after a separation, and must not say where the other lives.
 */
export async function readHeads(
  tx: Tx,
  asked: {
    regieId: string;
    drafts: readonly Pick<Draft, "payerId" | "householdId">[];
    facts: BillingFacts;
    day: CivilDate;
    today: CivilDate;
  },
): Promise<Heads> {
  const { drafts, facts, day } = asked;
  const [issuer, payers, households] = await Promise.all([
    readIssuer(tx, asked.regieId),
    readPayers(tx, unique(drafts.map((draft) => draft.payerId)), asked),
    readReferences(tx, unique(drafts.map((draft) => draft.householdId))),
  ]);
  const homeIds = unique([...payers.values()].flatMap((payer) => payer.householdIds));
  const addresses = await addressesOf(tx, homeIds);
  const isOwnPayer = (draft: Pick<Draft, "payerId" | "householdId">) =>
    payers.get(draft.payerId)?.householdIds.includes(draft.householdId) ?? false;
  return {
    isOwnPayer,
    headOf: (draft) => {
      const payer = payers.get(draft.payerId);
      const own = payer?.address ?? null;
      const home = homePrinted(addresses, payer, { billed: draft.householdId, day });
      const quotient = isOwnPayer(draft)
        ? quotientOn(facts.households.get(draft.householdId)?.quotients ?? [], day)
        : null;
      return {
        name: payer?.name ?? "",
        address: own ?? (home ? linesOf(home) : []),
        householdRef: isOwnPayer(draft) ? (households.get(draft.householdId) ?? null) : null,
        quotient: quotient && { valueCents: quotient.valueCents, since: quotient.since, source: quotient.source },
        issuer,
      };
    },
  };
}

/** A payer of several households is written to where the invoice's household lives, else at the first of their own. */
function homeOf(own: readonly string[], billed: string): string | undefined {
  return own.includes(billed) ? billed : own[0];
}

type Address = Awaited<ReturnType<typeof addressesOf>>[number];

/** None of a payer without a home that day, nor a protected one that the payer has left since. */
function homePrinted(
  addresses: readonly Address[],
  payer: Payer | undefined,
  { billed, day }: { billed: string; day: CivilDate },
): Address | null {
  const homeId = homeOf(payer?.householdIds ?? [], billed);
  const own = addresses.filter(({ householdId }) => householdId === homeId);
  const found = addressOn(own, day);
  return found?.isProtected && payer?.leftIds.includes(found.householdId) ? null : found;
}

type Place = { line: string; more: string | null; postalCode: string; city: string };

function linesOf({ line, more, postalCode, city }: Place): string[] {
  return [line, ...(more ? [more] : []), `${postalCode} ${city}`];
}

/** `leftIds` are those of the homes that the payer has left since the day charged. */
type Payer = { name: string; address: string[] | null; householdIds: string[]; leftIds: string[] };

/** The homes are those the payer belongs to on `day`, the longest first. */
async function readPayers(
  tx: Tx,
  ids: string[],
  { day, today }: { day: CivilDate; today: CivilDate },
): Promise<Map<string, Payer>> {
  const column = toColumn(day);
  const rows = await tx.payer.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      name: true,
      addressLine: true,
      postalCode: true,
      city: true,
      guardian: {
        select: {
          firstName: true,
          lastName: true,
          memberships: {
            where: { since: { lte: column }, OR: [{ until: null }, { until: { gte: column } }] },
            select: { householdId: true, until: true },
            orderBy: { since: "asc" },
          },
        },
      },
    },
  });
  return new Map(
    rows.map(({ id, guardian, addressLine, postalCode, city, ...row }) => [
      id,
      {
        name: guardian ? `${guardian.firstName} ${guardian.lastName}` : row.name,
        address: addressLine
          ? linesOf({ line: addressLine, more: null, postalCode: postalCode ?? "", city: city ?? "" })
          : null,
        householdIds: guardian?.memberships.map((membership) => membership.householdId) ?? [],
        leftIds:
          guardian?.memberships
            .filter(({ until }) => until && fromColumn(until) < today)
            .map(({ householdId }) => householdId) ?? [],
      },
    ]),
  );
}

async function readReferences(tx: Tx, ids: string[]): Promise<Map<string, string | null>> {
  const rows = await tx.household.findMany({ where: { id: { in: ids } }, select: { id: true, externalRef: true } });
  return new Map(rows.map((row) => [row.id, row.externalRef]));
}

/** The commune and its régie as the settings say them now; what they leave empty is left out. */
export async function readIssuer(tx: Tx, regieId: string): Promise<Issuer> {
  const [regies, { identity, contacts, regie }] = await Promise.all([
    tx.regie.findMany({
      select: { id: true, name: true, contracts: { where: { isDefault: true }, select: { numcli: true }, take: 1 } },
    }),
    settingsOf(tx, ["identity", "contacts", "regie"]),
  ]);
  const own = regies.find((row) => row.id === regieId);
  const given = (text: string) => text || null;
  return {
    commune: identity.name,
    // The settings name the one régie; where there are several, each has its own name.
    regie: regies.length > 1 && own ? own.name : regie.name,
    address: regie.address || contacts.address,
    phone: given(regie.phone || contacts.phone),
    email: given(regie.email || contacts.email),
    hoursFr: given(contacts.hoursFr),
    hoursEn: given(contacts.hoursEn),
    siret: given(identity.siret),
    vatFr: given(regie.vatFr),
    court: given(identity.court),
    chequePayee: given(regie.chequePayee),
    numcli: own?.contracts[0]?.numcli ?? null,
    portal: new URL(env().PUBLIC_URL).host,
  };
}

/** Days between issue and due date: the régie's setting. */
export async function readDueDays(tx: Tx): Promise<number> {
  return (await settingsOf(tx, ["regie"])).regie.dueDays;
}

export async function readNames(
  tx: Tx,
  ids: { children: readonly string[]; activities: readonly string[]; day: CivilDate },
) {
  const [children, activities] = await Promise.all([
    tx.child.findMany({
      where: { id: { in: [...ids.children] } },
      orderBy: [{ birthDate: "asc" }, { id: "asc" }],
      select: {
        id: true,
        firstName: true,
        lastName: true,
        schoolings: {
          orderBy: { since: "asc" },
          select: { grade: true, since: true, until: true, site: { select: { name: true } } },
        },
      },
    }),
    tx.activity.findMany({
      where: { id: { in: [...ids.activities] } },
      orderBy: [{ startsAt: "asc" }, { position: "asc" }],
      select: { id: true, kind: true, nameFr: true, nameEn: true, productCode: true },
    }),
  ]);
  return {
    activities,
    children: children.map(({ schoolings, ...child }) => {
      const classes = schoolings.map((row) => ({
        ...row,
        since: fromColumn(row.since),
        until: row.until && fromColumn(row.until),
      }));
      const schooling = inForceOn(classes, ids.day);
      return {
        id: child.id,
        name: `${child.firstName} ${child.lastName}`,
        grade: schooling?.grade ?? null,
        site: schooling?.site.name ?? null,
      };
    }),
  };
}
