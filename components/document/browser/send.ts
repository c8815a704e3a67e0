/** Sends a sealed document piece by piece. A cut is waited out and the sending goes on where it stopped, also after the page was closed. */
import { PIECE } from "@/lib/document/schema";
import { drop, keep, rowsIn } from "./database";
import type { Sealed } from "./seal-now";

export type SealedPage = Sealed & { format: string };
/** Sealed pages on their way; `owner` is the account, so that nobody else on this device goes on with them. */
export type Sending = { id: string; owner: string; label: string; pages: SealedPage[] };

export type Watch = {
  /** Bytes that arrived, of all. */
  onProgress: (sent: number, total: number) => void;
  /** True while the network is away. */
  onCut: (isCut: boolean) => void;
};

export class Refusal extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

export async function begin(input: object): Promise<string> {
  const { documentId } = await ask("/api/documents", { method: "POST", body: JSON.stringify(input) });
  return String(documentId);
}

/** Hands the whole document in, and gives its reference. Sealed pages are kept on the device until then. */
export async function send(sending: Sending, watch: Watch): Promise<string> {
  await keep("sendings", sending).catch(() => undefined);
  const total = sending.pages.reduce((sum, { ciphertext }) => sum + ciphertext.length, 0);
  let before = 0;
  for (const [index, page] of sending.pages.entries()) {
    const sent = before;
    await sendPage(
      sending.id,
      { page, position: index + 1 },
      { ...watch, onProgress: (now) => watch.onProgress(sent + now, total) },
    );
    before += page.ciphertext.length;
    watch.onProgress(before, total);
  }
  const { reference } = await patient(() => ask(`/api/documents/${sending.id}`, { method: "POST" }), watch);
  await forget(sending.id);
  return String(reference);
}

export const forget = (id: string) => drop("sendings", id).catch(() => undefined);

export async function unfinished(owner: string): Promise<Sending[]> {
  const rows = await rowsIn<Sending>("sendings").catch(() => []);
  return rows.filter((row) => row.owner === owner);
}

type Placed = { page: SealedPage; position: number };

async function sendPage(id: string, { page, position }: Placed, watch: Watch): Promise<void> {
  const address = `/api/documents/${id}/${position}`;
  const { envelope, ciphertext, sha256, format } = page;
  const announced = JSON.stringify({ format, size: ciphertext.length, sha256, envelope });
  const announce = () => ask(address, { method: "PUT", body: announced });
  let received = Number((await patient(announce, watch)).received);
  while (received < ciphertext.length) {
    const piece = ciphertext.slice(received, received + PIECE);
    const from = received;
    const answer = await patient(() => ask(`${address}?depuis=${from}`, { method: "PATCH", body: piece }), watch);
    received = Number(answer.received);
    watch.onProgress(received, ciphertext.length);
  }
}

type Answer = Record<string, unknown>;

const LONGEST_PAUSE = 20_000;

/** Again and again while the network is away, at growing intervals and as soon as it is back. */
async function patient(work: () => Promise<Answer>, watch: Watch): Promise<Answer> {
  for (let pause = 1000; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    try {
      const answer = await work();
      watch.onCut(false);
      return answer;
    } catch (error) {
      if (error instanceof Refusal) throw error;
      watch.onCut(true);
      await pauseOrOnline(pause);
    }
  }
}

function pauseOrOnline(pause: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      resolve();
    };
    const timer = setTimeout(go, pause);
    window.addEventListener("online", go);
  });
}

/** A refusal is final; a server that stumbles or does not answer is asked again. */
async function ask(
  address: string,
  request: { method: string; body?: string | Uint8Array<ArrayBuffer> },
): Promise<Answer> {
  const answer = await fetch(address, { ...request, redirect: "manual" });
  if (answer.status >= 500 || answer.status === 429) throw new Error("The server stumbled");
  if (answer.type === "opaqueredirect") throw new Refusal("signed-out");
  const told = (await answer.json().catch(() => null)) as Answer | null;
  if (answer.ok && told) return told;
  throw new Refusal(answer.status === 409 && typeof told?.reason === "string" ? told.reason : "not-found");
}
