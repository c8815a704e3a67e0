/** Made-up files of PayFiP, the bank and the treasury, for tests and measures: no real person, body or account. */
import { formatInput, formatPlain } from "@/lib/kernel/money";

export const IBAN = "FR1420041010050500013M02606";

export type Paid = { day: string; refdet: string; cents: number };

/** A settlement list with the default mapping: semicolons, days day first, euros with a comma, a foot that counts. */
export function aList(paid: readonly Paid[], foot = true): Buffer {
  const rows = paid.map(({ day, refdet, cents }) => `LIGNE;${frenchDay(day)};${refdet};${formatInput(cents)}`);
  const total = paid.reduce((sum, { cents }) => sum + cents, 0);
  const text = ["EN-TETE;PAYFIP", "LIGNE;Date;Reference;Montant", ...rows];
  if (foot) text.push(`PIED-DE-PAGE;${paid.length};${formatInput(total)}`);
  return Buffer.from(`${text.join("\r\n")}\r\n`);
}

function frenchDay(day: string): string {
  return day.split("-").reverse().join("/");
}

export type Moved = { day: string; cents: number; label: string; endToEndId?: string; party?: string; reason?: string };

/** camt.053.001.02, one entry a movement, balances that add up. */
export function aCamt(
  moved: readonly Moved[],
  given: { version?: "02" | "08"; iban?: string; closing?: number } = {},
): Buffer {
  const { version = "02", iban = IBAN } = given;
  const total = moved.reduce((sum, { cents }) => sum + cents, 0);
  const balance = (code: string, cents: number) =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amountOf(cents)}<Dt><Dt>2026-11-20</Dt></Dt></Bal>`;
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr>
<Stmt><Id>S1</Id><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>${balance("OPBD", 100_000)}${balance("CLBD", given.closing ?? 100_000 + total)}
${moved.map((one) => entryOf(one, version)).join("\n")}</Stmt></BkToCstmrStmt></Document>`,
  );
}

function amountOf(cents: number): string {
  return `<Amt Ccy="EUR">${formatPlain(Math.abs(cents))}</Amt><CdtDbtInd>${cents < 0 ? "DBIT" : "CRDT"}</CdtDbtInd>`;
}

function entryOf({ day, cents, label, endToEndId = "", party = "", reason }: Moved, version: "02" | "08"): string {
  const status = version === "08" ? "<Sts><Cd>BOOK</Cd></Sts>" : "<Sts>BOOK</Sts>";
  const name = version === "08" ? `<Dbtr><Pty><Nm>${party}</Nm></Pty></Dbtr>` : `<Dbtr><Nm>${party}</Nm></Dbtr>`;
  const back = reason ? `<RtrInf><Rsn><Cd>${reason}</Cd></Rsn></RtrInf>` : "";
  return `<Ntry>${amountOf(cents)}${status}<BookgDt><Dt>${day}</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>${endToEndId || "NOTPROVIDED"}</EndToEndId></Refs><RltdPties>${name}</RltdPties><RmtInf><Ustrd>${label}</Ustrd></RmtInf>${back}</TxDtls></NtryDtls></Ntry>`;
}

/** CFONB 120, one 04 a movement with its complements. */
export function aCfonb(moved: readonly Moved[], given: { closing?: number; decimals?: number } = {}): Buffer {
  const { decimals = 2 } = given;
  const total = moved.reduce((sum, { cents }) => sum + cents, 0);
  const head = (code: string, day: string) =>
    `${code}20041    01005EUR${decimals} 0500013M026  ${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`.padEnd(90);
  const closing = given.closing ?? 100_000 + total;
  const lines = moved.flatMap(({ day, cents, label, endToEndId, party }) => [
    `${head("04", day).slice(0, 48)}${label.slice(0, 31).padEnd(31)}  0000000  ${signed(cents, decimals)}`.padEnd(120),
    ...(endToEndId ? [part(head("05", day), "RCN", endToEndId)] : []),
    ...(party ? [part(head("05", day), "NPY", party)] : []),
    ...(label.length > 31 ? [part(head("05", day), "LIB", label.slice(31))] : []),
  ]);
  const balance = (code: string, cents: number) => `${head(code, "2026-11-20")}${signed(cents, decimals)}`.padEnd(120);
  return Buffer.from([balance("01", 100_000), ...lines, balance("07", closing)].join("\r\n"), "latin1");
}

