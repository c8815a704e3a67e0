/** Puts the receipts inside the PDF as attached files, so that the paper and its proofs travel together. The only file that knows pdf-lib. */
import { AFRelationship, PDFDocument } from "pdf-lib";
import type { DossierFile } from "./rules";

/** `at` is the instant the dossier was made: the same dossier gives the same file. */
export async function attachReceipts(
  pdf: Uint8Array,
  files: readonly DossierFile[],
  at: Date,
): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  for (const { name, text } of files) {
    await document.attach(Buffer.from(text, "utf8"), name, {
      mimeType: "application/json",
      creationDate: at,
      modificationDate: at,
      afRelationship: AFRelationship.Data,
    });
  }
  return new Uint8Array(await document.save());
}
