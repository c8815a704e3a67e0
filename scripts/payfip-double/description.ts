/** The description that `?wsdl` gives, written from the double's own tables of operations and fields. */
import { FAULT_KINDS, OPERATION_NAMES } from "./behaviour";
import { type OperationName, REQUEST_FIELDS, RESPONSE_FIELDS, SERVICE } from "./envelope";

const FAULT_FIELDS = ["code", "descriptif", "libelle", "message"];

function sequence(fields: readonly string[], more = ""): string {
  const elements = fields.map((name) => `<xsd:element name="${name}" type="xsd:string" minOccurs="0"/>`);
  return `<xsd:complexType><xsd:sequence>${elements.join("")}${more}</xsd:sequence></xsd:complexType>`;
}

function wrapped(element: string, child: string, fields: readonly string[]): string {
  const inner = `<xsd:element name="${child}" minOccurs="0">${sequence(fields)}</xsd:element>`;
  return `<xsd:element name="${element}">${sequence([], inner)}</xsd:element>`;
}

function typesOf(operation: OperationName): string {
  return (
    wrapped(operation, "arg0", REQUEST_FIELDS[operation]) +
    wrapped(`${operation}Response`, "return", RESPONSE_FIELDS[operation])
  );
}

function messageOf(name: string, part = "parameters"): string {
  return `<message name="${name}"><part name="${part}" element="tns:${name}"/></message>`;
}

function portOf(operation: OperationName): string {
  const faults = FAULT_KINDS.map((kind) => `<fault name="${kind}" message="tns:${kind}"/>`).join("");
  const output = `<output message="tns:${operation}Response"/>`;
  return `<operation name="${operation}"><input message="tns:${operation}"/>${output}${faults}</operation>`;
}

function bindingOf(operation: OperationName): string {
  const body = `<soap:body use="literal"/>`;
  const faults = FAULT_KINDS.map((kind) => `<fault name="${kind}"><soap:fault name="${kind}" use="literal"/></fault>`);
  const content = `<soap:operation soapAction=""/><input>${body}</input><output>${body}</output>${faults.join("")}`;
  return `<operation name="${operation}">${content}</operation>`;
}

export function describeService(address: string): string {
  const severity = `<xsd:element name="severite" type="xsd:int"/>`;
  const faults = FAULT_KINDS.map(
    (kind) => `<xsd:element name="${kind}">${sequence(FAULT_FIELDS, severity)}</xsd:element>`,
  );
  const types = OPERATION_NAMES.map(typesOf).join("") + faults.join("");
  const messages = OPERATION_NAMES.map((name) => messageOf(name) + messageOf(`${name}Response`)).join("");
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<definitions name="PaiementSecuriseService" targetNamespace="${SERVICE}" xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:tns="${SERVICE}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">`,
    `<types><xsd:schema targetNamespace="${SERVICE}">${types}</xsd:schema></types>`,
    messages,
    FAULT_KINDS.map((kind) => messageOf(kind, "fault")).join(""),
    `<portType name="PaiementSecuriseService">${OPERATION_NAMES.map(portOf).join("")}</portType>`,
    `<binding name="PaiementSecuriseServicePortBinding" type="tns:PaiementSecuriseService">`,
    `<soap:binding transport="http://schemas.xmlsoap.org/soap/http" style="document"/>${OPERATION_NAMES.map(bindingOf).join("")}</binding>`,
    `<service name="PaiementSecuriseService"><port name="PaiementSecuriseServicePort" binding="tns:PaiementSecuriseServicePortBinding">`,
    `<soap:address location="${address}"/></port></service></definitions>`,
  ].join("\n");
}
