/**
 * Proofs of income given these last days, so that both sides find something to do: two that wait, one refused, one accepted that soon ends. Their page
 * is sealed for the demonstration's keys, as a family's browser does it, and opens with the file in public/demonstration.
 */
import { createHash } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
import { fingerprintOf, sealPage } from "@/lib/document/jwe";
import { LONGEST_WAIT_DAYS, validUntil } from "@/lib/document/rules";
import { bindingOf } from "@/lib/document/rules-keys";
import { type KeyStatement, PIECE, validitySchema } from "@/lib/document/schema";
import { documentStorage, pieceName } from "@/lib/document/storage";
import { addDays, type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import type { Actor } from "@/lib/server/context";
import type { JsonObject, Tx } from "@/lib/server/db";
import type { Home } from "../families/home";
import type { Trace } from "../life/journal";
import { at, must } from "../rows";

type Given = {
  home: string;
  daysAgo: number;
  issuedDaysAgo: number;
  decided?: "validated" | "refused";
  motive?: string;
};

const GIVEN: readonly Given[] = [
  { home: "haddad", daysAgo: 2, issuedDaysAgo: 12 },
  { home: "benali", daysAgo: 1, issuedDaysAgo: 30 },
  {
    ...{ home: "garcin", daysAgo: 3, issuedDaysAgo: 40, decided: "refused" as const },
    motive: "La photographie est floue. Donnez une nouvelle image de l’attestation.",
  },
  { home: "ferrand", daysAgo: 3, issuedDaysAgo: 345, decided: "validated" },
];

type Town = { homes: readonly Home[]; today: CivilDate; head: Actor; schoolYearId: string; keys: KeyStatement };

export async function writeFreshDocuments(tx: Tx, town: Town): Promise<Trace[]> {
  const kind = await tx.documentKind.findUniqueOrThrow({ where: { code: "revenus" } });
  const traces: Trace[] = [];
  for (const given of GIVEN) {
    const home = must(
      town.homes.find(({ story }) => story.key === given.home),
      given.home,
    );
    traces.push(...(await writeOne(tx, town, { given, home, kind })));
  }
  return traces;
}

type Kind = { id: string; nameFr: string; validity: unknown; destroyDays: number };
type One = { given: Given; home: Home; kind: Kind };

async function writeOne(tx: Tx, { today, head, schoolYearId, keys }: Town, { given, home, kind }: One) {
  const { decided, motive = null, daysAgo, issuedDaysAgo } = given;
  const [givenOn, issuedOn] = [addDays(today, -daysAgo), addDays(today, -issuedDaysAgo)];
  const place = { id: newId(), householdId: home.id, childId: null, kindId: kind.id };
  const dates = { issuedOn, stated: null, givenOn, yearEndsOn: null };
  const until = validUntil(validitySchema.parse(kind.validity), dates);
  const decidedOn = decided ? addDays(givenOn, 1) : null;
  const depositedById = must(home.accountId, given.home);
  await tx.document.create({
    data: {
      ...{ ...place, schoolYearId, depositedById, motive, state: decided ?? ("waiting" as const) },
      ...{ createdAt: at(givenOn, "18:40"), submittedAt: at(givenOn, "18:42"), issuedOn: toColumn(issuedOn) },
      ...{ decidedAt: decidedOn && at(decidedOn, "10:15"), decidedById: decidedOn && head.accountId },
      validUntil: until && toColumn(until),
      destroyOn: toColumn(decidedOn ? addDays(decidedOn, kind.destroyDays) : addDays(givenOn, LONGEST_WAIT_DAYS)),
    },
  });
  const page = await writePage(tx, place, keys);
  const common = { subject: { kind: "household", id: home.id }, object: { kind: "document", id: place.id } } as const;
  const named = { kindId: kind.id, document: kind.nameFr };
  const deposited = { ...named, fingerprint: page.fingerprint, pages: [page.told] };
  const parent = { accountId: depositedById, role: "parent" as const };
  const traces: Trace[] = [
    { at: at(givenOn, "18:42"), actor: parent, event: { type: "document.deposited", ...common, body: deposited } },
  ];
  if (decided && decidedOn) {
    const body = { ...named, motive: motive ?? undefined, validUntil: until ?? undefined };
    const type = decided === "validated" ? "document.validated" : "document.refused";
    traces.push({ at: at(decidedOn, "10:15"), actor: head, event: { type, ...common, body } });
  }
  return traces;
}

type Place = { id: string; householdId: string; childId: null; kindId: string };

async function writePage(tx: Tx, place: Place, keys: KeyStatement) {
  const sealed = await sealPage(sheet(), keys, bindingOf(place, 1));
  const bytes = new TextEncoder().encode(sealed.ciphertext);
  const told = { format: "png", size: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  const [documentId, position, fingerprint] = [place.id, 1, await fingerprintOf(keys)];
  for (let index = 0; index * PIECE < bytes.length; index += 1)
    await documentStorage().put(
      pieceName({ documentId, position }, index),
      bytes.subarray(index * PIECE, (index + 1) * PIECE),
    );
  const { createdAt } = await tx.document.findUniqueOrThrow({ where: { id: documentId }, select: { createdAt: true } });
  const whole = { received: bytes.length, completedAt: createdAt };
  const envelope = sealed.envelope as JsonObject;
  await tx.documentPage.create({ data: { documentId, position, fingerprint, envelope, ...told, ...whole } });
  return { fingerprint, told };
}

const [WIDTH, HEIGHT, MARGIN, LINE] = [420, 594, 48, 22] as const;

/** A sheet with lines where words would be, as a grey PNG: it names nobody. */
function sheet(): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const row = Buffer.alloc(1 + WIDTH, 0xf6);
    row[0] = 0;
    const isWritten = y > MARGIN && y < HEIGHT - MARGIN && y % LINE < 7;
    const isShort = Math.floor(y / LINE) % 4 === 3;
    if (isWritten) row.fill(0x9a, 1 + MARGIN, 1 + (isShort ? WIDTH / 2 : WIDTH - MARGIN));
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...parts]);
}

function chunk(name: string, data: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  const body = Buffer.concat([Buffer.from(name), data]);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
