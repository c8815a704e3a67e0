/**
 * Forms that no browser would send, to every action found on every page of each role: fields missing, unknown, huge, of another kind, and
 * ids of other people's things. The answer is never a failure of the server, says nothing of its inside, and what it changed is in the journal.
 */
import { type APIRequestContext, expect } from "@playwright/test";
import { routes } from "@/lib/access/matrix";
import type { Person } from "../support/accounts";
import { rows } from "../support/database";
import { type Field, type Form, formsOf, send } from "../support/forms";
import { withJournal } from "../support/journal-diff";
import { test } from "../support/test";

/** A megabyte is what the server takes at most. */
const HUGE = "é".repeat(480_000);
const ABSENT = "0f0f0f0f-0f0f-7f0f-8f0f-0f0f0f0f0f0f";
const PAGES = 60;
/** Would end the session that asks, or close the portal to the ones that follow. */
const LEFT_OUT = /Se déconnecter|sessions|maintenance/i;
const INSIDE = /\bat [\w.<>]+ \(.*:\d+:\d+\)|SQLSTATE|ER_[A-Z_]+|PrismaClient|node_modules/;

const visitors: (Person | "nobody")[] = ["nobody", "nadia", "oliviers", "animateur", "responsable", "regie", "admin"];

for (const person of visitors) {
  test(`${person}: forms that no browser sends`, async ({ knock }) => {
    test.setTimeout(240_000);
    const as = await knock(person);
    const forms = await formsWithin(as);
    expect(forms.length).toBeGreaterThan(0);
    const foreign = await otherPeople();
    await withJournal(async () => {
      for (const form of forms) {
        for (const [name, fields] of Object.entries(spoiled(form.fields, foreign))) {
          const answer = await send(as, form.at, fields);
          const where = `${form.at} « ${form.label} », ${name}`;
          expect(answer.status(), where).toBeLessThan(500);
          expect(await answer.text(), where).not.toMatch(INSIDE);
        }
      }
    });
  });
}

/** Every form of every page that can be reached by links, each action once. */
async function formsWithin(as: APIRequestContext): Promise<Form[]> {
  const todo = Object.keys(routes).filter((address) => !address.includes("[") && !address.startsWith("/api/"));
  const kinds = new Set(todo);
  const forms = new Map<string, Form>();
  for (let done = 0; todo.length > 0 && done < PAGES; done += 1) {
    const at = todo.shift() ?? "/";
    const html = await pageAt(as, at);
    for (const form of formsOf(at, html)) if (!LEFT_OUT.test(`${form.label} ${at}`)) forms.set(nameOf(form), form);
    for (const path of linksOf(html).filter((link) => !kinds.has(kindOf(link)))) {
      kinds.add(kindOf(path));
      todo.push(path);
    }
  }
  return [...forms.values()];
}

/** Empty for what is no page. */
async function pageAt(as: APIRequestContext, at: string): Promise<string> {
  const answer = await as.get(at, { failOnStatusCode: false });
  const isPage = answer.status() === 200 && answer.headers()["content-type"]?.includes("html");
  return isPage ? answer.text() : "";
}

function nameOf({ label, fields }: Form): string {
  const names = new Set(fields.map(({ name }) => kindOf(name)).filter((name) => !name.startsWith("$")));
  return `${label} ${[...names].join()}`;
}

function linksOf(html: string): string[] {
  const links = [...html.matchAll(/href="(\/[a-z][^"#]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
  return links.filter((path) => !/^\/(_next|api)\//.test(path));
}

/** Two addresses or names that differ by an id, a day or a number are one kind. */
function kindOf(text: string): string {
  return text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "·").replace(/\d+/g, "9");
}

async function otherPeople(): Promise<string[]> {
  const found = await rows<{ id: string }>(
    `(SELECT id FROM child WHERE last_name = 'Girard' LIMIT 1) UNION ALL (SELECT id FROM household WHERE name LIKE '%Girard%' LIMIT 1)
     UNION ALL (SELECT id FROM guardian WHERE last_name = 'Girard' LIMIT 1) UNION ALL (SELECT id FROM invoice LIMIT 1)`,
  );
  return found.map(({ id }) => id);
}

const isOurs = ({ name }: Field) => !name.startsWith("$ACTION") && name !== "_key";

function spoiled(fields: readonly Field[], foreign: readonly string[]): Record<string, Field[]> {
  const machine = fields.filter((field) => !isOurs(field));
  const ours = fields.filter(isOurs);
  const changed = (change: (field: Field, index: number) => string) => [
    ...machine,
    ...ours.map((field, index) => ({ ...field, value: change(field, index) })),
  ];
  const swapped = (id: string) => (field: Field) => field.value.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, id);
  const all: Record<string, Field[]> = {
    missing: machine,
    unknown: [
      ...fields,
      ...["extra", "__proto__.x", "a.b.c.d.e.f", "constructor", "[]", "0"].map((name) => ({ name, value: "x" })),
    ],
    odd: changed(() => "\u0000💥'\"<script>alert(1)</script>; -1e308"),
    twice: [...fields, ...ours.map(({ name }) => ({ name: `${name}[]`, value: "1" })), ...ours],
    absent: changed(swapped(ABSENT)),
  };
  if (ours.length > 0) all.huge = changed((field, index) => (index === ours.length - 1 ? HUGE : field.value));
  const other = foreign[ours.length % foreign.length];
  if (other) all.foreign = changed(swapped(other));
  return all;
}
