/** Models in force, the latest version of each; and what a letter needs around its words: who writes, from where, to which address. */
import { settingsOf } from "@/lib/commune/queries";
import type { Locale } from "@/lib/i18n/locale";
import { type CivilDate, toColumn } from "@/lib/kernel/civil-date";
import type { Tx } from "@/lib/server/db";

export type Model = {
  id: string;
  key: string;
  locale: Locale;
  version: number;
  use: string;
  title: string;
  subject: string;
  body: string;
  createdAt: Date;
};

/** By title. A model that was retired has a last version that says so. */
export async function modelsOf(tx: Tx, only: { use?: string; locale?: Locale } = {}): Promise<Model[]> {
  const rows = await tx.letterTemplate.findMany({ orderBy: [{ version: "desc" }, { id: "asc" }] });
  const latest = new Map<string, (typeof rows)[number]>();
  for (const row of rows) if (!latest.has(`${row.key}/${row.locale}`)) latest.set(`${row.key}/${row.locale}`, row);
  return [...latest.values()]
    .filter(
      (row) => !row.retired && (!only.use || row.use === only.use) && (!only.locale || row.locale === only.locale),
    )
    .map((row) => ({ ...row, locale: row.locale === "en" ? ("en" as const) : ("fr" as const) }))
    .sort((a, b) => a.title.localeCompare(b.title, "fr"));
}

/** Every version of one model, the latest first: what was sent can be explained. */
export async function versionsOf(tx: Tx, key: string) {
  return tx.letterTemplate.findMany({ where: { key }, orderBy: [{ locale: "desc" }, { version: "desc" }] });
}

export type Sender = { town: string; office: string; lines: string[] };

export async function senderOf(tx: Tx): Promise<Sender> {
  const { identity, contacts } = await settingsOf(tx, ["identity", "contacts"]);
  const lines = [contacts.office, contacts.address || identity.address, contacts.phone, contacts.email];
  return { town: identity.name, office: contacts.office || identity.name, lines: lines.filter((line) => line !== "") };
}

/** Where a letter to a household goes on a day; nothing where no address is known. */
export async function postalAddress(tx: Tx, householdId: string, today: CivilDate): Promise<string[]> {
  const day = toColumn(today);
  const row = await tx.householdAddress.findFirst({
    where: { householdId, since: { lte: day } },
    orderBy: { since: "desc" },
    select: { line: true, postalCode: true, city: true },
  });
  return row ? [row.line, `${row.postalCode} ${row.city}`] : [];
}
