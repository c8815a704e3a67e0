/** The worker's part: the lines worded for who asked, with their receipts, as a page and as a PDF. Kept encrypted under the asker's own key. */
import { z } from "zod";
import { type FamilyScope, mintFamilyScope } from "@/lib/access/gate";
import { settingsOf } from "@/lib/commune/queries";
import { aliasesOf } from "@/lib/evidence/pseudonyms";
import { record } from "@/lib/evidence/record";
import { encrypt } from "@/lib/evidence/vault";
import { knownKeys } from "@/lib/evidence/verifier/page";
import { isLocale, type Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { familyProof } from "@/lib/journal/queries";
import { parisOf } from "@/lib/kernel/civil-date";
import { now as clockNow } from "@/lib/server/clock";
import { type Context, systemContext } from "@/lib/server/context";
import { type Database, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { LeasedJob } from "@/lib/server/work/jobs";
import { renderDossierPdf } from "./pdf";
import { attachReceipts } from "./pdf-attachments";
import { disputeProof } from "./queries-dispute";
import { type DossierDocument, dossierDocument, filesOf, MOST_LINES, type ProvenEntry } from "./rules";
import { disputeDossierSchema, familyDossierSchema } from "./schema";

const payloadSchema = z.object({ dossierId: z.uuid() });

/** Handler of `dossier.make`. One that is made already is left as it is: a worker that died is no reason for a second. */
export async function makeDossier(database: Database, job: LeasedJob): Promise<null> {
  const { dossierId } = payloadSchema.parse(job.payload);
  const dossier = await database.dossier.findUnique({ where: { id: dossierId } });
  if (dossier?.state !== "asked") return null;
  const now = clockNow();
  const { day: today, moment } = parisOf(now);
  const account = await database.account.findUnique({ where: { id: dossier.accountId }, select: { locale: true } });
  const locale: Locale = account && isLocale(account.locale) ? account.locale : "fr";
  const about = { accountId: dossier.accountId, audience: dossier.audience, wish: dossier.wish };
  const found = await gatherProof(database, about, { today, locale });
  const { identity } = await settingsOf(database, ["identity"]);
  const facts = {
    ...{ commune: identity.name, portal: env().PUBLIC_URL, about: found.about, madeAt: moment, keys: knownKeys() },
    ...{ since: found.since, until: found.until },
  };
  const document = dossierDocument(facts, found.entries, locale);
  const pdf = await attachReceipts(await renderDossierPdf(document, now), filesOf(document), now);
  await transaction(
    (tx) => keep(systemContext(tx, now), { id: dossierId, accountId: dossier.accountId, document, pdf }),
    database,
  );
  return null;
}

type About = { accountId: string; audience: string; wish: unknown };
type Proof = { about: string; since: string; until: string; entries: ProvenEntry[] };

/** The scope is minted anew: what the asker may no longer read is not told. */
async function gatherProof(
  tx: Database,
  { accountId, audience, wish }: About,
  at: { today: string; locale: Locale },
): Promise<Proof> {
  const words = catalogues[at.locale].dossier.document;
  if (audience === "office") {
    const asked = disputeDossierSchema.parse(wish);
    const { name, entries } = await disputeProof(tx, { accountId, today: at.today, locale: at.locale }, asked);
    return { about: words.dispute.replace("{name}", name), since: asked.since, until: asked.until, entries };
  }
  const { since, until } = familyDossierSchema.parse(wish);
  const scope: FamilyScope | null = await mintFamilyScope(tx, accountId, at.today);
  const entries = scope ? await familyProof(tx, { scope, ...at }, { since, until, take: MOST_LINES }) : [];
  return { about: words.family, since, until, entries };
}

type Made = { id: string; accountId: string; document: DossierDocument; pdf: Uint8Array };

async function keep(context: Context, { id, accountId, document, pdf }: Made): Promise<void> {
  const { tx, now } = context;
  const owner = { kind: "account", id: accountId } as const;
  const { key } = (await aliasesOf(tx, [owner]))(owner);
  const lines = document.days.reduce((count, day) => count + day.lines.length, 0);
  const { count } = await tx.dossier.updateMany({
    where: { id, state: "asked" },
    data: {
      ...{ state: lines > 0 ? "ready" : "empty", lines, readyAt: now },
      content: encrypt(key, Buffer.from(JSON.stringify(document)), `dossier/${id}/html`),
      pdf: encrypt(key, pdf, `dossier/${id}/pdf`),
    },
  });
  if (count === 0) return;
  await record(context, {
    type: "dossier.ready",
    subject: null,
    object: { kind: "dossier", id },
    body: { lines, bytes: pdf.length },
  });
}
