/**
 * SOAP 1.1 as the DGFiP's service speaks it: document/literal, `arg0` and its children without namespace, schema order.
 * Answers are hostile until read: no document type, no entity but the five of XML, at most 1 MB, prefixes ignored.
 */
import { XMLParser, XMLValidator } from "fast-xml-parser";

export const SERVICE_NAMESPACE =
  "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService";
const ENVELOPE_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";

export const OPERATIONS = [
  "creerPaiementSecurise",
  "recupererDetailPaiementSecurise",
  "recupererDetailClient",
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** In the order of the schema: the service is only known to accept that one. */
const FIELDS: Record<Operation, readonly string[]> = {
  creerPaiementSecurise: [
    ...["exer", "mel", "montant", "numcli", "objet"],
    ...["refdet", "saisie", "urlnotif", "urlredirect"],
  ],
  recupererDetailPaiementSecurise: ["idOp"],
  recupererDetailClient: ["numCli"],
};

export const MAX_ANSWER_BYTES = 1_000_000;

export function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** The whole request. Values must have passed the request schema; empty ones are left out. */
export function envelopeOf(operation: Operation, input: Readonly<Record<string, string | undefined>>): string {
  const children = FIELDS[operation]
    .filter((name) => input[name] !== undefined && input[name] !== "")
    .map((name) => `<${name}>${escapeXml(input[name] ?? "")}</${name}>`);
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<soapenv:Envelope xmlns:soapenv="${ENVELOPE_NAMESPACE}" xmlns:pai="${SERVICE_NAMESPACE}"><soapenv:Header/><soapenv:Body>`,
    `<pai:${operation}><arg0>${children.join("")}</arg0></pai:${operation}>`,
    `</soapenv:Body></soapenv:Envelope>`,
  ].join("");
}

/** An element without its prefix. `text` is its own text, decoded, spaces kept. */
export type XmlNode = { name: string; text: string; children: readonly XmlNode[] };

export type XmlRefusal = "too-large" | "doctype" | "not-xml";

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  cdataPropName: "#cdata",
  ignoreDeclaration: true,
  ignorePiTags: true,
});

/** The root element, or why the text is not a message one may read. Never throws. */
export function parseXml(text: string): XmlNode | XmlRefusal {
  if (Buffer.byteLength(text) > MAX_ANSWER_BYTES) return "too-large";
  if (/<!(doctype|entity)/i.test(text)) return "doctype";
  try {
    if (XMLValidator.validate(text) !== true) return "not-xml";
    const roots = nodesOf(parser.parse(text));
    return roots?.length === 1 && roots[0] ? roots[0] : "not-xml";
  } catch {
    return "not-xml";
  }
}

/** The library's ordered form, `[{ "tag": [children] }, { "#text": "…" }]`, to nodes; null on an unknown entity. */
function nodesOf(items: unknown): XmlNode[] | null {
  const nodes: XmlNode[] = [];
  for (const [name, value] of elementsOf(items)) {
    if (name.startsWith("#")) continue;
    const children = nodesOf(value);
    const text = textOf(value);
    if (children === null || text === null) return null;
    nodes.push({ name, text, children });
  }
  return nodes;
}

function textOf(items: unknown): string | null {
  let text = "";
  for (const [name, value] of elementsOf(items)) {
    const piece = name === "#text" ? decodeEntities(String(value)) : name === "#cdata" ? rawTextOf(value) : "";
    if (piece === null) return null;
    text += piece;
  }
  return text;
}

function rawTextOf(items: unknown): string {
  return elementsOf(items)
    .map(([, value]) => String(value))
    .join("");
}

function elementsOf(items: unknown): [string, unknown][] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => (typeof item === "object" && item !== null ? Object.entries(item) : []));
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** The five entities of XML and numeric references; null on any other, which only a document type could have defined. */
function decodeEntities(text: string): string | null {
  let known = true;
  const decoded = text.replace(/&([^;]*);/g, (_, reference: string) => {
    const character = Object.hasOwn(NAMED, reference) ? NAMED[reference] : numericOf(reference);
    if (character === undefined) known = false;
    return character ?? "";
  });
  return known ? decoded : null;
}

function numericOf(reference: string): string | undefined {
  const match = /^#(?:(\d{1,7})|x([0-9a-f]{1,6}))$/i.exec(reference);
  if (!match) return undefined;
  const code = match[1] ? Number(match[1]) : Number.parseInt(match[2] ?? "", 16);
  const allowed = code === 9 || code === 10 || code === 13 || (code >= 0x20 && code <= 0xd7ff);
  const beyond = (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
  return allowed || beyond ? String.fromCodePoint(code) : undefined;
}

export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((child) => child.name === name);
}
