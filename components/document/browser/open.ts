/** Fetches a document's sealed pages and opens them here. What comes out is looked at before it is shown: the server could not. */
import { openPage } from "@/lib/document/jwe";
import { contentOf, type Format } from "@/lib/document/rules-content";
import { bindingOf } from "@/lib/document/rules-keys";
import type { Envelope } from "@/lib/document/schema";

type Fetched = { position: number; envelope: Envelope; ciphertext: string };
export type OpenedPage = { position: number; format: Format; bytes: Uint8Array<ArrayBuffer> };
export type OpenFault = "gone" | "wrong-key" | "hostile";

/** What the page says that the document is: the ciphertext opens for that, or not at all. */
export type Place = { id: string; householdId: string; childId: string | null; kindId: string };

export async function openDocument(place: Place, key: CryptoKey): Promise<OpenedPage[] | OpenFault> {
  const answer = await fetch(`/api/documents/${place.id}`, { redirect: "manual" });
  if (!answer.ok) return "gone";
  const pages: OpenedPage[] = [];
  for (const { position, envelope, ciphertext } of (await answer.json()) as Fetched[]) {
    const bytes = await openPage({ envelope, ciphertext }, key, bindingOf(place, position)).catch(() => null);
    if (!bytes) return "wrong-key";
    const content = contentOf(bytes);
    if (!content.ok) return "hostile";
    pages.push({ position, format: content.format, bytes: new Uint8Array(bytes) });
  }
  return pages;
}
