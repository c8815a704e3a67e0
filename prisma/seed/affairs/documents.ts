/**
 * What the commune asks for, and what its families gave at the start of the school year: all accepted, the files destroyed long ago, but for one that
 * waits to be given again; then what came these last days (fresh-documents.ts). The private keys of the demonstration lie in public/demonstration; their passphrase is everybody's password.
 */
import { fingerprintOf } from "@/lib/document/jwe";
import { statementSchema } from "@/lib/document/schema";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Actor } from "@/lib/server/context";
import type { Tx } from "@/lib/server/db";
import type { Commune } from "../commune/found";
import { type Home, isWithin } from "../families/home";
import type { Trace } from "../life/journal";
import { at, earlier, must } from "../rows";
import statement from "./document-keys.json" with { type: "json" };
import { writeFreshDocuments } from "./fresh-documents";

type Town = { homes: readonly Home[]; commune: Commune; today: CivilDate; head: Actor };

/** Whose insurance certificate could not be read. */
const ILLEGIBLE = { home: "camille.durand@example.org", child: "Léa" };
const MOTIVE = "La date de fin est illisible. Donnez la page entière de l’attestation.";

export async function writeDocuments(tx: Tx, town: Town): Promise<Trace[]> {
  await writeKeys(tx, town);
  const kinds = await tx.documentKind.findMany();
  const kindId = (code: string) => must(kinds.find((kind) => kind.code === code)?.id, code);
  await tx.documentNeed.createMany({
    data: [
      { id: newId(), kindId: kindId("vaccination") },
      { id: newId(), kindId: kindId("assurance") },
      { id: newId(), kindId: kindId("pai"), condition: "pai" },
      { id: newId(), kindId: kindId("domicile") },
      { id: newId(), kindId: kindId("revenus"), isRequired: false },
      { id: newId(), kindId: kindId("garde"), condition: "two-homes", isRequired: false },
    ],
  });
  const rows = town.homes.flatMap((home) => givenBy(home, town, kindId));
  await tx.document.createMany({ data: rows });
  const schoolYearId = town.commune.years.current.id;
  return writeFreshDocuments(tx, { ...town, schoolYearId, keys: statementSchema.parse(statement) });
}

async function writeKeys(tx: Tx, { head, commune }: Town): Promise<void> {
  const keys = statementSchema.parse(statement);
  await tx.documentKeySet.create({
    data: {
      ...{ id: newId(), fingerprint: await fingerprintOf(keys), statement: keys, createdById: head.accountId },
      createdAt: at(commune.years.current.startsOn, "08:30"),
    },
  });
}

function givenBy(home: Home, { commune, today, head }: Town, kindId: (code: string) => string) {
  const { current } = commune.years;
  const day = earlier(addDays(current.startsOn, 8), today);
  const gone = earlier(addDays(day, 10), today);
  const about = { schoolYearId: current.id, depositedById: home.accountId ?? head.accountId };
  const decided = {
    ...{ createdAt: at(day, "18:40"), submittedAt: at(day, "18:42"), decidedAt: at(addDays(day, 3), "10:15") },
    ...{ decidedById: head.accountId, destroyOn: toColumn(gone), destroyedAt: at(gone, "07:00") },
  };
  const one = (code: string, childId: string | null, validUntil: CivilDate | null) => ({
    ...{ id: newId(), kindId: kindId(code), householdId: home.id, childId, ...about, ...decided },
    ...{ state: "validated" as "validated" | "refused", motive: null as string | null },
    validUntil: validUntil && toColumn(validUntil),
  });
  const kids = home.places.filter((place) => isWithin(place, today)).map(({ kid }) => kid);
  return [
    one("domicile", null, current.endsOn),
    ...kids.flatMap((kid) => {
      const insurance = one("assurance", kid.id, current.endsOn);
      const isIllegible =
        kid.firstName === ILLEGIBLE.child && home.story.adults.some(({ email }) => email === ILLEGIBLE.home);
      return [
        one("vaccination", kid.id, null),
        isIllegible ? { ...insurance, state: "refused" as const, motive: MOTIVE, validUntil: null } : insurance,
        ...(kid.told.paiEndsIn === null ? [] : [one("pai", kid.id, addDays(today, kid.told.paiEndsIn))]),
      ];
    }),
  ];
}
