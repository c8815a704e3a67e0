/** The papers of a request, from words that were kept: a letter, the receipt that is handed over, a signed agreement; and what a model may name. */
import { createHash } from "node:crypto";
import type { FamilyScope, OfficeScope } from "@/lib/access/gate";
import { documentsOfOffice } from "@/lib/document/queries-office";
import { shownState } from "@/lib/document/rules";
import { wordDate, wordDay, wordMoment } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues, type Messages } from "@/lib/i18n/messages";
import { fill } from "@/lib/invoice/rules-words";
import { type CivilDate, parisOf, toColumn } from "@/lib/kernel/civil-date";
import type { LetterPaper } from "@/lib/letter/pdf";
import { postalAddress, senderOf } from "@/lib/letter/queries";
import type { Values } from "@/lib/letter/rules";
import type { RequestKind } from "@/lib/request/rules";
import type { Tx } from "@/lib/server/db";

/** What both sides' views of a request have in common. */
export type Papered = {
  id: string;
  reference: string;
  kind: RequestKind;
  channel: string;
  householdId: string;
  accountId: string | null;
  childId: string | null;
  receivedAt: Date;
  dueOn: CivilDate | null;
  entries: readonly { id: string; kind: string; side: string; title: string | null; text: string | null; at: Date }[];
  proposals: readonly {
    version: number;
    kind: string;
    text: string;
    sha256: string;
    state: string;
    signer: string | null;
    madeAt: Date;
    answeredAt: Date | null;
  }[];
};

/** `reader` is null for the office, which posts the paper. */
type Asked = { locale: Locale; today: CivilDate; reader: Pick<FamilyScope, "householdIds" | "mergedIds"> | null };
type Frame = Pick<LetterPaper, "locale" | "sender" | "recipient" | "page"> & { town: string };

async function frameOf(tx: Tx, request: Papered, { locale, ...asked }: Asked): Promise<Frame> {
  const [sender, address, asker] = await Promise.all([
    senderOf(tx),
    addressOn(tx, request, asked),
    askerOf(tx, request, locale),
  ]);
  const { page } = catalogues[locale].letter.paper;
  return { locale, sender, recipient: [asker, ...address], page, town: sender.town };
}

/**
 * Whoever moved out still reads what they asked, and must not read there where the other parent lives now: an address is printed only for somebody
 * of the household today, and one that is protected for nobody but the office.
 */
async function addressOn(
  tx: Tx,
  { householdId, accountId }: Papered,
  { today, reader }: Omit<Asked, "locale">,
): Promise<string[]> {
  const isAtHome = !reader || (reader.householdIds.includes(householdId) && !reader.mergedIds.includes(householdId));
  if (!isAtHome) return [];
  if (reader && (await tx.householdAddress.count({ where: { householdId, isProtected: true } })) > 0) return [];
  const day = toColumn(today);
  const inForce = { since: { lte: day }, OR: [{ until: null }, { until: { gte: day } }] };
  const lives = { householdId, guardian: { accountId }, ...inForce };
  if (accountId && (await tx.householdMember.count({ where: lives })) === 0) return [];
  return postalAddress(tx, householdId, today);
}

async function askerOf(tx: Tx, { accountId, householdId }: Papered, locale: Locale): Promise<string> {
  const account = accountId ? await tx.account.findUnique({ where: { id: accountId } }) : null;
  if (account) return `${account.firstName} ${account.lastName}`;
  const household = await tx.household.findUnique({ where: { id: householdId }, select: { name: true } });
  return fill(catalogues[locale].letter.paper.household, { name: household?.name ?? "" });
}

const dateline = (
  words: Messages["letter"]["paper"],
  { town, at, locale }: { town: string; at: Date; locale: Locale },
) => fill(words.dateline, { town, day: wordDate(locale, parisOf(at).day) });

/** Null where the entry is no letter of this request. */
export async function letterPaper(tx: Tx, request: Papered, entryId: string, asked: Asked) {
  const entry = request.entries.find(({ id, kind }) => id === entryId && kind === "letter");
  if (!entry) return null;
  const { town, ...frame } = await frameOf(tx, request, asked);
  const words = catalogues[asked.locale].letter.paper;
  const paper: LetterPaper = {
    ...frame,
    dateline: dateline(words, { town, at: entry.at, locale: asked.locale }),
    title: entry.title ?? "",
    facts: [[words.reference, request.reference]],
    body: paragraphs(entry.text),
    foot: fill(words.foot, { reference: request.reference }),
  };
  return { paper, at: entry.at };
}

