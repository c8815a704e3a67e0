/** What the portal shows a parent, for the copy: account, households, children and the journal as plain values; bills and papers as their own pages give them. */
import type { FamilyScope } from "@/lib/access/gate";
import { agreementPaper, letterPaper, receiptPaper } from "@/lib/agreement/queries";
import { ownWorkRequests } from "@/lib/casework/queries";
import { renderPaper } from "@/lib/certificate/pdf";
import { certificateOf, payersOfFamily, yearsOf } from "@/lib/certificate/queries";
import { certificatePaper } from "@/lib/certificate/rules-paper";
import { childRecord, householdsOf } from "@/lib/household/queries";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { invoicesOfFamily } from "@/lib/invoice/queries";
import { familyEntries } from "@/lib/journal/queries";
import { type CivilDate, parisOf } from "@/lib/kernel/civil-date";
import { renderLetter } from "@/lib/letter/pdf";
import type { Tx } from "@/lib/server/db";
import type { CopyFile, DataCopyContent, PlainRow } from "./rules";

type Reader = { scope: FamilyScope; today: CivilDate; locale: Locale };

/** Lines of the journal read at a time; the copy carries all of them. */
const JOURNAL_LINES = 20_000;

export async function toldTo(tx: Tx, reader: Reader): Promise<DataCopyContent["told"]> {
  const { scope, today } = reader;
  const [account, households, journal] = await Promise.all([
    accountOf(tx, scope.accountId),
    householdsOf(tx, scope, today),
    wholeJournal(tx, reader),
  ]);
  const childIds = [...new Set(households.flatMap(({ children }) => children.map(({ id }) => id)))];
  const children = await Promise.all(childIds.map((childId) => childRecord(tx, scope, { childId, today })));
  return {
    account,
    households: households.map(({ members, children: kids, ...household }) => ({
      ...household,
      adults: members.map(({ firstName, lastName }) => `${firstName} ${lastName}`),
      children: kids.map(({ firstName }) => firstName),
    })),
    children: children.flatMap((child) => (child ? [childTold(child)] : [])),
    journal: journal.map(({ moment: at, did, facts, notes, reference }) => ({
      at,
      did,
      facts,
      notes,
      reference,
    })),
  };
}

async function wholeJournal(tx: Tx, reader: Reader) {
  const entries: Awaited<ReturnType<typeof familyEntries>>["entries"] = [];
  for (let skip = 0, total = 1; skip < total; skip += JOURNAL_LINES) {
    const page = await familyEntries(tx, reader, { group: "all", skip, take: JOURNAL_LINES });
    entries.push(...page.entries);
    total = page.total;
  }
  return entries;
}

type Child = NonNullable<Awaited<ReturnType<typeof childRecord>>>;

function childTold({ consents, school, createdAt: _, leftOn: __, ...child }: Child): PlainRow {
  const answers = [...consents].map(([kind, { isGranted, givenAt }]) => ({
    ...{ kind, isGranted, givenAt: parisOf(givenAt).moment },
  }));
  return { ...child, school, consents: answers };
}

async function accountOf(tx: Tx, id: string): Promise<PlainRow> {
  const [{ createdAt, lastSignInAt, ...account }, acceptances] = await Promise.all([
    tx.account.findUniqueOrThrow({
      where: { id },
      select: { email: true, firstName: true, lastName: true, locale: true, createdAt: true, lastSignInAt: true },
    }),
    tx.charterAcceptance.findMany({ where: { accountId: id }, orderBy: { version: "asc" } }),
  ]);
  const charter = acceptances.map(({ version, acceptedAt }) => ({ version, at: parisOf(acceptedAt).moment }));
  const dates = { createdAt: parisOf(createdAt).moment, lastSignInAt: lastSignInAt && parisOf(lastSignInAt).moment };
  return { ...account, ...dates, charter };
}

/** Invoices and credit notes whose PDF is drawn, as they were issued. */
export async function invoiceFiles(tx: Tx, scope: FamilyScope): Promise<CopyFile[]> {
  const rows = await tx.invoice.findMany({
    where: { AND: [await invoicesOfFamily(tx, scope), { pdf: { isNot: null } }] },
    orderBy: [{ issuedOn: "asc" }, { id: "asc" }],
    select: { refdet: true, id: true, pdf: { select: { bytes: true } } },
  });
  return rows.flatMap(({ refdet, id, pdf }) =>
    pdf ? [{ name: `factures/${(refdet ?? id).replace(/[^A-Za-z0-9-]/g, "")}.pdf`, bytes: pdf.bytes }] : [],
  );
}

/** `drawn` is told of each paper: they take their time. */
type PaperReader = { scope: FamilyScope; locale: Locale; now: Date; drawn?: () => Promise<void> };

/** The papers that the portal draws, each as its own page gives it: letters and receipts of requests, signed agreements, tax certificates. */
export async function paperFiles(tx: Tx, reader: PaperReader): Promise<CopyFile[]> {
  return [...(await requestFiles(tx, reader)), ...(await certificateFiles(tx, reader))];
}

async function requestFiles(tx: Tx, { scope, locale, drawn }: PaperReader): Promise<CopyFile[]> {
  const { folder } = catalogues[locale].privacy.file;
  const asked = { locale, today: scope.today, reader: scope };
  const files: CopyFile[] = [];
  for (const request of await ownWorkRequests(tx, scope)) {
    const add = async (name: string, paper: Parameters<typeof renderLetter>[0], at: Date) => {
      files.push({ name: `${folder.requests}/${request.reference}-${name}.pdf`, bytes: await renderLetter(paper, at) });
      await drawn?.();
    };
    await add(folder.receipt, await receiptPaper(tx, request, asked), request.receivedAt);
    for (const [index, entry] of request.entries.filter(({ kind }) => kind === "letter").entries()) {
      const letter = await letterPaper(tx, request, entry.id, asked);
      if (letter) await add(`${folder.letter}-${index + 1}`, letter.paper, letter.at);
    }
    for (const { version } of request.proposals) {
      const agreement = await agreementPaper(tx, request, version, asked);
      if (agreement) await add(`${folder.agreement}-${version}`, agreement.paper, agreement.at);
    }
  }
  return files;
}

/** Of payers of whom the family reads every bill, as on their page; one file a payer and year. */
async function certificateFiles(tx: Tx, { scope, locale, now, drawn }: PaperReader): Promise<CopyFile[]> {
  const { folder } = catalogues[locale].privacy.file;
  const files: CopyFile[] = [];
  for (const [index, { id: payerId }] of (await payersOfFamily(tx, scope)).entries()) {
    for (const year of await yearsOf(tx, payerId)) {
      const certificate = await certificateOf(tx, { payerId, year });
      if (!certificate) continue;
      const bytes = await renderPaper(certificatePaper(certificate, locale, scope.today), now);
      files.push({ name: `${folder.certificates}/${year}-${index + 1}.pdf`, bytes });
      await drawn?.();
    }
  }
  return files;
}
