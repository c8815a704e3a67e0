/**
 * `portail commune load FILE [--since DAY] [--label WORDS] [--open-days]`: makes a commune file the rules from a day on (its own date of effect, else today).
 * Older versions are kept. With --open-days the days of the current school year are opened at once; with --demonstration the families of the
 * demonstration are enrolled too, so that another commune's rules can be tried.
 */
import { parseArgs } from "node:util";
import { openEveryDay } from "@/lib/activity/commands";
import { publishRules } from "@/lib/activity/commands-rules";
import { isCivilDate, parisOf } from "@/lib/kernel/civil-date";
import { now } from "@/lib/server/clock";
import { systemContext } from "@/lib/server/context";
import { db, transaction } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { enrolEveryone, withPrices } from "@/prisma/seed/rules-of-another";
import { type ExitCode, type Io, Mistake } from "../io";
import { readCommuneFile } from "./check";

/** What a meal costs where the page publishes no price. */
const DEMONSTRATION_CENTS = 380;

const REFUSALS = {
  unchanged: "These rules are a version already: nothing changed.",
  "same-day": "Another version takes effect on this day: choose another day with --since.",
} as const;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { path, since, label, openDays, demonstration } = optionsOf(args);
  const own = readCommuneFile(path, io);
  if (!own) return 1;
  if (demonstration && !env().PORTAIL_DEMO) throw new Mistake("--demonstration is for the demonstration commune only.");
  const file = demonstration ? withPrices(own, DEMONSTRATION_CENTS) : own;
  const publishing = {
    file,
    since: since ?? file.since ?? parisOf(now()).day,
    label: label ?? `Règlement de ${file.commune.name}`,
  };
  const result = await transaction(async (tx) => {
    const context = systemContext(tx, now());
    const published = await publishRules(context, publishing);
    if (!published.ok) return published;
    const opened = openDays || demonstration ? await openEveryDay(context) : 0;
    return { ...published, opened, enrolled: demonstration ? await enrolEveryone(context, file) : 0 };
  });
  await db().$disconnect();
  io.emit(result.ok ? { since: publishing.since, ...result } : { ...result, message: REFUSALS[result.reason] });
  if (!result.ok) io.note(REFUSALS[result.reason]);
  else {
    io.say(
      `In force from ${publishing.since}: ${result.activities} activities offered, ${result.closed.length} closed.`,
    );
    if (openDays || demonstration) io.say(`${result.opened} days opened.`);
    if (demonstration) io.say(`${result.enrolled} enrolments.`);
  }
  return result.ok ? 0 : 1;
}

function optionsOf(args: readonly string[]) {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      since: { type: "string" },
      label: { type: "string" },
      "open-days": { type: "boolean", default: false },
      demonstration: { type: "boolean", default: false },
    },
  });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) throw new Mistake("Name one file: commune load FILE [--since 2027-01-01]", 2);
  if (values.since !== undefined && !isCivilDate(values.since)) throw new Mistake("Write the day as 2027-01-01.", 2);
  return {
    path,
    since: values.since ?? null,
    label: values.label ?? null,
    openDays: values["open-days"],
    demonstration: values.demonstration,
  };
}
