/**
 * What a draft says besides its amounts: whom it is for, from whom, names of children and services. Bulk: one read for a whole run.
 */

import { unique } from "@/lib/charge/queries";
import type { BillingFacts } from "@/lib/charge/rules";
import { addressesOf } from "@/lib/household/queries-facts";
import { addressOn, quotientOn } from "@/lib/household/rules";
import { type CivilDate, fromColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { inForceOn } from "@/lib/tariff/rules";
import type { Draft } from "./rules";
import { type InvoiceHead, type Issuer, issuerSchema } from "./schema";

export type Heads = { headOf: (draft: Draft) => InvoiceHead; isOwnPayer: (draft: Draft) => boolean };

/** `day` is the last day charged: the address and the quotient printed are those of that day. */
export async function readHeads(
  tx: Tx,
  asked: {
    regieId: string;
    drafts: readonly Pick<Draft, "payerId" | "householdId">[];
    facts: BillingFacts;
    day: CivilDate;
  },
): Promise<Heads> {
  const { drafts, facts, day } = asked;
  const [issuer, payers, households] = await Promise.all([
    readIssuer(tx, asked.regieId),
    readPayers(tx, unique(drafts.map((draft) => draft.payerId))),
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
      const home = addressOn(
        addresses.filter((row) => row.householdId === homeOf(payer?.householdIds ?? [], draft.householdId)),
        day,
      );
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

type Place = { line: string; more: string | null; postalCode: string; city: string };

function linesOf({ line, more, postalCode, city }: Place): string[] {
  return [line, ...(more ? [more] : []), `${postalCode} ${city}`];
}

type Payer = { name: string; address: string[] | null; householdIds: string[] };

async function readPayers(tx: Tx, ids: string[]): Promise<Map<string, Payer>> {
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
          memberships: { select: { householdId: true }, orderBy: { since: "asc" } },
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
      },
    ]),
  );
}

async function readReferences(tx: Tx, ids: string[]): Promise<Map<string, string | null>> {
  const rows = await tx.household.findMany({ where: { id: { in: ids } }, select: { id: true, externalRef: true } });
  return new Map(rows.map((row) => [row.id, row.externalRef]));
}

/** The commune and its régie as the settings say them now; absent settings leave their lines out. */
export async function readIssuer(tx: Tx, regieId: string): Promise<Issuer> {
  const [regie, settings] = await Promise.all([
    tx.regie.findUniqueOrThrow({
      where: { id: regieId },
      select: { name: true, contracts: { where: { isDefault: true }, select: { numcli: true }, take: 1 } },
    }),
    readSettings(tx),
  ]);
  const say = (section: string, key: string) => settings.get(section)?.[key] ?? null;
  return issuerSchema.parse({
    commune: say("identity", "name") ?? "",
    regie: regie.name,
    address: say("regie", "address") ?? say("contacts", "address") ?? "",
    phone: say("regie", "phone") ?? say("contacts", "phone"),
    email: say("regie", "email") ?? say("contacts", "email"),
    hoursFr: say("contacts", "hoursFr"),
    hoursEn: say("contacts", "hoursEn"),
    siret: say("identity", "siret"),
    vatFr: say("regie", "vatFr"),
    court: say("identity", "court"),
    chequePayee: say("regie", "chequePayee"),
    numcli: regie.contracts[0]?.numcli ?? null,
    portal: new URL(env().PUBLIC_URL).host,
  });
}

const DUE_DAYS = 30;

/** Days between issue and due date: the régie's setting. */
export async function readDueDays(tx: Tx): Promise<number> {
  const days = Number((await readSettings(tx)).get("regie")?.dueDays ?? DUE_DAYS);
  return Number.isInteger(days) && days > 0 ? days : DUE_DAYS;
}

async function readSettings(tx: Tx): Promise<Map<string, Record<string, string | null>>> {
  const rows = await tx.setting.findMany({ where: { section: { in: ["identity", "contacts", "regie"] } } });
  return new Map(rows.map((row) => [row.section, textsOf(row.value)]));
}

function textsOf(value: unknown): Record<string, string | null> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => [key, text === null || text === "" ? null : String(text)]),
  );
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
