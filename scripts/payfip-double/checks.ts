/** The error codes of PayFiP and the checks behind them, written apart from the portal's own rules: two opinions, not one. */

export type Fault = { code: string; descriptif: string; libelle: string };

const WORDS: Readonly<Record<string, string>> = {
  P1: "IdOp incorrect ou inconnu.",
  P3: "IdOp déjà utilisé.",
  P4: "IdOp créé depuis plus de 15 minutes.",
  P5: "Résultat de la transaction non connu.",
  R3: "Le format de la référence REFDET n'est pas conforme.",
  A1: "Adresse de messagerie absente.",
  A2: "Adresse de messagerie incorrecte.",
  M1: "Le format du montant n'est pas conforme.",
  M3: "Le montant est inférieur à 1 euro.",
  M5: "Le montant dépasse le plafond.",
  S1: "Le type de saisie n'est pas conforme.",
  T1: "Le format du numéro client n'est pas conforme.",
  T2: "Numéro client inconnu.",
  N1: "L'adresse de notification est refusée.",
  D1: "L'adresse de retour est refusée.",
  "999": "Erreur technique.",
};

export function faultOf(code: string): Fault {
  return { code, descriptif: WORDS[code] ?? "Erreur sans libellé.", libelle: `Code ${code}` };
}

type Fields = Readonly<Record<string, string>>;

/** A numcli that no commune has, to see what an unknown contract answers. */
const UNKNOWN_NUMCLI = "000000";
const HIGHEST_CENTS = 9_999_999;

function codeOfNumcli(numcli: string | undefined): string | null {
  if (!numcli || !/^[0-9]{6}$/.test(numcli)) return "T1";
  return numcli === UNKNOWN_NUMCLI ? "T2" : null;
}

function codeOfMel(mel: string | undefined): string | null {
  if (!mel) return "A1";
  const [name, domain, ...more] = mel.split("@");
  const fits = name && domain && more.length === 0 && mel.length >= 6 && mel.length <= 80 && !/\s/.test(mel);
  return fits ? null : "A2";
}

function codeOfMontant(montant: string | undefined): string | null {
  if (!montant || !/^[0-9]+$/.test(montant)) return "M1";
  if (Number(montant) < 100) return "M3";
  return Number(montant) > HIGHEST_CENTS ? "M5" : null;
}

function isAddress(text: string | undefined): boolean {
  return text !== undefined && text.length <= 250 && /^https?:\/\//.test(text) && URL.canParse(text);
}

/** What both interfaces ask of a request. The e-mail is reported before the amount, as the live service does. */
function commonCode(fields: Fields, modes: string): string | null {
  const contract = codeOfNumcli(fields.numcli) ?? codeOfMel(fields.mel) ?? codeOfMontant(fields.montant);
  if (contract) return contract;
  if (!/^[A-Za-z0-9]{6,30}$/.test(fields.refdet ?? "")) return "R3";
  if (fields.saisie?.length !== 1 || !modes.includes(fields.saisie)) return "S1";
  if (fields.objet !== undefined && !/^[A-Za-z0-9 ]{1,100}$/.test(fields.objet)) return "999";
  return fields.exer !== undefined && !/^[0-9]{4}$/.test(fields.exer) ? "999" : null;
}

export function codeOfCreation(fields: Fields): string | null {
  const code = commonCode(fields, "TXW");
  if (code) return code;
  if (!isAddress(fields.urlnotif)) return "N1";
  return isAddress(fields.urlredirect) ? null : "D1";
}

export function codeOfRedirect(fields: Fields): string | null {
  const code = commonCode(fields, "TXAM");
  if (code) return code;
  return isAddress(fields.urlcl) ? null : "D1";
}

export function codeOfClient(fields: Fields): string | null {
  return codeOfNumcli(fields.numCli);
}
