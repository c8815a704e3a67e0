/**
 * `portail receipt verify FILE --key VKEY [--witness VKEY]`: whether a receipt holds, without network, database or portal (facts: evidence §6).
 * The answer is French: a family or a judge reads it. It says what was checked and what was not.
 */
import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { TokenRefused, verifyToken } from "@/lib/evidence/anchor/openssl";
import { type Policy, readPolicy } from "@/lib/evidence/tlog/checkpoint";
import { parseVkey, type VerifierKey } from "@/lib/evidence/tlog/keys";
import {
  type Receipt,
  type ReceiptRefusal,
  readReceipt,
  type VerifiedReceipt,
  verifyReceipt,
} from "@/lib/evidence/tlog/receipt";
import { encodeBase64 } from "@/lib/evidence/tlog/strict/base64";
import { fromUtf8 } from "@/lib/evidence/tlog/strict/bytes";
import { parseJson } from "@/lib/evidence/tlog/strict/json";
import { parseTlogProof } from "@/lib/evidence/tlog/tlog-proof";
import { wordList, wordMoment } from "@/lib/i18n/dates";
import { parisOf } from "@/lib/kernel/civil-date";
import { type ExitCode, type Io, Mistake } from "../io";

const LARGEST_FILE = 16 * 1024 * 1024;

export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      key: { type: "string" },
      witness: { type: "string", multiple: true, default: [] },
      authority: { type: "string" },
    },
  });
  const [path, ...more] = positionals;
  if (!path || more.length > 0) throw new Mistake("Name one file: receipt verify FILE --key VKEY [--witness VKEY]", 2);
  const policy = policyOf(values.key, values.witness);
  if (!policy.ok) return refuse(io, policy);
  const bytes = bytesOf(path);
  if (!bytes) return refuse(io, { reason: "no-file", sentence: NO_FILE });
  const receipt = readBytes(bytes);
  if (!receipt) return refuse(io, { reason: "receipt", sentence: REFUSALS.receipt });
  const verified = verifyReceipt(receipt, policy.policy);
  if (!verified.ok) return refuse(io, { reason: verified.reason, sentence: REFUSALS[verified.reason] });
  const stamp = await stampOf(receipt, values.authority);
  if (stamp === "refused") return refuse(io, { reason: "stamp", sentence: BAD_STAMP });
  tell(io, verified, { receipt, stamp });
  return 0;
}

/** Null when there is no token, or no certificate of the authority that made it. */
async function stampOf({ tsr, tlogProof }: Receipt, authority: string | undefined): Promise<Date | "refused" | null> {
  const note = parseTlogProof(tlogProof)?.checkpoint;
  if (!tsr || note === undefined || authority === undefined) return null;
  try {
    return (await verifyToken(tsr, { data: note }, authority)).at;
  } catch (error) {
    if (error instanceof TokenRefused) return "refused";
    throw new Mistake((error as Error).message);
  }
}

type No = { reason: string; sentence: string };

/** Each witness that is named must have cosigned. */
function policyOf(
  key: string | undefined,
  witnesses: readonly string[],
): { ok: true; policy: Policy } | ({ ok: false } & No) {
  if (!key) return { ok: false, reason: "no-key", sentence: NO_KEY };
  const log = parseVkey(key);
  if (log?.kind !== "log") return { ok: false, reason: "key", sentence: BAD_KEY };
  const named = witnesses.map(parseVkey).filter((one): one is VerifierKey => one?.kind === "witness");
  const threshold = new Set(named.map(({ name }) => name)).size;
  const policy = readPolicy({ vkeys: [key, ...witnesses], origin: log.name, threshold });
  if (!policy || named.length !== witnesses.length) return { ok: false, reason: "witness", sentence: BAD_WITNESS };
  return { ok: true, policy };
}

/** Null when the file can't be read; a file too large to be a receipt is not read at all. */
function bytesOf(path: string): Uint8Array | null {
  try {
    return statSync(path).size > LARGEST_FILE ? new Uint8Array() : readFileSync(path);
  } catch {
    return null;
  }
}

function readBytes(bytes: Uint8Array): Receipt | null {
  const text = fromUtf8(bytes)?.replace(/^\ufeff/, "");
  const parsed = text === undefined ? null : parseJson(text);
  return parsed && readReceipt(parsed.value);
}

const NO_FILE = "Récépissé non vérifié : le fichier est introuvable ou ne peut pas être lu.";
const NO_KEY =
  "Récépissé non vérifié : indiquez la clé du journal avec --key. La commune la publie ; demandez-la aussi à quelqu’un d’autre.";
