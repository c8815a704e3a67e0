/** Changing the commune's settings. Each change is traced with what was there before. */

import type { z } from "zod";
import { record } from "@/lib/evidence/record";
import type { Json } from "@/lib/evidence/tlog/strict/canonical";
import { toColumn } from "@/lib/kernel/civil-date";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome, refused } from "@/lib/kernel/outcome";
import type { Context } from "@/lib/server/context";
import type { JsonObject } from "@/lib/server/db";
import type { charterSchema, mailTextSchema, newsSchema, Section } from "./schema";

/** Fields that a section's form does not carry keep their value (the logo has a form of its own). */
export async function saveSection(
  context: Context,
  { section, value }: { section: Section; value: Record<string, unknown> },
): Promise<Outcome<object, never>> {
  const { tx, now, actor } = context;
  const before = await tx.setting.findUnique({ where: { section } });
  const old = (before?.value ?? {}) as Record<string, unknown>;
  const next = { ...old, ...value } as JsonObject;
  const by = { updatedAt: now, updatedById: actor?.accountId ?? null };
  await tx.setting.upsert({
    where: { section },
    create: { section, value: next, ...by },
    update: { value: next, ...by },
  });
  const changed = Object.keys(value).filter((key) => JSON.stringify(old[key]) !== JSON.stringify(value[key]));
  await record(context, {
    type: section === "maintenance" ? "maintenance.changed" : "setting.changed",
    subject: null,
    object: { kind: "setting", id: section },
    body: { section, before: pick(old, changed), after: pick(value, changed) },
  });
  return done();
}

/** The values as text or truth, so that the trace holds no float. */
function pick(values: Record<string, unknown>, keys: readonly string[]): Json {
  return Object.fromEntries(
    keys.map((key) => [key, typeof values[key] === "boolean" ? values[key] : JSON.stringify(values[key] ?? null)]),
  );
}

export async function publishNews(
  context: Context,
  input: z.output<typeof newsSchema>,
): Promise<Outcome<{ id: string }, "gone">> {
  const { tx, now, actor } = context;
  const { id: known, since, until, ...words } = input;
  const row = { ...words, since: toColumn(since), until: toColumn(until) };
  const id = known ?? newId();
  if (known) {
    const { count } = await tx.newsItem.updateMany({ where: { id: known }, data: row });
    if (count === 0) return refused("gone");
  } else {
    await tx.newsItem.create({ data: { id, ...row, createdAt: now, createdById: actor?.accountId ?? null } });
  }
  await record(context, {
    type: "news.published",
    subject: null,
    object: { kind: "news", id },
    body: { ...words, since, until },
  });
  return done({ id });
}

/** A new version of the charter: every parent is asked to accept it at the next visit. */
export async function publishCharter(
  context: Context,
  input: z.output<typeof charterSchema>,
): Promise<Outcome<{ version: number }, "same">> {
  const { tx, now } = context;
  const last = await tx.charterVersion.findFirst({ orderBy: { version: "desc" } });
  if (last && last.bodyFr === input.bodyFr && last.bodyEn === input.bodyEn) return refused("same");
  const version = (last?.version ?? 0) + 1;
  await tx.charterVersion.create({ data: { version, ...input, publishedAt: now } });
  await record(context, {
    type: "charter.published",
    subject: null,
    object: { kind: "charter", id: String(version) },
    body: { version },
  });
  return done({ version });
}

export async function saveMailText(
  context: Context,
  { key, locale, ...words }: z.output<typeof mailTextSchema>,
): Promise<Outcome<object, never>> {
  const { tx, now, actor } = context;
  const by = { updatedAt: now, updatedById: actor?.accountId ?? null };
  await tx.mailText.upsert({
    where: { key_locale: { key, locale } },
    create: { key, locale, ...words, ...by },
    update: { ...words, ...by },
  });
  await record(context, {
    type: "mail-text.changed",
    subject: null,
    object: { kind: "mail-text", id: `${key}.${locale}` },
    body: { key, locale, ...words },
  });
  return done();
}
