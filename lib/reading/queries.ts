/** What a file says, whichever it is: the kind comes from its content, and a file that cannot be read is refused as a whole, with the reason. */
import { type ListMapping, readList } from "./csv";
import { containerOf, decode } from "./rules";
import { readCfonb } from "./rules-cfonb";
import { type Fault, LARGEST_FILE, type ReadFile, Unreadable } from "./schema";
import { walk } from "./xml";
import { isCamt, readCamt } from "./xml-camt";
import { isPesAck, isPesReturn, readPesAck, readPesReturn } from "./xml-pes";

export type FileRead = { ok: true; file: ReadFile } | { ok: false; fault: Fault };

export function readStatement(bytes: Uint8Array, mapping: ListMapping): FileRead {
  try {
    return { ok: true, file: readAny(bytes, mapping) };
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false, fault: error.fault };
    throw error;
  }
}

function readAny(bytes: Uint8Array, mapping: ListMapping): ReadFile {
  if (bytes.length > LARGEST_FILE) throw new Unreadable({ reason: "too-large" });
  if (bytes.every((byte) => byte === 9 || byte === 10 || byte === 13 || byte === 32))
    throw new Unreadable({ reason: "empty" });
  switch (containerOf(bytes)) {
    case "xml":
      return xmlReaderOf(bytes)(bytes);
    case "cfonb":
      return readCfonb(decode(bytes, "latin1"));
    case "list":
      return readList(bytes, mapping);
    default:
      throw new Unreadable({ reason: "unknown-kind" });
  }
}

class Known extends Error {
  constructor(readonly read: (bytes: Uint8Array) => ReadFile) {
    super();
  }
}

/** By the root element: the walk stops there. */
function xmlReaderOf(bytes: Uint8Array): (bytes: Uint8Array) => ReadFile {
  try {
    walk(bytes, {
      wanted: [],
      visit: () => undefined,
      root: (name, namespace) => {
        throw new Known(readerOf(name, namespace));
      },
    });
  } catch (error) {
    if (error instanceof Known) return error.read;
    throw error;
  }
  throw new Unreadable({ reason: "not-xml" });
}

function readerOf(name: string, namespace: string): (bytes: Uint8Array) => ReadFile {
  if (isCamt(namespace)) return readCamt;
  if (isPesReturn(name, namespace)) return readPesReturn;
  if (isPesAck(name, namespace)) return readPesAck;
  throw new Unreadable({ reason: "unknown-kind", found: `${name} ${namespace}`.slice(0, 120) });
}