/** What is handed over at the counter or posted: that it came, when, by which way, and by when it is answered; with the hash of its words. */
export async function receiptPaper(tx: Tx, request: Papered, asked: Asked): Promise<LetterPaper> {
  const { town, ...frame } = await frameOf(tx, request, asked);
  const { letter, casework } = catalogues[asked.locale];
  const words = letter.paper;
  const { locale } = asked;
  const said = request.entries.find(({ kind }) => kind === "message")?.text ?? "";
  const channels: Record<string, string> = casework.channels;
  const facts: [string, string][] = [
    [words.reference, request.reference],
    [words.subject, casework.kinds[request.kind]],
    [words.received, wordMoment(locale, parisOf(request.receivedAt).moment)],
    [words.channel, channels[request.channel] ?? casework.channels.portal],
    ...(request.dueOn ? [[words.due, wordDay(locale, request.dueOn)] as [string, string]] : []),
    [words.hash, inHalves(createHash("sha256").update(said).digest("hex"))],
  ];
  return {
    ...frame,
    dateline: dateline(words, { town, at: request.receivedAt, locale }),
    title: words.receiptTitle,
    facts,
    body: [words.receiptText, ...paragraphs(said)],
    foot: fill(words.foot, { reference: request.reference }),
  };
}

/** Only what was signed is an agreement; null for any other version. */
export async function agreementPaper(tx: Tx, request: Papered, version: number, asked: Asked) {
  const proposal = request.proposals.find((one) => one.version === version && one.state === "signed");
  if (!proposal?.answeredAt) return null;
  const { town, ...frame } = await frameOf(tx, request, asked);
  const { locale } = asked;
  const words = catalogues[locale].letter.paper;
  const moment = (at: Date) => wordMoment(locale, parisOf(at).moment);
  const paper: LetterPaper = {
    ...frame,
    dateline: dateline(words, { town, at: proposal.madeAt, locale }),
    title: proposal.kind === "conclusion" ? words.conclusion : words.proposal,
    facts: [
      [words.reference, request.reference],
      [words.version, String(version)],
    ],
    body: paragraphs(proposal.text),
    signature: {
      title: words.signatureTitle,
      facts: [
        [words.signer, proposal.signer ?? ""],
        [words.signedAt, moment(proposal.answeredAt)],
        [words.method, words.methodText],
        [words.madeAt, moment(proposal.madeAt)],
        [words.contentHash, inHalves(proposal.sha256)],
      ],
      note: words.signatureNote,
    },
    foot: fill(words.foot, { reference: request.reference }),
  };
  return { paper, at: proposal.answeredAt };
}

/** A hash is too long for its column, and must never be broken by a hyphen. */
const inHalves = (hash: string): string => `${hash.slice(0, 32)}\n${hash.slice(32)}`;

function paragraphs(text: string | null): string[] {
  return (text ?? "").split(/\n{2,}/).filter((part) => part.trim() !== "");
}

/** What the models may name, for one request: words of its day, never read again as a model. */
export async function valuesOf(tx: Tx, request: Papered, { locale, today }: Omit<Asked, "reader">): Promise<Values> {
  const [sender, personne, household, child] = await Promise.all([
    senderOf(tx),
    askerOf(tx, request, locale),
    tx.household.findUnique({ where: { id: request.householdId }, select: { name: true } }),
    request.childId ? tx.child.findUnique({ where: { id: request.childId }, select: { firstName: true } }) : null,
  ]);
  return {
    ...{ personne, foyer: household?.name ?? "", enfant: child?.firstName ?? "", reference: request.reference },
    sujet: catalogues[locale].casework.kinds[request.kind],
    recue: wordDate(locale, parisOf(request.receivedAt).day),
    echeance: request.dueOn ? wordDate(locale, request.dueOn) : "",
    ...{ jour: wordDate(locale, today), commune: sender.town, service: sender.office },
  };
}

/** Whose invoices a plan would be for; nobody for other kinds of requests. */
export async function payersOfRequest(tx: Tx, { kind, householdId }: Papered): Promise<string[]> {
  if (kind !== "payment-plan") return [];
  const rows = await tx.householdPayer.findMany({ where: { householdId, until: null }, select: { payerId: true } });
  return [...new Set(rows.map(({ payerId }) => payerId))];
}

/** Documents joined to a request, as far as the reader may see them; a draft was never sent, and what nobody decided on in time is gone. */
export async function joinedDocuments(tx: Tx, scope: OfficeScope, requestId: string) {
  if (scope.role === "regie") return [];
  const rows = await tx.document.findMany({
    where: { AND: [documentsOfOffice(scope), { requestId, state: { not: "draft" } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      ...{ id: true, state: true, motive: true, submittedAt: true, destroyedAt: true },
      kind: { select: { nameFr: true, nameEn: true } },
      _count: { select: { pages: true } },
    },
  });
  return rows.map(({ _count, ...row }) => ({ ...row, state: shownState(row), pages: _count.pages }));
}
