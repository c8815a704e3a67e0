/** Lines of a stream that nobody vouches for: each is bounded in length and must be UTF-8, and none is held longer than its answer. */

export type Line = {
  /** Null when the line is too long or is not UTF-8. */
  text: string | null;
  /** How the line begins, as far as it can be read: enough to find its id. */
  head: string;
};

const LONGEST = 64 * 1024 * 1024;
const HEAD = 4096;
const LINE_FEED = 0x0a;

type Held = { chunks: Uint8Array[]; length: number };

/** `longest` in bytes. What is beyond it is read and forgotten. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, longest = LONGEST): AsyncGenerator<Line> {
  let held: Held = { chunks: [], length: 0 };
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      hold(held, chunk.subarray(from, end), longest);
      yield read(held, longest);
      held = { chunks: [], length: 0 };
      from = end + 1;
    }
    hold(held, chunk.subarray(from), longest);
  }
  if (held.length > 0) yield read(held, longest);
}

function hold(held: Held, bytes: Uint8Array, longest: number): void {
  held.length += bytes.length;
  if (held.length <= longest) held.chunks.push(bytes);
  else held.chunks = [Buffer.from(Buffer.concat([...held.chunks, bytes]).subarray(0, HEAD))];
}

function read({ chunks, length }: Held, longest: number): Line {
  const bytes = Buffer.concat(chunks);
  const head = bytes.subarray(0, HEAD).toString();
  if (length > longest) return { text: null, head };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), head };
  } catch {
    return { text: null, head };
  }
}
