/**
 * Where the ciphertext lies, in pieces: a folder or an S3 bucket (DOCUMENTS_URL). Nothing in it opens without a private key that is not here.
 * A piece may be written twice and removed twice: what was cut short is simply done again.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { env } from "@/lib/server/env";
import { LARGEST_TEXT, PIECE } from "./schema";

export type PageOf = { documentId: string; position: number; size: number };

export const pieceName = ({ documentId, position }: Omit<PageOf, "size">, index: number): string =>
  `${documentId}/${position}/${String(index).padStart(3, "0")}`;

export function pieceNames(page: PageOf): string[] {
  return Array.from({ length: Math.ceil(page.size / PIECE) }, (_, index) => pieceName(page, index));
}

/** What an earlier, larger announcement of the page may have left behind its last piece. */
export function surplusNames(page: PageOf): string[] {
  const own = pieceNames(page).length;
  const most = Math.ceil(LARGEST_TEXT / PIECE);
  return Array.from({ length: Math.max(0, most - own) }, (_, index) => pieceName(page, own + index));
}

/** Pieces are of one size but the last, so that where a sending was cut says which comes next. What one that begins at `offset` must measure; null when none begins there. */
export function pieceLength(size: number, offset: number): number | null {
  if (offset < 0 || offset >= size || offset % PIECE !== 0) return null;
  return Math.min(PIECE, size - offset);
}

export type Storage = {
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Throws when it is not there. */
  read(name: string): Promise<Uint8Array>;
  remove(names: readonly string[]): Promise<void>;
  /** Everything of one document, whatever its pages say. */
  clear(documentId: string): Promise<void>;
};

const cache = new Map<string, Storage>();

export function documentStorage(): Storage {
  const address = env().DOCUMENTS_URL;
  const storage = cache.get(address) ?? storageAt(address);
  cache.set(address, storage);
  return storage;
}

export function storageAt(address: string): Storage {
  const url = new URL(address);
  return url.protocol === "file:" ? inFolder(fileURLToPath(url)) : inBucket(url);
}

function inFolder(folder: string): Storage {
  return {
    async put(name, bytes) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const beside = `${path}.${randomUUID()}`;
      await writeFile(beside, bytes, { mode: 0o600 });
      await rename(beside, path);
    },
    read: (name) => readFile(join(folder, name)),
    async remove(names) {
      for (const name of names) await rm(join(folder, name), { force: true });
    },
    clear: (documentId) => rm(join(folder, documentId), { recursive: true, force: true }),
  };
}

/** `s3://key:secret@bucket/prefix?region=…&endpoint=https://…`, or `https://key:secret@host/bucket/prefix?region=…`; without a key, the machine's own. */
function inBucket(url: URL): Storage {
  const isDirect = url.protocol !== "s3:";
  const [, ...path] = url.pathname.split("/");
  const bucket = isDirect ? (path.shift() ?? "") : url.hostname;
  const prefix = path
    .filter(Boolean)
    .map((part) => `${part}/`)
    .join("");
  const endpoint = isDirect ? `${url.protocol}//${url.host}` : url.searchParams.get("endpoint");
  const client = new S3Client({
    region: url.searchParams.get("region") ?? "us-east-1",
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(url.username && {
      credentials: {
        accessKeyId: decodeURIComponent(url.username),
        secretAccessKey: decodeURIComponent(url.password),
      },
    }),
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const removeKeys = async (keys: readonly string[]) => {
    if (keys.length === 0) return;
    const Objects = keys.map((Key) => ({ Key }));
    await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
  };
  return {
    async put(name, bytes) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + name, Body: bytes }));
    },
    async read(name) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + name }));
      if (!Body) throw new Error("The store gave nothing");
      return Body.transformToByteArray();
    },
    remove: (names) => removeKeys(names.map((name) => prefix + name)),
    async clear(documentId) {
      let more: string | undefined;
      do {
        const list = { Bucket: bucket, Prefix: `${prefix}${documentId}/`, ContinuationToken: more };
        const page = await client.send(new ListObjectsV2Command(list));
        await removeKeys((page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        more = page.NextContinuationToken;
      } while (more);
    },
  };
}
