/** The commune as its settings say. A section that was never written has its defaults. */
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, fromColumn, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";
import { type Section, type SettingsOf, sections } from "./schema";

/** Several sections in one query, each read through its schema. */
export async function settingsOf<Name extends Section>(
  tx: Tx,
  names: readonly Name[],
): Promise<{ [Key in Name]: SettingsOf<Key> }> {
  const rows = await tx.setting.findMany({ where: { section: { in: [...names] } } });
  const readSection = (name: Name) => sections[name].parse(rows.find((row) => row.section === name)?.value ?? {});
  return Object.fromEntries(names.map((name) => [name, readSection(name)])) as { [Key in Name]: SettingsOf<Key> };
}

export type News = { id: string; title: string; body: string; since: CivilDate };

/** News in force on a day, newest first, in the reader's language where the office wrote it. */
export async function newsOn(tx: Tx, today: CivilDate, locale: Locale): Promise<News[]> {
  const day = toColumn(today);
  const rows = await tx.newsItem.findMany({
    where: { since: { lte: day }, until: { gte: day } },
    orderBy: [{ since: "desc" }, { id: "desc" }],
    take: 5,
  });
  return rows.map(({ id, titleFr, bodyFr, titleEn, bodyEn, since }) => ({
    id,
    title: locale === "en" && titleEn ? titleEn : titleFr,
    body: locale === "en" && bodyEn ? bodyEn : bodyFr,
    since: fromColumn(since),
  }));
}

/** For the office: all news, the latest first. */
export function newsList(tx: Tx) {
  return tx.newsItem.findMany({ orderBy: [{ since: "desc" }, { id: "desc" }], take: 50 });
}

/** The office's own words of mails, by "key/locale". */
export async function ownMailTexts(tx: Tx): Promise<Map<string, { subject: string; body: string }>> {
  const rows = await tx.mailText.findMany();
  return new Map(rows.map((row) => [`${row.key}/${row.locale}`, row]));
}

/** The logo's bytes, or null while the drawn mark is shown. */
export async function logoOf(tx: Tx): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await tx.setting.findUnique({ where: { section: "logo" } });
  const png = (row?.value as { png?: string } | undefined)?.png;
  return png ? new Uint8Array(Buffer.from(png, "base64")) : null;
}

/** The charter that parents must have accepted, in both languages; null before the first. */
export function charterInForce(tx: Tx) {
  return tx.charterVersion.findFirst({ orderBy: { version: "desc" } });
}