const BAD_KEY = "Récépissé non vérifié : la clé donnée à --key n’est pas celle d’un journal.";
const BAD_WITNESS = "Récépissé non vérifié : une clé donnée à --witness n’est pas celle d’un témoin.";

const BAD_STAMP =
  "Récépissé refusé : le jeton d’horodatage joint ne vient pas de l’autorité donnée à --authority, ou il date autre chose.";

const REFUSALS: Record<ReceiptRefusal, string> = {
  receipt: "Récépissé refusé : le fichier n’est pas un récépissé, ou il a été abîmé.",
  leaf: "Récépissé refusé : la ligne du journal qu’il contient a été modifiée ou n’est pas écrite comme le journal l’écrit.",
  proof: "Récépissé refusé : la preuve qu’il contient est illisible.",
  note: "Récépissé refusé : le point de contrôle signé est illisible.",
  signature: "Récépissé refusé : une signature ne correspond pas au point de contrôle.",
  unsigned: "Récépissé refusé : le point de contrôle n’est pas signé par la clé du journal que vous avez donnée.",
  checkpoint: "Récépissé refusé : le point de contrôle n’a pas la forme attendue.",
  origin: "Récépissé refusé : le point de contrôle est celui d’un autre journal.",
  witnesses: "Récépissé refusé : un témoin demandé n’a pas signé le point de contrôle.",
  inclusion: "Récépissé refusé : cette ligne n’est pas dans le journal à la place indiquée.",
  disclosure: "Récépissé refusé : ce qui est montré n’est pas ce que le journal a enregistré.",
};

function refuse(io: Io, { reason, sentence }: No): ExitCode {
  io.say(typography(sentence));
  io.emit({ ok: false, reason, sentence: typography(sentence) });
  return 1;
}

type Shown = { receipt: Receipt; stamp: Date | null };

function tell(io: Io, verified: VerifiedReceipt, { receipt, stamp }: Shown): void {
  const sentence = typography(sentences(verified, { receipt, stamp }).join(" "));
  const { leaf, index, checkpoint, disclosed, withheld } = verified;
  io.say(sentence);
  for (const { part, payload } of receipt.disclosures) io.say(`${part} ${visible(JSON.stringify(payload))}`);
  io.emit({
    ok: true,
    sentence,
    ...{ leaf, index: String(index), origin: checkpoint.origin, size: String(checkpoint.size) },
    ...{ root: encodeBase64(checkpoint.root), witnesses: checkpoint.witnesses.map(({ name }) => name) },
    ...{ disclosed, withheld, stampedAt: stamp?.toISOString() ?? null },
  });
}

function sentences(
  { leaf, index, checkpoint, disclosed, withheld }: VerifiedReceipt,
  { receipt: { tsr }, stamp }: Shown,
): string[] {
  const { origin, size, witnesses } = checkpoint;
  return [
    `Récépissé vérifié : l’événement « ${leaf.type} » du ${momentOf(leaf.at)} (heure de Paris), référence ${leaf.id}, ` +
      `est la ligne ${index + 1n} sur ${size} du journal « ${origin} ».`,
    ...witnesses.map(
      ({ name, seconds }) => `Le témoin « ${name} » a vu ce journal le ${momentOf(Number(seconds) * 1000)}.`,
    ),
    witnesses.length === 0 && !stamp
      ? "Aucun témoin n’a été vérifié : seule la commune garantit la date et l’histoire du journal."
      : "",
    disclosed.length > 0
      ? `Ce qui est montré correspond à ce qui a été enregistré : ${wordList("fr", disclosed)}.`
      : "",
    withheld.length > 0 ? `Ce qui n’est pas montré, retenu ou effacé : ${wordList("fr", withheld)}.` : "",
    stamp ? `L’autorité d’horodatage a daté ce point de contrôle du ${momentOf(stamp.getTime())}.` : "",
    tsr && !stamp
      ? "Le jeton d’horodatage joint n’a pas été vérifié : indiquez le certificat de l’autorité avec --authority."
      : "",
    "Cela prouve que la ligne était dans le journal et n’a pas changé depuis, non que ce qu’elle dit est vrai.",
  ].filter((sentence) => sentence !== "");
}

/** "lundi 23 novembre 2026, 9 h 10", or the number of milliseconds when no calendar has it. */
function momentOf(instant: string | number): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? String(instant) : wordMoment("fr", parisOf(at).moment);
}

/** What would move the cursor or turn the text round is written as its number: a terminal shows what was committed to, nothing else. */
function visible(json: string): string {
  return json.replace(/[\p{Cc}\p{Bidi_Control}]/gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** No-break spaces before high punctuation and inside quotation marks. */
function typography(text: string): string {
  return text.replace(/ (?=[:;?!»])|(?<=«) /g, "\u00a0");
}
