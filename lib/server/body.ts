/** The body of a request that anybody may send: read piece by piece and let go of once it is too long, whatever length it announced. */

/** The text of the body; empty when there is none or when it has more than `most` bytes. */
export async function readBody(request: Request, most: number): Promise<string> {
  if (!request.body || Number(request.headers.get("content-length") ?? 0) > most) return "";
  const reader = request.body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    length += piece.value.byteLength;
    if (length > most) {
      await reader.cancel();
      return "";
    }
    pieces.push(piece.value);
  }
  return Buffer.concat(pieces).toString("utf8");
}
