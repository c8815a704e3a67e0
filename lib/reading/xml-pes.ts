/**
 * What Hélios answers: PES Retour Recette (state of each piece, money that came in for it) and PES Acquit, in both forms (facts: treasury §4,
 * schemas 5.17). Every value is in an attribute `V`; the codes are kept as they come and read by lib/claim.
 */
import { type CivilDate, isCivilDate } from "@/lib/kernel/civil-date";
import { sum } from "@/lib/kernel/money";
import { decimalCents } from "./rules";
import { type Detail, type FileOwner, type ReadFile, type ReadLine, Unreadable } from "./schema";
import { all, find, type Node, valueAt, walk } from "./xml";

const RETURN = "http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour";

export function isPesReturn(name: string, namespace: string): boolean {
  return name === "PES_Retour" && namespace === RETURN;
}

export function isPesAck(name: string, namespace: string): boolean {
  return name === "PES_ACQUIT" && (namespace === RETURN || namespace === `${RETURN}/v2`);
}

/**
 * Bordereaux that the commune sends: titles and roles. The others bear numbers of their own, which are none of ours: reductions, and what the
 * comptable asks a title for (P503).
 */
const SENT = ["01", "06"];

function countOut(leftOut: Record<string, number>, what: string): void {
  leftOut[what] = (leftOut[what] ?? 0) + 1;
}

export function readPesReturn(bytes: Uint8Array): ReadFile {
  const lines: ReadLine[] = [];
  const leftOut: Record<string, number> = {};
  let owner: FileOwner | null = null;
  let issued: CivilDate = "";
  let bordereau: Node | undefined;
  walk(bytes, {
    root: () => undefined,
    wanted: ["EnTetePES", "EnTeteRecette", "BlocBordereau", "Piece", "BordereauORMCGlobal"],
    visit: (node) => {
      if (node.name === "EnTetePES") {
        owner = ownerOf(node, "CodColl");
        issued = dayAt(node, "DteStr") ?? "";
      } else if (node.name === "BlocBordereau") bordereau = node;
      else if (node.name === "Piece") {
        const type = valueAt(bordereau, "TypBord");
        if (type === "" || SENT.includes(type)) lines.push(...pieceLines(issued, bordereau, node));
        else countOut(leftOut, `TypBord ${type}`);
      } else if (node.name === "BordereauORMCGlobal") lines.push(wholeLine(issued, node));
    },
  });
  if (!owner) throw new Unreadable({ reason: "truncated", expected: "EnTetePES" });
  return { kind: "pes-return", owner, lines, leftOut };
}

/** The header writes `CodColl` here and `CodCol` in an acquit. */
function ownerOf(head: Node, collectivity: "CodColl" | "CodCol"): FileOwner {
  return {
    siret: valueAt(head, "IdColl"),
    collectivityCode: valueAt(head, collectivity),
    budgetCode: valueAt(head, "CodBud"),
  };
}

function dayAt(node: Node | undefined, ...path: string[]): CivilDate | null {
  const day = valueAt(node, ...path).slice(0, 10);
  if (day === "") return null;
  if (!isCivilDate(day)) throw new Unreadable({ reason: "day", found: day });
  return day;
}

function pieceLines(issued: CivilDate, bordereau: Node | undefined, piece: Node): ReadLine[] {
  const bloc = find(piece, "BlocPiece");
  const [exer, bord, pce] = [valueAt(bordereau, "Exer"), valueAt(bordereau, "IdBord"), valueAt(bloc, "IdPce")];
  if (!exer || !bord || !pce) throw new Unreadable({ reason: "columns", expected: "Exer, IdBord, IdPce" });
  const named = {
    exer: Number(exer),
    bordereau: Number(bord),
    piece: Number(pce),
    debt: valueAt(bloc, "InfoORMC", "NumDette"),
  };
  const reference = `${named.exer}-${named.bordereau}-${named.piece}`;
  const parts = all(piece, "LigneDePiece");
  const label = valueAt(bloc, "Obj").slice(0, 300);
  const states = parts.map((part) => valueAt(part, "BlocLignePiece", "InfoLignePiece", "EtatLigPce"));
  const state: ReadLine = {
    kind: "pes-state",
    day: dayAt(bloc, "DtePceRej") ?? dayAt(bloc, "DtePceInst") ?? dayAt(bloc, "DtePcePec") ?? issued,
    amountCents: sum(
      parts.map((part) => decimalCents(valueAt(part, "BlocLignePiece", "InfoLignePiece", "MtHT") || "0")),
    ),
    reference,
    label,
    detail: {
      ...named,
      state: valueAt(bloc, "EtatPce"),
      lines: [...new Set(states)].sort().join("-"),
      takenOn: dayAt(bloc, "DtePcePec"),
      refusedOn: dayAt(bloc, "DtePceRej"),
      reasons: valueAt(bloc, "ObsEtat"),
      comment: valueAt(bloc, "Commentaire").slice(0, 400),
    },
  };
  return [state, ...parts.flatMap((part) => moneyLines(part, { reference, label, named }))];
}

