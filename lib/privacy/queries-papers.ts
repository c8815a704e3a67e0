/** The papers that the portal draws for a family, each as its own page would give it: letters and receipts of requests, signed agreements, tax certificates. */
import type { FamilyScope } from "@/lib/access/gate";
import { agreementPaper, letterPaper, receiptPaper } from "@/lib/agreement/queries";
import { ownWorkRequest, requestsOfFamily } from "@/lib/casework/queries";
import { renderPaper } from "@/lib/certificate/pdf";
import { certificateOf, payersOfFamily, yearsOf } from "@/lib/certificate/queries";
import { certificatePaper } from "@/lib/certificate/rules-paper";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import { renderLetter } from "@/lib/letter/pdf";
import type { Tx } from "@/lib/server/db";
import type { CopyFile } from "./rules";

type Reader = { scope: FamilyScope; locale: Locale; now: Date };

export async function paperFiles(tx: Tx, reader: Reader): Promise<CopyFile[]> {
  return [...(await requestFiles(tx, reader)), ...(await certificateFiles(tx, reader))];
}

async function requestFiles(tx: Tx, { scope, locale }: Reader): Promise<CopyFile[]> {
  const rows = await tx.familyRequest.findMany({
    where: await requestsOfFamily(tx, scope),
    orderBy: [{ receivedAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  const { folder } = catalogues[locale].privacy.file;
  const asked = { locale, today: scope.today, reader: scope };
  const files: CopyFile[] = [];
  for (const { id } of rows) {
    const request = await ownWorkRequest(tx, scope, id);
    if (!request) continue;
    const add = async (name: string, paper: Parameters<typeof renderLetter>[0], at: Date) => {
      files.push({ name: `${folder.requests}/${request.reference}-${name}.pdf`, bytes: await renderLetter(paper, at) });
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
async function certificateFiles(tx: Tx, { scope, locale, now }: Reader): Promise<CopyFile[]> {
  const { folder } = catalogues[locale].privacy.file;
  const files: CopyFile[] = [];
  for (const [index, { id: payerId }] of (await payersOfFamily(tx, scope)).entries()) {
    for (const year of await yearsOf(tx, payerId)) {
      const certificate = await certificateOf(tx, { payerId, year });
      if (!certificate) continue;
      const bytes = await renderPaper(certificatePaper(certificate, locale, scope.today), now);
      files.push({ name: `${folder.certificates}/${year}-${index + 1}.pdf`, bytes });
    }
  }
  return files;
}
