/** The mail of a family whose days do not take place: each child, its days by activity, and what they cost after all. */
import { nameIn } from "@/lib/booking/queries-mail";
import type { Facts } from "@/lib/booking/rules-grid";
import { wordMail } from "@/lib/commune/queries-mail";
import { recipientsOf } from "@/lib/household/queries-recipients";
import { wordAmount } from "@/lib/i18n/amounts";
import { wordDay, wordList } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { catalogues } from "@/lib/i18n/messages";
import type { CivilDate } from "@/lib/kernel/civil-date";
import { groupBy } from "@/lib/kernel/groups";
import { sum } from "@/lib/kernel/money";
import type { Tx } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import type { Mail } from "@/lib/server/work/mail";
import { effectOf, type Judged } from "./rules";
import type { Disruption } from "./schema";

type News = { householdId: string; rows: readonly Judged[]; facts: Facts; choice: Disruption; today: CivilDate };

/** One mail a person; a person who is barred from a child reads nothing of that child. */
export async function disruptionMails(tx: Tx, { householdId, rows, facts, choice, today }: News): Promise<Mail[]> {
  const people = new Map<string, { firstName: string; locale: Locale; lines: string[] }>();
  for (const [childId, own] of groupBy(rows, (row) => row.childId)) {
    for (const { email, firstName, locale } of await recipientsOf(tx, { householdId, childId, today })) {
      const known = people.get(email) ?? { firstName, locale, lines: [] };
      known.lines.push(...linesOf(locale, facts, { childId, own }));
      people.set(email, known);
    }
  }
  return Promise.all(
    [...people].map(async ([to, { firstName, locale, lines }]) => {
      const reason = reasonWords(locale, choice);
      const url = `${env().PUBLIC_URL}/reservations?semaine=${choice.from}`;
      const values = { firstName, reason, lines: lines.join("\n"), url };
      return { to, householdId, ...(await wordMail(tx, locale, "groupCancelled", values)) };
    }),
  );
}

export function reasonWords(locale: Locale, { reason, note }: Pick<Disruption, "reason" | "note">): string {
  const word = catalogues[locale].disruption.reasons[reason];
  return note === "" ? word : `${word} (${note})`;
}

/** « Léa, cantine : lundi 7 décembre. Non facturé. » */
function linesOf(
  locale: Locale,
  facts: Facts,
  { childId, own }: { childId: string; own: readonly Judged[] },
): string[] {
  const words = catalogues[locale].disruption.mail;
  const child = facts.children.find(({ id }) => id === childId)?.firstName ?? "";
  const groups = groupBy(own, ({ activityId, charge }) => `${activityId}|${effectOf(charge)}`);
  return [...groups.values()].flatMap((list) => {
    const [first] = list;
    const activity = first && facts.activities.get(first.activityId);
    if (!first || !activity) return [];
    const days = wordList(
      locale,
      list
        .map(({ day }) => day)
        .sort()
        .map((day) => wordDay(locale, day)),
    );
    const cents = list.map(({ afterCents }) => afterCents);
    const effect = cents.some((one) => one === null) ? "refund" : effectOf(first.charge);
    const price = wordAmount(locale, sum(cents.map((one) => one ?? 0)));
    const values = {
      child,
      activity: nameIn(locale, activity),
      days,
      effect: words.effects[effect].replace("{price}", price),
    };
    return [
      words.line.replace(/\{(\w+)\}/g, (whole, name: string) => (values as Record<string, string>)[name] ?? whole),
    ];
  });
}
