/** API Particulier's quotient familial, from recorded cases: each a call and its answer, as its owner publishes them. */
import type { Asked, Reply } from "./visit";

export type RecordedCase = {
  params: { nomNaissance?: string | undefined; prenoms?: readonly string[] | undefined };
  status: number;
  payload: string;
};

export const TOKEN = "jeton-de-test";
export const RECIPIENT = "13002526500013";

/** Invented families of this product's own tests. */
export const recordedCases: readonly RecordedCase[] = [
  { params: { nomNaissance: "DURAND", prenoms: ["CAMILLE"] }, status: 200, payload: found("CNAF", 612) },
  { params: { nomNaissance: "BENALI", prenoms: ["NADIA"] }, status: 200, payload: found("MSA", 1_048) },
];

function found(fournisseur: string, valeur: number): string {
  const quotient = { fournisseur, valeur, annee: 2026, mois: 10, annee_calcul: 2026, mois_calcul: 11 };
  return JSON.stringify({ data: { quotient_familial: quotient, allocataires: [], enfants: [] }, links: {}, meta: {} });
}

export function answerQuestion({ url, headers }: Asked, cases: readonly RecordedCase[]): Reply {
  const { pathname, searchParams: query } = url;
  if (pathname !== "/particulier/v3/dss/quotient_familial/identite") return { status: 404 };
  if (headers.authorization !== `Bearer ${TOKEN}`) return fault(401, "00101", "Jeton invalide");
  if (query.get("recipient") !== RECIPIENT) return fault(422, "00203", "Destinataire absent");
  const [name, first] = [query.get("nomNaissance"), query.getAll("prenoms[]")[0]];
  if (!name || !first || !query.get("sexeEtatCivil") || !query.get("codeCogInseePaysNaissance")) {
    return fault(422, "00366", "Identité incomplète");
  }
  const same = (one: string | undefined, other: string) => one?.toLowerCase() === other.toLowerCase();
  const known = cases.find(
    ({ params }) => same(params.nomNaissance, name) && (!params.prenoms || same(params.prenoms[0], first)),
  );
  return known ? { status: known.status, body: known.payload } : fault(404, "37003", "Dossier absent");
}

function fault(status: number, code: string, title: string): Reply {
  return { status, body: JSON.stringify({ errors: [{ code, title, detail: title, source: null, meta: {} }] }) };
}
