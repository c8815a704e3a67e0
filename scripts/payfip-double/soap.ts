/** The SOAP service: one answer to one request, as good or as bad as the double has been told to behave. */
import { setTimeout as wait } from "node:timers/promises";
import { type Bank, resultFields } from "./bank";
import type { Behaviour } from "./behaviour";
import { codeOfClient, codeOfCreation, faultOf } from "./checks";
import { answerXml, type FaultKind, faultXml, type OperationName, RESPONSE_FIELDS, readRequest } from "./envelope";

/** `null`: the request was served, its answer is lost on the way. */
export type SoapAnswer = { status: number; type: string; body: string } | null;

export type ServiceState = { bank: Bank; behaviour: Behaviour; isLost: (share: number) => boolean };

const HTML = "<html><head><title>Service indisponible</title></head><body><p>Service indisponible<br></body></html>";

export async function answerSoap(xml: string, state: ServiceState): Promise<SoapAnswer> {
  const { behaviour } = state;
  const lost = state.isLost(behaviour.loseAnswers);
  if (behaviour.delayMs > 0) await wait(behaviour.delayMs);
  const answer = answerTo(xml, state);
  if (lost) return null;
  if (behaviour.answerHtml) return { status: 200, type: "text/html; charset=utf-8", body: HTML };
  if (behaviour.truncateAnswers) return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
  return answer;
}

type Answer = NonNullable<SoapAnswer>;
type Fields = Readonly<Record<string, string>>;

function answerTo(xml: string, state: ServiceState): Answer {
  const request = readRequest(xml);
  if (typeof request === "string") {
    return fault("TechProtocolaireErreur", { ...faultOf("999"), descriptif: request });
  }
  const { operation, fields } = request;
  const planned = takePlannedFault(state.behaviour, operation);
  if (planned) return fault(planned.kind, faultOf(planned.code));
  if (operation === "creerPaiementSecurise") return create(fields, state);
  return operation === "recupererDetailClient" ? nameClient(fields) : detail(fields, state);
}

function takePlannedFault(behaviour: Behaviour, operation: OperationName) {
  const index = behaviour.faultNext.findIndex((planned) => (planned.operation ?? operation) === operation);
  return index < 0 ? null : behaviour.faultNext.splice(index, 1)[0];
}

function create(fields: Fields, { bank, behaviour }: ServiceState): Answer {
  const code = codeOfCreation(fields);
  if (code) return fault("FonctionnelleErreur", faultOf(code));
  return answer("creerPaiementSecurise", { idOp: bank.open("service", { ...fields }).key }, behaviour);
}

function detail(fields: Fields, { bank, behaviour }: ServiceState): Answer {
  const payment = bank.find(fields.idOp ?? "");
  if (payment?.interface !== "service") return fault("FonctionnelleErreur", faultOf("P1"));
  if (!payment.result) return fault("FonctionnelleErreur", faultOf("P5"));
  const known = { ...resultFields(payment), idOp: payment.key, ...behaviour.overrideFields };
  return answer("recupererDetailPaiementSecurise", known, behaviour);
}

function nameClient(fields: Fields): Answer {
  const code = codeOfClient(fields);
  if (code) return fault("FonctionnelleErreur", faultOf(code));
  const names = { libelleN1: "SIMULATEUR", libelleN2: "REGIE PERISCOLAIRE", libelleN3: "DEMONSTRATION" };
  return ok(answerXml("recupererDetailClient", Object.entries({ ...names, numcli: fields.numCli ?? "" })));
}

function answer(operation: OperationName, fields: Fields, behaviour: Behaviour): Answer {
  const sent = RESPONSE_FIELDS[operation].filter((name) => name in fields && !behaviour.omitFields.includes(name));
  const named = sent.map((name) => [name === "idOp" ? behaviour.idopName : name, fields[name] ?? ""] as const);
  return ok(answerXml(operation, named));
}

function ok(body: string): Answer {
  return { status: 200, type: "text/xml; charset=utf-8", body };
}

function fault(kind: FaultKind, words: Parameters<typeof faultXml>[1]): Answer {
  return { status: 500, type: "text/xml; charset=utf-8", body: faultXml(kind, words) };
}
