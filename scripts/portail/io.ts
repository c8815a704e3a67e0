/** What a command speaks through: sentences for people, one JSON object a line for machines (`--json`). */

export type Io = {
  /** `--json` was asked. */
  json: boolean;
  /** A line for people; nothing with `--json`. */
  say: (text: string) => void;
  /** A line for machines; nothing without `--json`. */
  emit: (value: unknown) => void;
  /** A line beside the result, on the error output. */
  note: (text: string) => void;
};

/** 0 done, 1 refused or failed, 2 wrong use. */
export type ExitCode = number;
export type Run = (args: readonly string[], io: Io) => Promise<ExitCode>;

/** A person's mistake: its sentence is shown, without a stack. */
export class Mistake extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

export function terminalIo(json: boolean): Io {
  return {
    json,
    say: (text) => (json ? undefined : console.log(text)),
    emit: (value) => (json ? console.log(JSON.stringify(value)) : undefined),
    note: (text) => console.error(text),
  };
}
