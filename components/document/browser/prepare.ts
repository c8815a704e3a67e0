/** A file as it will be sealed: what it really is, a photograph made smaller and without the place where it was taken. */
import { type ContentFault, contentOf, type Format, LARGEST_FILE } from "@/lib/document/rules-content";

export type Prepared = { bytes: Uint8Array<ArrayBuffer>; format: Format; name: string };
export type PrepareFault = ContentFault;

/** A sheet of paper stays readable at this many points along its longer side. */
const LONGEST_SIDE = 2400;
const QUALITY = 0.82;

export async function prepare(file: File): Promise<{ ok: true; page: Prepared } | { ok: false; reason: PrepareFault }> {
  if (file.size > LARGEST_FILE) return { ok: false, reason: "too-large" };
  const bytes = new Uint8Array(await file.arrayBuffer());
  const content = contentOf(bytes);
  if (!content.ok) return content;
  const { format } = content;
  const page = { bytes, format, name: file.name };
  if (format === "pdf") return { ok: true, page };
  const redrawn = await redraw(bytes, format);
  // Only some browsers read HEIC; the others send it as it is.
  if (!redrawn) return format === "heic" ? { ok: true, page } : { ok: false, reason: "damaged" };
  // Writing that was scanned as PNG stays sharper than a photograph of it, when it is no larger.
  if (format === "png" && redrawn.length >= bytes.length) return { ok: true, page };
  return { ok: true, page: { bytes: redrawn, format: "jpeg", name: file.name } };
}

/** Drawn anew: nothing of the file is left but what is seen. Null when this browser cannot read it. */
async function redraw(bytes: Uint8Array<ArrayBuffer>, format: Format): Promise<Uint8Array<ArrayBuffer> | null> {
  const picture = await createImageBitmap(new Blob([bytes], { type: `image/${format}` })).catch(() => null);
  if (!picture) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const brush = canvas.getContext("2d");
  if (!brush) return null;
  brush.fillStyle = "#fff";
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  return blob && new Uint8Array(await blob.arrayBuffer());
}
