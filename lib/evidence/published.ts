/** What anybody may fetch of the journal: checkpoints, tiles, keys, time-stamp tokens. Plain files without personal data; nothing else of the folder is served. */
import { logFolder, logsOnDisk, readPlain } from "./seal/folder";

const LOG = /^preuve-\d{4}(-\d+)?$/;
const FILE =
  /^(checkpoint|cosigned|key|stamps\/(index|\d{1,19}\.(note|tsq|tsr))|tile\/(entries|\d{1,2})\/(x\d{3}\/)*\d{3}(\.p\/\d{1,3})?)$/;

export type Published = { bytes: Uint8Array<ArrayBuffer>; text: boolean; lasting: boolean };

/** `checkpoint` or `preuve-2026/checkpoint`: without a log's name, the newest log. Null when there is no such file. */
export function publishedFile(path: readonly string[]): Published | null {
  const [first = "", ...rest] = path;
  const [log, file] = LOG.test(first) ? [first, rest.join("/")] : [logsOnDisk().at(-1), path.join("/")];
  if (!log || !FILE.test(file)) return null;
  const bytes = readPlain(logFolder(log), file);
  if (!bytes) return null;
  const isToken = /\.ts[qr]$/.test(file);
  const lasting = file.startsWith("tile/") || /^stamps\/\d/.test(file);
  return { bytes, text: !file.startsWith("tile/") && !isToken, lasting };
}
