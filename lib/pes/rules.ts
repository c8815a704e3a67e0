/**
 * A role (ORMC) or a slip of titles as a PES v2 Recette file (facts: treasury §3; docs/treasury-pes.md). The text comes in pieces, one a debtor,
 * so that thousands of them never stand in memory at once. Totals are checked before the first sign is written. Pure.
 */
import type { CivilDate } from "@/lib/kernel/civil-date";
import { type Cents, formatPlain, sum } from "@/lib/kernel/money";
import type { Debtor } from "./rules-debtor";

export type PesKind = "role" | "title";
export type PesVersion = "5.17" | "5.30";

export type PesHead = {
  kind: PesKind;
  version: PesVersion;
  fileName: string;
  day: CivilDate;
  postCode: string;
  postName: string | null;
  siret: string;
  collectivityCode: string;
  budgetCode: string;
  budgetName: string | null;
  exer: number;
  bordereau: number;
  /** When the commune itself sends the notices of a role; not before `day`. */
  noticeOn: CivilDate | null;
  subject: string | null;
  /** The claims come from invoices that a régie could not collect. */
  isUnpaid: boolean;
};

export type PesLine = {
  productCode: string;
  label: string | null;
  nature: string;
  function: string | null;
  cents: Cents;
};

export type PesPiece = {
  piece: number;
  subject: string | null;
  debtNumber: string;
  period: string;
  articleKey: string | null;
  debtorKey: string | null;
  invoiceNumber: string;
  debtor: Debtor;
  lines: readonly PesLine[];
};

/** What the schema cannot hold, or what does not add up. Said before anything is written. */
export type PesFault = "empty" | "too-many" | "amount" | "no-line" | "piece-number" | "total" | "notice-day";

export type PesTotals = { pieces: number; cents: Cents };

const MOST_PIECES = 99_999;
const MOST_LINES = 999_999;
const HIGHEST_PIECE = 99_999_999;

export function faultOf(head: PesHead, pieces: readonly PesPiece[], expected: PesTotals): PesFault | null {
  if (pieces.length === 0) return "empty";
  if (pieces.length > MOST_PIECES) return "too-many";
  if (head.noticeOn !== null && head.noticeOn < head.day) return "notice-day";
  const numbers = new Set(pieces.map(({ piece }) => piece));
  if (numbers.size !== pieces.length || [...numbers].some((piece) => piece < 1 || piece > HIGHEST_PIECE))
    return "piece-number";
  if (pieces.some(({ lines }) => lines.length === 0 || lines.length > MOST_LINES)) return "no-line";
  if (pieces.some(({ lines }) => lines.some(({ cents }) => cents <= 0))) return "amount";
  const written = totalsOf(pieces);
  return written.cents === expected.cents && written.pieces === expected.pieces ? null : "total";
}

export function totalsOf(pieces: readonly PesPiece[]): PesTotals {
  return { pieces: pieces.length, cents: sum(pieces.flatMap(({ lines }) => lines.map(({ cents }) => cents))) };
}

const ROOT = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/aller";
const CODES = {
  role: { file: "PESORMC", slip: "06", piece: "15" },
  title: { file: "PESALR1", slip: "01", piece: "01" },
} as const;
const RUNNING_COSTS = "01";

/** `totals` are those of all pieces, which come one after the other. Every sign is in ISO-8859-1. */
export function* pesText(head: PesHead, totals: PesTotals, pieces: Iterable<PesPiece>): Generator<string> {
  yield `<?xml version="1.0" encoding="ISO-8859-1"?>\n<n:PES_Aller xmlns:n="${ROOT}">\n${envelope(head)}${header(head)}`;
  yield `<PES_RecetteAller>\n${block("EnTeteRecette", tag("IdVer", "2"), tag("InfoDematerialisee", "0"))}`;
  yield `<Bordereau>\n${slip(head, totals)}`;
  for (const piece of pieces) yield article(head, piece);
  yield "</Bordereau>\n</PES_RecetteAller>\n</n:PES_Aller>\n";
}

