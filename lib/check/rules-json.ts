/**
 * JSON read with the place of everything in it, so that a fault names its line: what the platform's reader lets pass in silence
 * (a key written twice, a key that is a trap) is a fault here. Size and depth are bounded before anything is read. Pure.
 */
export const MOST_BYTES = 5_000_000;
/** A file with more than these has one mistake repeated. */
export const MOST_FAULTS = 200;
const MOST_DEPTH = 40;

export type Path = readonly (string | number)[];
export type Place = { line: number; column: number };
export type JsonFault = { code: "json" | "duplicateKey" | "tooDeep"; path: Path; place: Place; found: string };
export type JsonRead = { value: unknown; faults: JsonFault[]; placeOf: (path: Path) => Place };

class Unreadable extends Error {
  constructor(
    readonly at: number,
    readonly found: string,
    readonly code: "json" | "tooDeep" = "json",
  ) {
    super(found);
  }
}

export function readJson(text: string): JsonRead {
  const reader = new Reader(text);
  try {
    const value = reader.document();
    return { value, faults: reader.faults, placeOf: (path) => reader.placeOf(path) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const fault = { code: error.code, path: reader.path(), place: reader.place(error.at), found: error.found };
    return { value: undefined, faults: [fault], placeOf: () => fault.place };
  }
}

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what JSON forbids inside a text.
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const WORDS = { true: true, false: false, null: null } as const;

class Reader {
  readonly faults: JsonFault[] = [];
  private at = 0;
  private readonly trail: (string | number)[] = [];
  private readonly offsets = new Map<string, number>();

  constructor(private readonly text: string) {
    if (text.startsWith("\ufeff")) this.at = 1;
  }

  path(): Path {
    return [...this.trail];
  }

  place(offset: number): Place {
    const before = this.text.slice(0, offset);
    const lastBreak = before.lastIndexOf("\n");
    return { line: before.split("\n").length, column: offset - lastBreak };
  }

  /** Where a value stands; of one that is missing, where its parent stands. */
  placeOf(path: Path): Place {
    for (let length = path.length; length > 0; length -= 1) {
      const offset = this.offsets.get(JSON.stringify(path.slice(0, length)));
      if (offset !== undefined) return this.place(offset);
    }
    return { line: 1, column: 1 };
  }

  document(): unknown {
    this.skip(SPACE);
    const value = this.value();
    this.skip(SPACE);
    if (this.at < this.text.length) throw this.unexpected();
    return value;
  }

  private value(): unknown {
    if (this.trail.length > MOST_DEPTH) throw new Unreadable(this.at, "", "tooDeep");
    this.offsets.set(JSON.stringify(this.trail), this.at);
    const sign = this.text[this.at];
    if (sign === "{") return this.object();
    if (sign === "[") return this.array();
    if (sign === '"') return this.string();
    for (const [word, value] of Object.entries(WORDS))
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    const number = this.skip(NUMBER);
    if (number === "") throw this.unexpected();
    return Number(number);
  }

  private object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.members("}", () => {
      const start = this.at;
      const key = this.string();
      this.skip(SPACE);
      this.expect(":");
      this.skip(SPACE);
      const isTwice = Object.hasOwn(object, key) || key === "__proto__";
      if (isTwice && this.faults.length < MOST_FAULTS) {
        const place = this.place(start);
        this.faults.push({ code: "duplicateKey", path: [...this.trail, key], place, found: key });
      }
      this.trail.push(key);
      const value = this.value();
      this.trail.pop();
      if (key !== "__proto__") object[key] = value;
    });
    return object;
  }

  private array(): unknown[] {
    const list: unknown[] = [];
    this.members("]", () => {
      this.trail.push(list.length);
      list.push(this.value());
      this.trail.pop();
    });
    return list;
  }

  /** What stands between the brackets, read one by one, commas between. */
  private members(close: "}" | "]", member: () => void): void {
    this.at += 1;
    this.skip(SPACE);
    if (this.text[this.at] === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      member();
      this.skip(SPACE);
      if (this.text[this.at] === close) break;
      this.expect(",");
      this.skip(SPACE);
    }
    this.at += 1;
  }

  private string(): string {
    const start = this.at;
    const text = this.skip(TEXT);
    if (text === "") throw new Unreadable(start, this.seen(start));
    return JSON.parse(text) as string;
  }

  private expect(sign: string): void {
    if (this.text[this.at] !== sign) throw this.unexpected();
    this.at += 1;
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private unexpected(): Unreadable {
    return new Unreadable(this.at, this.seen(this.at));
  }

  private seen(from: number): string {
    return this.text.slice(from, from + 20).split("\n")[0] ?? "";
  }
}
