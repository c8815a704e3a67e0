/**
 * The actions of one person: every form of the pages that were crawled, each kind once, as it stands or, where it names things, about a
 * hidden one; and the mails that the person got meanwhile. Two equal portals are sent the same in the same order.
 */
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { openConnection, rowsOf } from "@/prisma/connection";
import { type Field, type Form, formsOf } from "../forms";
import { type Crawl, foundIn } from "./crawl";

type Kind = Form & { kind: string };
type Sent = { as: APIRequestContext; crawled: Crawl; hidden: readonly string[]; since: number };

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Ends the session that asks, or closes the portal. */
const LEFT_OUT = /Se déconnecter|maintenance/i;

export async function sendForms({ as, crawled, hidden, since }: Sent): Promise<Crawl> {
  const answers: Crawl = new Map();
  for (const [index, { at, kind, fields }] of formsWithin(crawled).entries()) {
    const about = fields.some(isId) ? (hidden[index % hidden.length] ?? null) : null;
    // Asked for anew: the page that was crawled is compared without the form's one-use key.
    const form = kindsOf(at, await htmlOf(as, at)).find((fresh) => fresh.kind === kind);
    if (form)
      answers.set(`${at} ${kind} about ${about ?? "itself"}`, await foundIn(await post(as, form, about), since));
  }
  return answers;
}

function formsWithin(crawled: Crawl): Kind[] {
  const pages = [...crawled].filter(([, { status, type }]) => status === 200 && type.includes("html"));
  const forms = pages.flatMap(([at, { body }]) => kindsOf(at, body)).filter(({ label }) => !LEFT_OUT.test(label));
  return [...new Map(forms.map((form) => [form.kind, form])).values()];
}

async function htmlOf(as: APIRequestContext, at: string): Promise<string> {
  const answer = await as.get(at, { failOnStatusCode: false, maxRedirects: 0 });
  return answer.headers()["content-type"]?.includes("html") ? answer.text() : "";
}

/** Forms that say and ask the same, but for an id, a day or a number, are one kind, on whichever page they stand. */
function kindsOf(at: string, html: string): Kind[] {
  return formsOf(at, html).map((form) => {
    const names = form.fields.map(({ name }) => name.replace(ID, "·").replace(/\d+/g, "9"));
    const ours = new Set(names.filter((name) => !name.startsWith("$")));
    return { ...form, kind: `« ${form.label.replace(/\d+/g, "9")} » ${[...ours].join()}` };
  });
}

const isMachine = ({ name }: Field) => name.startsWith("$ACTION") || name === "_key";
const isId = (field: Field) => !isMachine(field) && field.value.match(ID) !== null;

/** With the ids that it names swapped for this one, or as it stands. */
function post(as: APIRequestContext, { at, fields }: Form, id: string | null): Promise<APIResponse> {
  const form = new FormData();
  for (const field of fields) form.append(field.name, id && isId(field) ? field.value.replace(ID, id) : field.value);
  return as.post(at, { multipart: form, failOnStatusCode: false });
}

/** What the person was written meanwhile, in the order it was written. */
export async function mailsTo(databaseUrl: string, address: string): Promise<string[]> {
  const connection = await openConnection(databaseUrl);
  try {
    const mails = await rowsOf<{ subject: string; text: string }>(
      connection,
      "SELECT subject, text FROM mail_outbox WHERE to_address = ? ORDER BY created_at, subject, text",
      [address],
    );
    return mails.map(({ subject, text }) => `${subject}\n${text}`);
  } finally {
    await connection.end();
  }
}
