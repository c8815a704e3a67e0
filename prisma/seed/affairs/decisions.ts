/** What waits for the office or was decided by it: changes that families asked for, a suspension, a child found twice. */
import { suspend } from "@/lib/accreditation/commands-rights";
import type { Prisma } from "@/lib/generated/prisma/client";
import { addDays, type CivilDate, parisOf, toColumn } from "@/lib/kernel/civil-date";
import { newId, newReference } from "@/lib/kernel/ids";
import { workingDayFrom } from "@/lib/request/rules-deadline";
import type { StoredChange } from "@/lib/request/schema";
import { contextOf } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Trace } from "../life/journal";
import { at, must } from "../rows";
import { writeCasework } from "./casework";
import { homeOf, type Office } from "./office";
import { writeStandingIn } from "./standing-in";

type Wish = {
  story: string;
  askedDaysAgo: number;
  decided: { state: "accepted" | "refused"; daysAgo: number; motive: string | null } | null;
  comment: string | null;
} & (
  | { kind: "quotient_familial"; before: StoredChange<"quotient_familial">; after: StoredChange<"quotient_familial"> }
  | {
      kind: "guardian_identity";
      before: StoredChange<"guardian_identity">;
      after: StoredChange<"guardian_identity">;
      email: string;
    }
  | { kind: "child_custody"; before: StoredChange<"child_custody">; after: StoredChange<"child_custody"> }
);

function wishesOf(today: CivilDate): Wish[] {
  const quotient = (value: number, since: CivilDate) => ({
    valueCents: value * 100,
    source: "caf" as const,
    beneficiary: null,
    since,
  });
  return [
    // The bride's name: waits for the office.
    {
      story: "haddad",
      kind: "guardian_identity",
      email: "rania.haddad@example.org",
      before: { firstName: "Rania", lastName: "Haddad" },
      after: { firstName: "Rania", lastName: "Haddad-Kessler" },
      askedDaysAgo: 5,
      decided: null,
      comment: "Nous avons ajouté mon nom de naissance. L’acte est au guichet.",
    },
    // The certificate that was missing: the top price applied in between.
    {
      story: "gauthier",
      kind: "quotient_familial",
      before: { valueCents: null, source: null, beneficiary: null, since: null },
      after: quotient(615, addDays(today, -2)),
      askedDaysAgo: 2,
      decided: null,
      comment: null,
    },
    // Refused with its reason.
    {
      story: "ferrand",
      kind: "quotient_familial",
      before: quotient(1180, addDays(today, -400)),
      after: quotient(640, addDays(today, -60)),
      askedDaysAgo: 26,
      decided: {
        state: "refused",
        daysAgo: 21,
        motive: "L’attestation envoyée est celle d’une autre année. Envoyez-nous celle de l’année en cours.",
      },
      comment: null,
    },
    // Agreed when the parents parted.
    {
      story: "durand",
      kind: "child_custody",
      before: { custody: null },
      after: { custody: { kind: "alternate-weeks", parity: "even" } },
      askedDaysAgo: 150,
      decided: { state: "accepted", daysAgo: 146, motive: null },
      comment: "Jugement joint au guichet.",
    },
  ];
}

export async function writeDecisions(tx: Tx, office: Office): Promise<Trace[]> {
  const list = wishesOf(office.today).map((wish) => changeOf(wish, office));
  await tx.changeRequest.createMany({ data: list.map(({ row }) => row) });
  await tx.familyRequest.createMany({ data: list.map(({ request }) => request) });
  await suspendParent(tx, office);
  await writeCasework(tx, office);
  await writeStandingIn(tx, office);
  return [...list.flatMap(({ traces }) => traces), ...(await writeDuplicates(tx, office))];
}

/** Its place among the requests of the family, with the time it is given. */
function followed(row: Prisma.ChangeRequestCreateManyInput, receivedAt: Date): Prisma.FamilyRequestCreateManyInput {
  const { id, reference, householdId, childId = null, accountId, decidedAt = null } = row;
  const asked = { id, reference, kind: "change", householdId, childId, accountId, receivedAt };
  const dueOn = toColumn(workingDayFrom(parisOf(receivedAt).day, 10, { alsaceMoselle: false }));
  const object = { objectKind: "change-request", objectId: id };
  if (row.state === "submitted") return { ...asked, ...object, dueOn, state: "received" };
  return { ...asked, ...object, dueOn, state: "decided", outcome: row.state, decidedAt };
}