type Piece = Pick<ReadLine, "reference" | "label"> & { named: Detail };

function moneyLines(part: Node, { reference, label, named }: Piece): ReadLine[] {
  const row = valueAt(part, "BlocLignePiece", "InfoLignePiece", "IdLigne");
  return all(part, "EncaissementEmargement").map((money) => {
    const day = dayAt(money, "DteReco");
    if (!day) throw new Unreadable({ reason: "day", expected: "DteReco" });
    const amountCents = decimalCents(valueAt(money, "MtReco"));
    const detail = { ...named, row: Number(row), origin: valueAt(money, "OrgEma") };
    return { kind: "pes-money", day, amountCents, reference, label, detail };
  });
}

/** A role taken or refused as a whole. */
function wholeLine(issued: CivilDate, node: Node): ReadLine {
  const named = { exer: Number(valueAt(node, "Exer")), bordereau: Number(valueAt(node, "IdBord")) };
  const [takenOn, refusedOn] = [dayAt(node, "DtePec"), dayAt(node, "DteRej")];
  return {
    kind: "pes-state",
    day: refusedOn ?? takenOn ?? dayAt(node, "DteInst") ?? issued,
    amountCents: decimalCents(valueAt(node, "MtTTC")),
    reference: `${named.exer}-${named.bordereau}`,
    label: "",
    detail: { ...named, state: refusedOn ? "04" : takenOn ? "02" : "01", takenOn, refusedOn },
  };
}

export function readPesAck(bytes: Uint8Array): ReadFile {
  const lines: ReadLine[] = [];
  const leftOut: Record<string, number> = {};
  let owner: FileOwner | null = null;
  let issued: CivilDate = "";
  walk(bytes, {
    root: () => undefined,
    wanted: ["EnTetePES", "ElementACQUIT"],
    visit: (node) => {
      if (node.name === "ElementACQUIT") {
        const domain = valueAt(node, "DomaineAck");
        if (DOMAINS.includes(domain)) lines.push(...ackLines(issued, node));
        else countOut(leftOut, `DomaineAck ${domain}`);
      } else {
        owner = ownerOf(node, "CodCol");
        issued = dayAt(node, "DteStr") ?? "";
      }
    },
  });
  if (!owner) throw new Unreadable({ reason: "truncated", expected: "EnTetePES" });
  return { kind: "pes-ack", owner, lines, leftOut };
}

/** 6 revenue, 7 role; 0 is technical and speaks of the whole file. Attachments, expenses and markets are not ours. */
const DOMAINS = ["0", "6", "7"];

function ackLines(issued: CivilDate, node: Node): ReadLine[] {
  const named = { exer: Number(valueAt(node, "ExerciceBord") || 0), bordereau: Number(valueAt(node, "NumBord") || 0) };
  const accepted = valueAt(node, "EtatAck") === "1";
  const line = (piece: string, reasons: string): ReadLine => ({
    kind: "pes-state",
    day: issued,
    amountCents: 0,
    reference: [named.exer, named.bordereau, ...(piece ? [Number(piece)] : [])].join("-"),
    label: reasons.slice(0, 300),
    detail: {
      ...named,
      ...(piece && { piece: Number(piece) }),
      state: accepted ? "received" : "not-received",
      comment: reasons.slice(0, 400),
    },
  });
  const pieces = all(node, "DetailPiece");
  const flat = valueAt(node, "NumPiece");
  return [line(flat, errorsOf(node)), ...pieces.map((piece) => line(valueAt(piece, "NumPiece"), errorsOf(piece)))];
}

function errorsOf(node: Node): string {
  const own = [...all(node, "Erreur"), node];
  const said = own.map((one) => [valueAt(one, "NumAnoAck"), valueAt(one, "LibelleAnoAck")].filter(Boolean).join(" : "));
  return [...said, ...all(node, "DetailLigne").map(errorsOf)].filter(Boolean).join(" ; ");
}
