/** The body of a request, or of an answer: read piece by piece and let go of once it is too long, whatever length it announced. */

type Message = Pick<Request, "body" | "headers">;

/** The text of the body; empty when there is none or when it has more than `most` bytes. */
export async function readBody(message: Message, most: number): Promise<string> {
  return (await readBytes(message, most)).toString("utf8");
}

/** As `readBody`, the bytes themselves. */
export async function readBytes(message: Message, most: number): Promise<Buffer> {
  const nothing = Buffer.alloc(0);
  if (!message.body || Number(message.headers.get("content-length") ?? 0) > most) return nothing;
  const reader = message.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.byteLength;
    if (length > most) {
      await reader.cancel();
      return nothing;
    }
    pieces.push(piece.value);
  }
  return Buffer.concat(pieces);
}

/** What a browser may go on sending before it reads why its file is not taken. */
const PATIENCE = 300_000_000;

/**
 * A posted form with a file; null when it has more than `most` bytes, or is no form. What is too much is thrown away as it comes, never kept:
 * an answer sent earlier would not be read by a browser that is still sending.
 */
export async function readUpload(request: Request, most: number): Promise<FormData | null> {
  const type = request.headers.get("content-type") ?? "";
  if (!request.body || !type.startsWith("multipart/form-data")) return null;
  const reader = request.body.getReader();
  let pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.byteLength;
    if (length <= most) pieces.push(piece.value);
    else pieces = [];
    if (length > PATIENCE) await reader.cancel();
  }
  if (length > most) return null;
  const body = new Response(Buffer.concat(pieces), { headers: { "content-type": type } });
  return body.formData().catch(() => null);
}

/** Browsers say where a request was written: only our own pages may post with somebody's session. */
export function isOwnPage(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  const [origin, host] = [request.headers.get("origin"), request.headers.get("host")];
  if (site !== null) return site === "same-origin";
  return origin === null || (URL.canParse(origin) && new URL(origin).host === host);
}