type Written = {
  row: Prisma.ChangeRequestCreateManyInput;
  request: Prisma.FamilyRequestCreateManyInput;
  traces: Trace[];
};

function changeOf(wish: Wish, office: Office): Written {
  const home = homeOf(office, wish.story);
  const childId =
    wish.kind === "child_custody"
      ? must(
          home.places.find(({ custody }) => custody),
          "custody",
        ).kid.id
      : null;
  const guardianId = wish.kind === "guardian_identity" ? must(office.guardianIds.get(wish.email), wish.email) : null;
  const [id, reference] = [newId(), newReference("DEM")];
  const { kind, before, after, comment, decided } = wish;
  const createdAt = at(addDays(office.today, -wish.askedDaysAgo), "18:47");
  const decidedAt = decided && at(addDays(office.today, -decided.daysAgo), "11:20");
  const accountId = must(home.accountId, `account of ${wish.story}`);
  const who = { householdId: home.id, childId, guardianId };
  const row = {
    ...{ id, reference, kind, before, after, comment, createdAt, accountId, ...who },
    state: decided?.state ?? ("submitted" as const),
    motive: decided?.motive ?? null,
    decidedAt,
    decidedById: decided && office.head.accountId,
  };
  const subject = { kind: "household" as const, id: home.id };
  const object = { kind: "change-request", id };
  const asked = { reference, changeKind: kind, childId, guardianId, before, after, comment };
  const parent = { accountId, role: "parent" as const };
  const traces: Trace[] = [
    { at: createdAt, actor: parent, event: { type: "change.requested", subject, object, body: asked } },
  ];
  if (decided && decidedAt) {
    const type = decided.state === "accepted" ? "change.accepted" : "change.refused";
    const body = { reference, changeKind: kind, childId, guardianId, motive: decided.motive };
    traces.push({ at: decidedAt, actor: office.head, event: { type, subject, object, body } });
  }
  return { row, request: followed(row, createdAt), traces };
}

/** The decision says why, until when, and how to contest it. */
async function suspendParent(tx: Tx, office: Office): Promise<void> {
  const day = addDays(office.today, -4);
  const context = contextOf(tx, at(day, "09:30"), { actor: office.head, channel: "counter", net: null });
  const outcome = await suspend(context, {
    accountId: must(homeOf(office, "besson").accountId, "suspended account"),
    motive:
      "Trois départs après 18 h 30 sans prévenir, à la garderie du soir des Oliviers, malgré un courrier. " +
      "La charte, articles 5 et 7, prévoit une suspension d’un mois.",
    appeal:
      "Écrivez au service des affaires scolaires, 2 place des Écoles, 06999 Valmontel, ou appelez le 04 99 00 12 30 : " +
      "une autre personne relit votre dossier et vous répond avant cinq jours ouvrés. " +
      "Vous pouvez aussi saisir le tribunal administratif de Nice dans les deux mois.",
    until: addDays(day, 30),
  });
  if (!outcome.ok) throw new Error(`The suspension was refused: ${outcome.reason}`);
}

/** Manon Robert was entered by both parents: the office has to tell. */
async function writeDuplicates(tx: Tx, office: Office): Promise<Trace[]> {
  const childOf = (story: string) => must(homeOf(office, story).places[0], story).kid.id;
  const foundAt = at(addDays(office.today, -12), "10:40");
  const pair = { kind: "child", firstId: childOf("robert-mother"), secondId: childOf("robert-father") };
  const id = newId();
  await tx.possibleDuplicate.create({ data: { id, ...pair, reason: "same-child", state: "open", createdAt: foundAt } });
  const body = { ...pair, reasons: ["same-child"] };
  const event = { type: "duplicate.found", subject: null, object: { kind: "possible-duplicate", id }, body } as const;
  return [{ at: foundAt, actor: null, event }];
}
