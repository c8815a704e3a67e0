/**
 * A portal as one person finds it: every page and file that its links lead to, and addresses that are tried without a link, with their bytes.
 * Left out of the comparison: what is drawn at random for each answer (nonces, keys of forms, secrets, names of streamed pieces, and ids made while
 * reading, told apart by the time they hold), and nothing else.
 */
import { createHash } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { still } from "../answers";

type Found = { status: number; location: string | null; type: string; body: string };
export type Crawl = Map<string, Found>;

type Asked = { as: APIRequestContext; first: readonly string[]; most: number; since: number };

/** In the order the links are met, so that two equal portals are asked the same. */
export async function crawl({ as, first, most, since }: Asked): Promise<Crawl> {
  const found: Crawl = new Map();
  const waiting = [...first];
  while (waiting.length > 0 && found.size < most) {
    const path = waiting.shift() ?? "";
    if (found.has(path)) continue;
    const response = await as.get(path, { failOnStatusCode: false, maxRedirects: 0 });
    const answer = await foundIn(response, since);
    found.set(path, answer);
    for (const link of linksOf(answer)) if (!found.has(link)) waiting.push(link);
  }
  return found;
}

/** An answer as it is compared. */
export async function foundIn(response: APIResponse, since: number): Promise<Found> {
  const headers = response.headers();
  const type = headers["content-type"] ?? "";
  const isText = /html|text|json|csv|xml|javascript/.test(type);
  const bytes = await response.body();
  const text = bytes.toString("utf8");
  const body = isText ? withoutFreshIds(inOneOrder(still(text)), since) : digest(bytes);
  const location = headers.location ? withoutFreshIds(headers.location, since) : null;
  return { status: response.status(), location, type, body };
}

function digest(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * What a page gives to its scripts comes in numbered pieces, each sent when it is ready, and the machine fields of forms carry those numbers: under
 * load the order differs between two answers about the very same thing. The page itself is compared as it stands, its pieces in one order.
 */
function inOneOrder(answered: string): string {
  // The numbers that React gives to ids of its own, as it comes to them; a secret address, told once.
  const body = answered.replace(/_[SRr]_[0-9a-z]+_/g, "_·_").replace(/(\/api\/agenda\/)[\w-]{43}/g, "$1·");
  const pieces = [...body.matchAll(/self\.__next_f\.push\(\[1,("(?:[^"\\]|\\.)*")\]\)/g)].map(([, text = '""']) =>
    JSON.parse(text),
  );
  const lines = pieces
    .join("")
    .split("\n")
    .map((line) => line.replace(/^[0-9a-f]+:/, "").replace(/"\$[A-Za-z@]?[0-9a-f]+/g, '"$'));
  const page = body
    .replace(/<script[^>]*>self\.__next_f\.push[\s\S]*?<\/script>/g, "")
    .replace(/<input type="hidden" name="\$ACTION[^>]*>/g, "")
    // Where a page was cut on its way.
    .replaceAll("<!-- -->", "");
  // The lists for the gate without network name the session they are for; each sign-in opens another.
  return [page, ...lines.sort()].join("\n").replace(/("session":")[0-9a-f-]{36}/g, "$1·");
}

/** A UUIDv7 begins with its time in milliseconds: those made since the portal started are numbered in the order they are met. */
function withoutFreshIds(body: string, since: number): string {
  const met = new Map<string, string>();
  return body.replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    const madeAt = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    if (madeAt < since) return id;
    if (!met.has(id)) met.set(id, `fresh-${met.size}`);
    return met.get(id) ?? id;
  });
}

/** Nothing that leaves, nothing of the framework, and no address twice because of its fragment. */
function linksOf({ body, location, type }: Found): string[] {
  const shown = type.includes("html") ? [...body.matchAll(/href="(\/[^"#]*)/g)].map(([, href = ""]) => href) : [];
  return [...shown, ...(location?.startsWith("/") ? [location] : [])]
    .map((href) => href.replaceAll("&amp;", "&"))
    .filter((href) => !/^\/(_next|api\/auth|journal\/|favicon|icon|logo)|\.(svg|png|woff2?|css|js)(\?|$)/.test(href));
}

/** Each address that was answered differently, with what stands around the first difference. */
export function differences(one: Crawl, other: Crawl): string[] {
  const paths = [...new Set([...one.keys(), ...other.keys()])];
  return paths.flatMap((path) => {
    const [a, b] = [one.get(path), other.get(path)];
    if (!a || !b) return [`${path}: reached in one portal only`];
    if (a.status !== b.status || a.location !== b.location) {
      return [`${path}: ${a.status} ${a.location ?? ""} and ${b.status} ${b.location ?? ""}`];
    }
    if (a.body === b.body) return [];
    const at = [...a.body].findIndex((letter, index) => letter !== b.body[index]);
    const around = (text: string) => text.slice(Math.max(0, at - 80), at + 120);
    return [`${path}\n  without: ${around(a.body)}\n  with:    ${around(b.body)}`];
  });
}
