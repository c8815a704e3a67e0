/** The office words its models: a change is a new version, and none is ever taken away. Two editors at once make two. */
import { record } from "@/lib/evidence/record";
import { newId } from "@/lib/kernel/ids";
import { done, type Outcome } from "@/lib/kernel/outcome";
import { NotFound } from "@/lib/server/action";
import type { Context } from "@/lib/server/context";
import type { ModelInput } from "./schema";

type Saved = Outcome<{ key: string; version: number }, never>;

export async function saveModel(context: Context, { key: known, locale, ...words }: ModelInput): Promise<Saved> {
  const key = known ?? newId();
  if (known && (await context.tx.letterTemplate.count({ where: { key } })) === 0) throw new NotFound();
  return append(context, { key, locale, ...words, retired: false });
}

/** No longer offered; letters that were made from it keep their version. */
export async function retireModel(context: Context, { key }: { key: string }): Promise<Outcome<object, never>> {
  const rows = await context.tx.letterTemplate.findMany({ where: { key }, orderBy: { version: "desc" } });
  if (rows.length === 0) throw new NotFound();
  for (const locale of ["fr", "en"]) {
    const last = rows.find((row) => row.locale === locale);
    if (!last || last.retired) continue;
    const { use, title, subject, body } = last;
    await append(context, { key, locale, use, title, subject, body, retired: true });
  }
  return done();
}

type Version = {
  key: string;
  locale: string;
  use: string;
  title: string;
  subject: string;
  body: string;
  retired: boolean;
};

async function append(context: Context, version: Version): Promise<Saved> {
  const { tx, now, actor } = context;
  const { key, locale } = version;
  // Held until the end: models are only ever added to, so the row that holds them apart is one of the settings.
  await tx.$executeRaw`INSERT INTO setting (section, value, updated_at) VALUES ('letter-models', '{}', ${now})
    ON DUPLICATE KEY UPDATE updated_at = ${now}`;
  const last = await tx.letterTemplate.findFirst({ where: { key, locale }, orderBy: { version: "desc" } });
  const number = (last?.version ?? 0) + 1;
  const id = newId();
  await tx.letterTemplate.create({
    data: { id, ...version, version: number, createdAt: now, createdById: actor?.accountId ?? null },
  });
  await record(context, {
    type: "letter-template.changed",
    subject: null,
    object: { kind: "letter-template", id },
    body: { ...version, version: number },
  });
  return done({ key, version: number });
}