function envelope({ kind, fileName }: PesHead): string {
  const file = block("Parametres", tag("Version", "2"), tag("TypFic", CODES[kind].file), tag("NomFic", fileName));
  const maker = block("Emetteur", tag("Sigle", "PORTAIL FAMILLE"), tag("Adresse", "PORTAIL FAMILLE 1"));
  return block("Enveloppe", file, maker);
}

function header(head: PesHead): string {
  return block(
    "EnTetePES",
    tag("DteStr", head.day),
    tag("IdPost", head.postCode),
    tag("LibellePoste", head.postName),
    tag("IdColl", head.siret),
    tag("CodCol", head.collectivityCode),
    tag("CodBud", head.budgetCode),
    tag("LibelleColBud", head.budgetName),
  );
}

function slip(head: PesHead, totals: PesTotals): string {
  const isRole = head.kind === "role";
  return block(
    "BlocBordereau",
    tag("Exer", String(head.exer)),
    tag("IdBord", String(head.bordereau)),
    tag("DteBordEm", head.day),
    tag("TypBord", CODES[head.kind].slip),
    tag("NbrPce", String(totals.pieces)),
    tag("MtBordHt", formatPlain(totals.cents)),
    tag("DteAsp", isRole ? head.noticeOn : null),
    tag("Objet", isRole ? head.subject : null),
  );
}

function article(head: PesHead, piece: PesPiece): string {
  const debtor = debtorBlock(piece.debtor);
  const lines = piece.lines.map((line, index) =>
    block("LigneDePiece", block("BlocLignePiece", lineBlock(line, index + 1)), debtor),
  );
  return block("Piece", pieceBlock(head, piece), ...lines);
}

function pieceBlock({ kind, version, isUnpaid }: PesHead, piece: PesPiece): string {
  const isRole = kind === "role";
  const unpaid = !isRole && isUnpaid && version === "5.30" ? "1" : null;
  return block(
    "BlocPiece",
    tag("IdPce", String(piece.piece)),
    tag("TypPce", CODES[kind].piece),
    tag("NatPce", RUNNING_COSTS),
    // The commune sends the notices of its titles itself; a role says nothing here.
    tag("Edition", isRole ? null : "04"),
    tag("ImpayeRegie", unpaid),
    tag("ObjPce", piece.subject),
    tag("NumDette", isRole ? piece.debtNumber : null),
    tag("Per", isRole ? piece.period : null),
    tag("Cle1", isRole ? piece.articleKey : null),
    tag("Cle2", isRole ? piece.debtorKey : null),
    tag("NumeroFacture", piece.invoiceNumber),
  );
}

function lineBlock({ label, productCode, nature, cents, ...line }: PesLine, number: number): string {
  return block(
    "InfoLignePiece",
    tag("IdLigne", String(number)),
    tag("ObjLignePce", label),
    tag("CodProdLoc", productCode),
    tag("Nature", nature),
    tag("Fonction", line.function),
    tag("Majo", "0"),
    tag("TvaIntraCom", "0"),
    tag("MtHT", formatPlain(cents)),
  );
}

/** A private person, main debtor, main address. */
function debtorBlock({ reference, civility, name, moreName, firstName, address }: Debtor): string {
  const person = block(
    "InfoTiers",
    tag("RefTiers", reference),
    tag("CatTiers", "01"),
    tag("NatJur", "01"),
    tag("TypTiers", "01"),
    tag("Civilite", civility),
    tag("Nom", name),
    tag("ComplNom", moreName),
    tag("Prenom", firstName),
  );
  const place = block(
    "Adresse",
    tag("TypAdr", "1"),
    tag("Adr1", address.building),
    tag("Adr2", address.street),
    tag("Adr3", address.place),
    tag("CP", address.postalCode),
    tag("Ville", address.city),
    tag("CodRes", address.countryCode ? "1" : "0"),
    tag("CodPays", address.countryCode),
  );
  return block("Tiers", person, place);
}

function block(name: string, ...inside: string[]): string {
  return `<${name}>${inside.join("")}</${name}>\n`;
}

/** An optional tag is absent rather than empty. */
function tag(name: string, value: string | null): string {
  return value === null || value === "" ? "" : `<${name} V="${escaped(value)}"/>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
