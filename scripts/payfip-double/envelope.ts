/**
 * SOAP on the double's side: strict where the portal must be exact (namespaces, order, no attribute, nothing twice),
 * and checked against the treasury's own schema when it lies beside the repository.
 */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { XmlDocument, XmlElement, XsdValidator, xmlRegisterInputProvider } from "libxml2-wasm";
import { fsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";
import { type FAULT_KINDS, OPERATION_NAMES } from "./behaviour";
import type { Fault } from "./checks";

export const SERVICE =
  "http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService";
const SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
const SCHEMA_FOLDER = resolve(import.meta.dirname, "../../../shared/payfip-wsdl");

export type OperationName = (typeof OPERATION_NAMES)[number];
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Request fields, in the order of the schema. */
export const REQUEST_FIELDS: Record<OperationName, readonly string[]> = {
  creerPaiementSecurise: "exer mel montant numcli objet refdet saisie urlnotif urlredirect".split(" "),
  recupererDetailPaiementSecurise: ["idOp"],
  recupererDetailClient: ["numCli"],
};

/** Response fields, in the order of the schema. */
export const RESPONSE_FIELDS: Record<OperationName, readonly string[]> = {
  creerPaiementSecurise: ["idOp"],
  recupererDetailPaiementSecurise:
    "dattrans exer heurtrans idOp mel montant numauto numcli objet refdet resultrans saisie".split(" "),
  recupererDetailClient: "libelleN1 libelleN2 libelleN3 numcli".split(" "),
};

export type SoapRequest = { operation: OperationName; fields: Record<string, string> };

/** The request, or a sentence that says what is wrong with it. */
export function readRequest(xml: string): SoapRequest | string {
  if (/<!DOCTYPE/i.test(xml)) return "document type declarations are refused";
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml);
  } catch {
    return "not well-formed XML";
  }
  try {
    return requestOf(document.root);
  } finally {
    document.dispose();
  }
}

function requestOf(envelope: XmlElement): SoapRequest | string {
  if (envelope.name !== "Envelope" || envelope.namespaceUri !== SOAP) return "not a SOAP 1.1 envelope";
  const body = elementsOf(envelope).find(({ name, namespaceUri }) => name === "Body" && namespaceUri === SOAP);
  const [wrapper, ...more] = body ? elementsOf(body) : [];
  const operation = OPERATION_NAMES.find((name) => name === wrapper?.name);
  if (!wrapper || more.length > 0 || !operation || wrapper.namespaceUri !== SERVICE)
    return "no known operation in the body";
  const [argument, ...others] = elementsOf(wrapper);
  if (!argument || others.length > 0 || argument.name !== "arg0" || argument.namespaceUri)
    return "arg0 is missing or misplaced";
  const children = elementsOf(argument);
  const misspelt = operation === "recupererDetailPaiementSecurise" && children.some(({ name }) => name === "idop");
  const fault = misspelt ? null : (faultIn(children, operation) ?? schemaFault(operation, argument));
  return fault ?? { operation, fields: Object.fromEntries(children.map((child) => [child.name, child.content])) };
}

function faultIn(children: readonly XmlElement[], operation: OperationName): string | null {
  const order = REQUEST_FIELDS[operation];
  let last = -1;
  for (const child of children) {
    const place = order.indexOf(child.name);
    if (place < 0 || child.namespaceUri) return `${child.name} is no field of ${operation}`;
    if (place <= last) return `${child.name} is twice there, or out of the order of the schema`;
    if (child.attrs.length > 0 || elementsOf(child).length > 0) return `${child.name} must be plain text`;
    last = place;
  }
  return null;
}

function elementsOf(parent: XmlElement): XmlElement[] {
  const elements: XmlElement[] = [];
  for (let node = parent.firstChild; node; node = node.next) if (node instanceof XmlElement) elements.push(node);
  return elements;
}

let validator: XsdValidator | null | undefined;

/** Null when the schema is not at hand: the checks above then stand alone. */
function schemaOf(): XsdValidator | null {
  if (validator !== undefined) return validator;
  const file = resolve(SCHEMA_FOLDER, "PaiementSecuriseService_schema1.xsd");
  if (!existsSync(file)) {
    validator = null;
    return null;
  }
  xmlRegisterInputProvider(fsInputProviders);
  validator = XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(file), { url: pathToFileURL(file).href }));
  return validator;
}

function schemaFault(operation: OperationName, argument: XmlElement): string | null {
  const schema = schemaOf();
  if (!schema) return null;
  const message = XmlDocument.fromString(
    `<p:${operation} xmlns:p="${SERVICE}">${argument.toString()}</p:${operation}>`,
  );
  try {
    schema.validate(message);
    return null;
  } catch (error) {
    return `not valid against the schema: ${String(error)}`;
  } finally {
    message.dispose();
  }
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function leaf([name, value]: readonly [string, string]): string {
  return `<${name}>${escaped(value)}</${name}>`;
}

function envelope(body: string): string {
  return `<?xml version='1.0' encoding='UTF-8'?><S:Envelope xmlns:S="${SOAP}"><S:Body>${body}</S:Body></S:Envelope>`;
}

/** Fields in the order given: names under which they are sent are the caller's business. */
export function answerXml(operation: OperationName, fields: readonly (readonly [string, string])[]): string {
  const content = fields.map(leaf).join("");
  return envelope(
    `<ns2:${operation}Response xmlns:ns2="${SERVICE}"><return>${content}</return></ns2:${operation}Response>`,
  );
}

export function faultXml(kind: FaultKind, { code, descriptif, libelle }: Fault): string {
  const children = [
    ["code", code],
    ["descriptif", descriptif],
    ["libelle", libelle],
    ["severite", "2"],
  ] as const;
  const detail = `<ns2:${kind} xmlns:ns2="${SERVICE}">${children.map(leaf).join("")}</ns2:${kind}>`;
  const name = `fr.gouv.finances.cp.tpa.webservice.exceptions.${kind}`;
  return envelope(
    `<S:Fault><faultcode>S:Server</faultcode><faultstring>${name}</faultstring><detail>${detail}</detail></S:Fault>`,
  );
}
