/** npm run portail -- <command>: finds it, prepares what it needs, and turns its end into an exit code (contract §4). */
import { WrongSettings } from "../../lib/server/env";
import { MigrationRefused } from "../../prisma/migrate";
import { type Command, findCommand, listCommands } from "./commands";
import { type ExitCode, type Io, Mistake, terminalIo } from "./io";
import { prepare } from "./prepare";

export async function main(words: readonly string[]): Promise<void> {
  process.stdout.on("error", () => process.exit(0)); // the reader has gone, as with `| head`
  const io = terminalIo(words.includes("--json"));
  const code = await answer(
    words.filter((word) => word !== "--json"),
    io,
  );
  await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
  process.exit(code);
}

async function answer(words: readonly string[], io: Io): Promise<ExitCode> {
  const found = findCommand(words);
  if (!found) {
    const asked = words.join(" ");
    const help = asked === "" || asked === "help" || asked === "--help";
    if (!help) io.note(`Unknown command: ${asked}\n`);
    (help ? console.log : console.error)(listCommands());
    return help ? 0 : 2;
  }
  return runCommand(found.command, found.rest, io);
}

async function runCommand(command: Command, rest: readonly string[], io: Io): Promise<ExitCode> {
  const closing: (() => Promise<unknown>)[] = [];
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void closeAll(closing).then(() => process.exit(130)));
  try {
    if (command.needs !== "nothing") closing.push(await prepare(command.needs, io));
    const { run } = await command.load();
    return await run(rest, io);
  } catch (error) {
    return explain(error, command, io);
  } finally {
    await closeAll(closing);
  }
}

async function closeAll(closing: (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closing.splice(0)) await close();
}

type CodedError = Error & { code?: string; path?: string };
const FILE_FAULTS: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read",
  EISDIR: "it is a folder",
};
const DATABASE_FAULTS = [
  "ECONNREFUSED",
  "ENOTFOUND",
  "ETIMEDOUT",
  "ER_ACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
];

/** A sentence for what a person can mend; a bug keeps its stack. */
function explain(error: unknown, { name, usage = "" }: Command, io: Io): ExitCode {
  const { code = "", path, message } = error as CodedError;
  if (error instanceof Mistake) return tell(io, error.message, error.exitCode);
  if (error instanceof WrongSettings || error instanceof MigrationRefused) return tell(io, error.message, 1);
  if (code.startsWith("ERR_PARSE_ARGS_")) return tell(io, `${message}\nUsage: npm run portail -- ${name} ${usage}`, 2);
  if (path && FILE_FAULTS[code]) return tell(io, `${path}: ${FILE_FAULTS[code]}`, 1);
  if (DATABASE_FAULTS.includes(code)) return tell(io, `The database does not answer: ${message}`, 1);
  io.note(error instanceof Error ? (error.stack ?? message) : String(error));
  return 1;
}

function tell(io: Io, text: string, code: ExitCode): ExitCode {
  io.note(text);
  return code;
}
