/** What an answer says to someone who compares: its state, where it sends, and its bytes without what is drawn anew for each answer. */
import { createHash } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";

export type Answer = { status: number; location: string | null; bytes: string };

export async function ask(as: APIRequestContext, path: string): Promise<Answer> {
  return answerOf(await as.get(path, { failOnStatusCode: false }), path);
}

/**
 * As the scripts of a page ask for the next one: not a document but numbered lines, "not found" being one of them. They are compared in one
 * order: each is sent when it is ready, and which is ready first differs from one answer to the next about the very same thing.
 */
export async function askByScript(as: APIRequestContext, path: string): Promise<Answer> {
  const [headers, maxRedirects] = [{ rsc: "1" }, 1]; // sent on once, to the same address marked as read by scripts
  const response = await as.get(path, { failOnStatusCode: false, headers, maxRedirects });
  const lines = nameless(await response.text(), path).split("\n");
  return said(response, lines.sort().join("\n"));
}

/** `asked` is taken out: an address that is repeated in the page says only what the visitor said. */
export async function answerOf(response: APIResponse, asked: string): Promise<Answer> {
  return said(response, nameless(await response.text(), asked));
}

/** Bytes are given as their hash. */
function said(response: APIResponse, body: string): Answer {
  const bytes = createHash("sha256").update(body).digest("hex");
  return { status: response.status(), location: response.headers().location ?? null, bytes };
}

function nameless(body: string, asked: string): string {
  const names = [asked, encodeURIComponent(asked), ...idsIn(asked)];
  return names.reduce((text, name) => text.replaceAll(name, "·"), still(body));
}

function idsIn(path: string): string[] {
  return path.match(/[0-9a-f]{8}-[0-9a-f-]{27}/g) ?? [];
}

/** Nonces, one-use keys of forms, and the name the framework gives to each answer for scripts are drawn at random: all else must be equal. */
export function still(body: string): string {
  return body
    .replace(/nonce(\\?"?[=:]\\?")[A-Za-z0-9+/=]+/g, "nonce$1·")
    .replace(/(name=\\?"_key\\?" value=\\?")[A-Za-z0-9_-]+/g, "$1·")
    .replace(/(\\?"_key\\?":\\?")[A-Za-z0-9_-]+/g, "$1·")
    .replace(/"[A-Za-z0-9_-]{21}(?=[vm]",)/g, '"·');
}
