/** What an answer says to someone who compares: its state, where it sends, and its bytes without what is drawn anew for each answer. */
import { createHash } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";

export type Answer = { status: number; location: string | null; bytes: string };

export async function ask(as: APIRequestContext, path: string): Promise<Answer> {
  return answerOf(await as.get(path, { failOnStatusCode: false }), path);
}

/** `asked` is taken out: an address that is repeated in the page says only what the visitor said. Bytes are given as their hash. */
export async function answerOf(response: APIResponse, asked: string): Promise<Answer> {
  const said = [asked, encodeURIComponent(asked), ...idsIn(asked)];
  const body = said.reduce((text, word) => text.replaceAll(word, "·"), still(await response.text()));
  const bytes = createHash("sha256").update(inOrder(body)).digest("hex");
  return { status: response.status(), location: response.headers().location ?? null, bytes };
}

const PATIENCE = 40;

/**
 * Holds answers about things that exist against those about a thing that does not. The framework puts the pieces of one page in two or three
 * shapes as its threads happen to meet, so an answer must be one that the absent thing gives too, if need be when asked again.
 */
export function absence(about: () => Promise<Answer>) {
  const known = new Set<string>();
  return async (answer: Answer, name: string): Promise<void> => {
    const text = JSON.stringify(answer);
    for (let tries = 0; !known.has(text) && tries < PATIENCE; tries += 1) known.add(JSON.stringify(await about()));
    expect(known, `${name} differs from what does not exist`).toContain(text);
  };
}

function idsIn(path: string): string[] {
  return path.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
}

/** The pieces of the page in one order, whichever was ready first. */
function inOrder(body: string): string {
  return body
    .split(/\\n|(?=<script|<meta|<link|<title)/)
    .sort()
    .join("\n");
}

/** Nonces, one-use keys of forms, and the digest under which an error is logged are drawn for each answer. */
function still(body: string): string {
  return body
    .replace(/nonce(\\?"?[=:]\\?")[A-Za-z0-9+/=]+/g, "nonce$1·")
    .replace(/(name=\\?"_key\\?" value=\\?")[A-Za-z0-9_-]+/g, "$1·")
    .replace(/(\\?"_key\\?":\\?")[A-Za-z0-9_-]+/g, "$1·");
}
