/**
 * What came back from the service, as values: the three answers, or a failure of one of four kinds.
 * `functional` the service refused; `technical` it says it is out of order; `transport` no message of the service at all
 * (web page, truncated, lost); `unknown` a message that fits nothing we know. None of them moves money by itself.
 */
import type { Refused } from "@/lib/kernel/outcome";
import { childOf, type Operation, parseXml, type XmlNode } from "./payfip-xml";
import { type AnswerFields, blameOf, type Expected, fieldOf, judge, type Reading } from "./rules-answer";
import { isIdop } from "./rules-request";

/** As it came, for the archive. `httpStatus` is null when no answer came at all; then `body` says what happened. */
export type RawAnswer = { httpStatus: number | null; body: string };

export type FailureReason = "functional" | "technical" | "transport" | "unknown";

/** `retryable`: the same question may get another answer later. */
export type Failure = Refused<FailureReason> & {
  code: string | null;
  message: string | null;
  retryable: boolean;
  raw: RawAnswer;
};

export type Created = { ok: true; idop: string; raw: RawAnswer } | Failure;
export type Detailed = { ok: true; fields: AnswerFields; raw: RawAnswer } | Failure;
export type ClientNamed = { ok: true; client: AnswerFields; raw: RawAnswer } | Failure;

const TECHNICAL = ["TechDysfonctionnementErreur", "TechIndisponibiliteErreur", "TechProtocolaireErreur"];
const MESSAGE_MAX = 500;

export function readCreated(raw: RawAnswer): Created {
  const answer = answerOf("creerPaiementSecurise", raw);
  if (!answer.ok) return answer;
  const idop = fieldOf(answer.fields, "idop");
  return idop && isIdop(idop) ? { ok: true, idop, raw } : failure(raw, "unknown", "no usable idop in the answer");
}

/** An answer without any field is still an answer: its result is not known. */
export function readDetail(raw: RawAnswer): Detailed {
  return answerOf("recupererDetailPaiementSecurise", raw);
}

export function readClient(raw: RawAnswer): ClientNamed {
  const answer = answerOf("recupererDetailClient", raw);
  if (!answer.ok) return answer;
  const named = Object.keys(answer.fields).length > 0;
  return named ? { ok: true, client: answer.fields, raw } : failure(raw, "unknown", "no client in the answer");
}

/** A detail, or its failure, as the rules take it. A functional code speaks; every other failure is silence. */
export function readingOf(detailed: Detailed, expected?: Expected): Reading {
  if (detailed.ok) return { kind: "verdict", verdict: judge(detailed.fields, expected) };
  if (detailed.reason === "functional" && detailed.code) return { kind: "code", code: detailed.code };
  return { kind: "silence" };
}

export function failure(raw: RawAnswer, reason: FailureReason, message: string | null, code?: string | null): Failure {
  const retryable = reason !== "functional" || code === "P5";
  return { ok: false, reason, code: code ?? null, message: message?.slice(0, MESSAGE_MAX) ?? null, retryable, raw };
}

function answerOf(
  operation: Operation,
  raw: RawAnswer,
): ({ ok: true; fields: AnswerFields } & { raw: RawAnswer }) | Failure {
  if (raw.httpStatus === null) return failure(raw, "transport", raw.body);
  const root = parseXml(raw.body);
  if (typeof root === "string") return failure(raw, "transport", `HTTP ${raw.httpStatus}, ${root}`);
  if (root.name !== "Envelope") return failure(raw, "transport", `HTTP ${raw.httpStatus}, not a SOAP message`);
  const body = childOf(root, "Body");
  const fault = childOf(body, "Fault");
  if (fault) return faultOf(fault, raw);
  if (raw.httpStatus < 200 || raw.httpStatus > 299)
    return failure(raw, "unknown", `HTTP ${raw.httpStatus} without fault`);
  const wrapper = childOf(body, `${operation}Response`);
  if (!wrapper || body?.children.length !== 1) return failure(raw, "unknown", `no ${operation}Response in the answer`);
  const fields = leavesOf(childOf(wrapper, "return"));
  return fields ? { ok: true, fields, raw } : failure(raw, "unknown", "the same field twice, with two values");
}

/** Fields under the names received; null when one occurs twice with different values, whatever its case. */
function leavesOf(node: XmlNode | undefined): AnswerFields | null {
  const seen = new Map<string, string>();
  const fields = new Map<string, string>();
  for (const child of node?.children ?? []) {
    if (child.children.length > 0) continue;
    const key = child.name.toLowerCase();
    if (seen.has(key) && seen.get(key) !== child.text) return null;
    if (!seen.has(key)) fields.set(child.name, child.text);
    seen.set(key, child.text);
  }
  return Object.fromEntries(fields);
}

function faultOf(fault: XmlNode, raw: RawAnswer): Failure {
  const faultstring = childOf(fault, "faultstring")?.text.trim() || null;
  const detail = childOf(fault, "detail")?.children.find(
    ({ name }) => name === "FonctionnelleErreur" || TECHNICAL.includes(name),
  );
  const kind = detail?.name ?? TECHNICAL.concat("FonctionnelleErreur").find((name) => faultstring?.endsWith(name));
  const fields = leavesOf(detail) ?? {};
  const code = fieldOf(fields, "code");
  const message =
    ["descriptif", "libelle", "message"].map((name) => fieldOf(fields, name)).find((text) => text) ?? faultstring;
  if (kind === undefined) return failure(raw, "unknown", message, code);
  const outage = kind !== "FonctionnelleErreur" || (code !== null && blameOf(code) === "outage");
  return failure(raw, outage ? "technical" : "functional", message, code);
}