function part(head: string, qualifier: string, text: string): string {
  return `${head.slice(0, 45)}${qualifier}${text.slice(0, 70)}`.padEnd(120);
}

function signed(cents: number, decimals: number): string {
  const scaled = Math.round(Math.abs(cents) * 10 ** (decimals - 2));
  const last = (cents < 0 ? "}JKLMNOPQR" : "{ABCDEFGHI").charAt(scaled % 10);
  return `${String(Math.trunc(scaled / 10)).padStart(13, "0")}${last}`;
}

export type Piece = {
  exer: number;
  bordereau: number;
  piece: number;
  debt?: string;
  cents: number;
  state?: string;
  row?: string;
  takenOn?: string;
  refusedOn?: string;
  reasons?: string;
  money?: readonly { origin: string; day: string; cents: number }[];
};

/** PES Retour Recette: one bordereau a piece. */
export function aPesReturn(pieces: readonly Piece[], siret = "21060999900019"): Buffer {
  const one = ({ exer, bordereau, piece, debt, cents, state = "02", row = "04", money = [], ...rest }: Piece) => {
    const taken = rest.takenOn ? `<DtePcePec V="${rest.takenOn}"/>` : "";
    const why = rest.reasons ? `<ObsEtat V="${rest.reasons}"/>` : "";
    const refused = rest.refusedOn ? `<DtePceRej V="${rest.refusedOn}"/>` : "";
    const debtor = debt ? `<InfoORMC><NumDette V="${debt}"/><Per V="1"/></InfoORMC>` : "";
    const got = money.reduce((sum, part) => sum + part.cents, 0);
    const recovered =
      got > 0
        ? `<InfoRecouvrement><NbrReco V="${money.length}"/><MtRecoTot V="${formatPlain(got)}"/></InfoRecouvrement>`
        : "";
    const parts = money.map(
      (part) =>
        `<EncaissementEmargement><OrgEma V="${part.origin}"/><DteReco V="${part.day}"/><MtReco V="${formatPlain(part.cents)}"/></EncaissementEmargement>`,
    );
    return `<Bordereau><BlocBordereau><Exer V="${exer}"/><IdBord V="${bordereau}"/><TypBord V="06"/></BlocBordereau><Piece><BlocPiece><IdPce V="${piece}"/><TypPce V="15"/><NatPce V="01"/><Obj V="PERISCOLAIRE"/>${taken}<EtatPce V="${state}"/>${why}${refused}${debtor}</BlocPiece><LigneDePiece><BlocLignePiece><InfoLignePiece><IdLigne V="1"/><CodProdLoc V="PERI"/><EtatLigPce V="${row}"/><MtHT V="${formatPlain(cents)}"/></InfoLignePiece>${recovered}</BlocLignePiece>${parts.join("")}</LigneDePiece></Piece></Bordereau>`;
  };
  return Buffer.from(
    `<?xml version="1.0" encoding="ISO-8859-1"?>
<n:PES_Retour xmlns:n="http://www.minefi.gouv.fr/cp/helios/pes_v2/Rev0/retour"><Enveloppe><Parametres><Version V="1"/><TypFic V="PES2R_RCE"/><NomFic V="PES2R_RCE.xml"/></Parametres><Emetteur><Sigle V="X"/><Adresse V="Y"/></Emetteur></Enveloppe><EnTetePES><DteStr V="2026-11-20"/><IdPost V="006099"/><IdColl V="${siret}"/><CodColl V="123"/><CodBud V="00"/></EnTetePES><PES_RecetteRetour><EnTeteRecette><TypRestit V="02"/><IdVer V="2"/><NatInf V="2"/></EnTeteRecette>${pieces.map(one).join("")}</PES_RecetteRetour></n:PES_Retour>`,
    "latin1",
  );
}
