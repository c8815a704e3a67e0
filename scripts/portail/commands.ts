/**
 * Every command of `npm run portail -- …` (contract §4). To add one: write scripts/portail/<command>.ts that exports
 * `run(args, io)` (args without the command's words and without --json; node:util's parseArgs; throw `Mistake` for what a
 * person can mend), then give it a line here, in alphabetical order. `needs` says what is ready before it is loaded:
 *   nothing   no settings, no database
 *   database  settings in place and the database up, under the application's accounts
 *   owner     as database, and DATABASE_OWNER_URL too: backups and changes of the schema only
 */
import type { Run } from "./io";

export type Command = {
  name: string;
  /** What follows the name, as in "FILE [--apply]". */
  usage?: string;
  summary: string;
  needs: "nothing" | "database" | "owner";
  load: () => Promise<{ run: Run }>;
};

export const commands: readonly Command[] = [
  {
    name: "account create",
    usage: "--email E --role R [--first-name F] [--last-name L]",
    summary: "first accounts of a real installation: prints the code that opens one",
    needs: "database",
    load: () => import("./account-create"),
  },
  {
    name: "backup",
    usage: "DIR [--keys FOLDER]",
    summary: "encrypted backup of data, keys apart, and files; keeps 7 days and the first of the month",
    needs: "owner",
    load: () => import("./keeping/backup"),
  },
  {
    name: "backup key",
    usage: "FILE",
    summary: "makes the pair of keys of the backups: the secret goes away from the server",
    needs: "nothing",
    load: () => import("./keeping/backup-key"),
  },
  {
    name: "commune check",
    usage: "FILE…",
    summary: "validates commune files: each fault with its path and what to write instead",
    needs: "nothing",
    load: () => import("./commune/check"),
  },
  {
    name: "commune load",
    usage: "FILE [--since DAY] [--label WORDS] [--open-days] [--demonstration]",
    summary: "makes a commune file the rules from a day on; older versions are kept",
    needs: "database",
    load: () => import("./commune/load"),
  },
  {
    name: "commune schema",
    summary: "prints the JSON Schema of the commune file",
    needs: "nothing",
    load: () => import("./commune/schema"),
  },
  {
    name: "commune simulate",
    usage: "FILE CASES",
    summary:
      "runs worked cases through the rules of a commune file, without a database; a JSON line per case for machines",
    needs: "nothing",
    load: () => import("./commune/simulate"),
  },
  {
    name: "database drift",
    summary: "compares what the migrations build with the Prisma schema",
    needs: "owner",
    load: () => import("./database/drift"),
  },
  {
    name: "database migrate",
    summary: "applies the migrations that are missing, then the rights",
    needs: "owner",
    load: () => import("./database/migrate"),
  },
  {
    name: "database rights",
    summary: "prints the rights of each database account as SQL, for an administrator",
    needs: "owner",
    load: () => import("./database/rights"),
  },
  {
    name: "draw verify",
    usage: "FILE",
    summary: "the published result of a draw, offline: whether order and places follow from the seed that was promised",
    needs: "nothing",
    load: () => import("./draw-verify"),
  },
  {
    name: "families import",
    usage: "FILE.csv [--apply]",
    summary: "households, guardians and children from a CSV file: a report by line; writes only with --apply",
    needs: "database",
    load: () => import("./families-import"),
  },
  {
    name: "invoices run",
    usage: "--month YYYY-MM [--issue]",
    summary: "drafts the month's invoices; with --issue, numbers and issues them",
    needs: "database",
    load: () => import("./invoices-run"),
  },
  {
    name: "journal cases",
    summary: "JSON lines in, JSON lines out, through the functions that verify the journal",
    needs: "nothing",
    load: () => import("./journal/cases"),
  },
  {
    name: "journal destroy-year",
    usage: "LOG [--apply --by NAME]",
    summary: "destroys a whole log whose ten years are over; its last checkpoint stays; lists without --apply",
    needs: "database",
    load: () => import("./journal/destroy-year"),
  },
  {
    name: "journal key",
    usage: "--out FILE [--origin NAME]",
    summary: "makes the key that signs the journal; with the origin of a log, prints its public half",
    needs: "nothing",
    load: () => import("./journal/key"),
  },
  {
    name: "journal recover",
    summary:
      "after a restore, puts the leaves that the database lost back from the published tiles, without their contents",
    needs: "database",
    load: () => import("./journal/recover"),
  },
  {
    name: "journal seal",
    usage: "[--open rotation|gap] [--adopt]",
    summary: "seals what waits now; or opens another log when the key changed or a restored database lost leaves",
    needs: "database",
    load: () => import("./journal/seal"),
  },
  {
    name: "journal set-aside",
    usage: "EVENT --by NAME --reason WORDS",
    summary: "takes a spoilt row that stops the sealing out of its queue; the journal says which, why and by whom",
    needs: "database",
    load: () => import("./journal/set-aside"),
  },
  {
    name: "journal verify",
    usage: "[--key VKEY]… [--witness VKEY]… [--witnessed FILE]… [--authority PEM]",
    summary: "the whole journal against tables, tiles and checkpoints: what failed, where, between which dates",
    needs: "database",
    load: () => import("./journal/verify/main"),
  },
  {
    name: "journal verify --tiles",
    usage: "DIR [--key VKEY]… [--witness VKEY]… [--witnessed FILE]… [--authority PEM]",
    summary: "a copy of the journal's published files, without database or settings",
    needs: "nothing",
    load: () => import("./journal/verify/main"),
  },
  {
    name: "journal without-witness",
    usage: "--by NAME --reason WORDS",
    summary:
      "a named person, or two, says that sealing goes on although the witness is silent; the journal keeps their word",
    needs: "database",
    load: () => import("./journal/without-witness"),
  },
  {
    name: "journal witnessed",
    usage: "FILE [--witness VKEY]",
    summary: "takes in the checkpoint that a witness cosigned and sent back by mail",
    needs: "database",
    load: () => import("./journal/witnessed"),
  },
  {
    name: "payfip cases",
    summary: "JSON lines in, JSON lines out, through the payment functions",
    needs: "nothing",
    load: () => import("./payfip/cases"),
  },
  {
    name: "payfip poll",
    summary: "asks for every open attempt now",
    needs: "database",
    load: () => import("./payfip/poll"),
  },
  {
    name: "receipt verify",
    usage: "FILE [--key VKEY] [--witness VKEY] [--authority PEM]",
    summary: "one receipt of the journal, offline: a sentence in French, and 0 only when it holds",
    needs: "nothing",
    load: () => import("./journal/receipt-verify"),
  },
  {
    name: "restore",
    usage: "DIR --identity FILE [--keys FOLDER] [--day DAY]",
    summary: "puts a backup back into an empty database, destroys again what is over, then verifies the journal",
    needs: "owner",
    load: () => import("./keeping/restore"),
  },
  {
    name: "retention",
    usage: "[--apply]",
    summary: "lists row by row what is due to be destroyed, or destroys it; each destruction is in the journal",
    needs: "database",
    load: () => import("./keeping/retention"),
  },
  {
    name: "treasury export",
    usage: "--from DAY --to DAY [--format csv|xlsx|pes] [--regie CODE] [--out FOLDER]",
    summary:
      "a numbered, hashed, locked lot of the receipts of a period, or the PES files handed over in it; the same lot twice is byte-identical",
    needs: "database",
    load: () => import("./treasury-export"),
  },
  {
    name: "treasury import",
    usage: "FILE [--regie CODE]",
    summary: "a settlement list, bank statement or answer of the treasury; the same file twice changes nothing",
    needs: "database",
    load: () => import("./treasury/import"),
  },
  {
    name: "witness",
    usage: "key|serve|sign --store DIR [--name NAME] [--log VKEY]… [--port N]",
    summary:
      "a witness for a journal kept elsewhere: makes its key, answers over HTTP, or cosigns a request received by mail",
    needs: "nothing",
    load: () => import("./witness"),
  },
];

/** The command whose words begin `words`, the longest when there are several, and what is left of them. */
export function findCommand(words: readonly string[]): { command: Command; rest: string[] } | null {
  const command = commands.findLast(({ name }) => name.split(" ").every((word, index) => words[index] === word));
  return command ? { command, rest: words.slice(command.name.split(" ").length) } : null;
}

export function listCommands(): string {
  const lines = commands.map(
    ({ name, usage, summary }) => `  ${[name, usage].filter(Boolean).join(" ")}\n      ${summary}`,
  );
  return `Usage: npm run portail -- <command>   (--json: one JSON object a line)\n\n${lines.join("\n")}`;
}
