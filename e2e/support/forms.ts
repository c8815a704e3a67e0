/** The forms of a page as a browser without scripts would send them, so that a test can send what no browser would. */
import type { APIRequestContext, APIResponse } from "@playwright/test";

export type Field = { name: string; value: string };
/** `at` is the page it stands on, and where it posts. */
export type Form = { at: string; label: string; fields: Field[] };

/** Pages are rendered by React, so their tags are regular enough to be read so. Forms that post, and search forms left out. */
export function formsOf(at: string, html: string): Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, attributes = ""]) => /method="post"/i.test(attributes))
    .map(([, attributes = "", content = ""]) => ({
      at,
      label: attributeOf(attributes, "aria-label") ?? buttonOf(content),
      fields: fieldsOf(content),
    }));
}

function buttonOf(content: string): string {
  const text = /<button\b[^>]*>([\s\S]*?)<\/button>/.exec(content)?.[1] ?? "";
  return text.replace(/<[^>]*>/g, "").trim();
}

function fieldsOf(content: string): Field[] {
  const inputs = [
    ...content.matchAll(/<(input|textarea|select)\b([^>]*)>([\s\S]*?)(?=<(?:input|textarea|select)\b|$)/g),
  ];
  return inputs.flatMap(([, tag = "", attributes = "", rest = ""]) => {
    const name = attributeOf(attributes, "name");
    return name && isSent(attributes) ? [{ name, value: contentOf(tag, attributes, rest) }] : [];
  });
}

/** Boxes that are not ticked, disabled fields and buttons send nothing; files are another matter. */
function isSent(attributes: string): boolean {
  if (/ disabled=""/.test(attributes) || /type="(submit|file)"/.test(attributes)) return false;
  return !isBox(attributes) || / checked=""/.test(attributes);
}

function isBox(attributes: string): boolean {
  return /type="(checkbox|radio)"/.test(attributes);
}

function contentOf(tag: string, attributes: string, rest: string): string {
  if (tag === "textarea") return unescaped(/^([\s\S]*?)<\/textarea>/.exec(rest)?.[1] ?? "");
  if (tag === "select") return chosenOf(rest);
  return attributeOf(attributes, "value") ?? (isBox(attributes) ? "on" : "");
}

function chosenOf(content: string): string {
  const options = [...content.matchAll(/<option\b([^>]*)>/g)].map(([, attributes = ""]) => attributes);
  const chosen = options.find((option) => / selected=""/.test(option)) ?? options[0] ?? "";
  return attributeOf(chosen, "value") ?? "";
}

function attributeOf(attributes: string, name: string): string | null {
  const value = new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? null : unescaped(value);
}

function unescaped(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

/** Sends the fields as a multipart form, from the portal's own pages as a browser says it. */
export async function send(as: APIRequestContext, at: string, fields: readonly Field[]): Promise<APIResponse> {
  const form = new FormData();
  for (const { name, value } of fields) form.append(name, value);
  const origin = new URL(process.env.PORTAIL_URL ?? "http://localhost:3000").origin;
  return as.post(at, { multipart: form, headers: { origin }, failOnStatusCode: false });
}
