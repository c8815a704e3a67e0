/** What a household reads by mail after a draw: for each child its ticket, its places with their price, and its ranks in the queues. */
import { wordMail } from "@/lib/commune/queries-mail";
import { recipientsOf } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay, wordList } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";

export type ChildNews = {
  childId: string;
  ticket: string;
  given: readonly CivilDate[];
  cents: Cents;
  waiting: readonly { day: CivilDate; rank: number }[];
};

type Answer = {
  householdId: string;
  draw: { id: string; label: string };
  today: CivilDate;
  news: readonly ChildNews[];
};

/** One mail a person; a person who is barred from a child reads nothing of that child. */
export async function answerMails(tx: Tx, { householdId, draw, today, news }: Answer): Promise<Mail[]> {
  const names = await tx.child.findMany({
    where: { id: { in: news.map(({ childId }) => childId) } },
    select: { id: true, firstName: true },
  });
  const people = new Map<string, { firstName: string; locale: Locale; lines: string[] }>();
  for (const one of news) {
    const child = names.find(({ id }) => id === one.childId)?.firstName ?? "";
    for (const { email, firstName, locale } of await recipientsOf(tx, { householdId, childId: one.childId, today })) {
      const known = people.get(email) ?? { firstName, locale, lines: [] };
      known.lines.push(lineOf(locale, child, one));
      people.set(email, known);
    }
  }
  return Promise.all(
    [...people].map(async ([to, { firstName, locale, lines }]) => {
      const url = `${env().PUBLIC_URL}/tirages/${draw.id}`;
      const values = { firstName, draw: draw.label, lines: lines.join("\n"), url };
      return { to, householdId, ...(await wordMail(tx, locale, "drawAnswered", values)) };
    }),
  );
}

function lineOf(locale: Locale, child: string, { ticket, given, cents, waiting }: ChildNews): string {
  const words = catalogues[locale].draw.mail;
  const about = fill(words.child, { child, ticket });
  const places = given.map((day) => wordDay(locale, day));
  const had =
    given.length > 0
      ? fill(words.given, { days: wordList(locale, places), price: wordAmount(locale, cents) })
      : words.nothing;
  const ranks = waiting.map(({ day, rank }) => fill(words.rank, { day: wordDay(locale, day), rank: String(rank) }));
  return [about, had, ranks.length > 0 ? fill(words.waiting, { ranks: wordList(locale, ranks) }) : ""]
    .filter(Boolean)
    .join(" ");
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
