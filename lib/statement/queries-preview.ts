/** What a few pasted lines of a settlement list would be read as, before its format is kept. Nothing is written. */
import { type ListMapping, readList } from "@/lib/reading/csv";
import { type Fault, type ReadLine, Unreadable } from "@/lib/reading/schema";

export type PreviewRow = Pick<ReadLine, "day" | "reference" | "amountCents">;

const MOST = 20;

/** Pasted text has the page's encoding, whatever the file's is; a part of a file has no foot to check. */
export function previewOf(sample: string, mapping: ListMapping): { rows: PreviewRow[]; fault: Fault | null } {
  const part = sample.split("\n").filter((line) => !/EN-TETE|PIED-DE-PAGE/.test(line));
  try {
    const { lines } = readList(Buffer.from(part.join("\n")), { ...mapping, encoding: "utf-8" });
    const rows = lines.slice(0, MOST).map(({ day, reference, amountCents }) => ({ day, reference, amountCents }));
    return { rows, fault: null };
  } catch (error) {
    if (error instanceof Unreadable) return { rows: [], fault: error.fault };
    throw error;
  }
}
