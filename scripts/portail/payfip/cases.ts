/**
 * `portail payfip cases`: one JSON object a line in, one out, through the functions the application itself uses.
 * No network, no database, no settings; whatever the line holds, the answer is a line.
 */
import { createInterface } from "node:readline";
import { z } from "zod";
import {
  type ClientNamed,
  type Created,
  type Detailed,
  type Failure,
  type RawAnswer,
  readClient,
  readCreated,
  readDetail,
} from "@/lib/payfip/payfip-answer";
import { idopOf, readReturn, redirectUrl } from "@/lib/payfip/payfip-form";
import { envelopeOf, OPERATIONS } from "@/lib/payfip/payfip-xml";
import { blameOf, isResultLetter, judge, type Reading, stateOf, type Verdict } from "@/lib/payfip/rules-answer";
import { cleanObjet } from "@/lib/payfip/rules-request";
import {
  clientRequestSchema,
  createRequestSchema,
  detailRequestSchema,
  firstField,
  redirectSchema,
} from "@/lib/payfip/schema";

const FORM_PAGE = "https://www.payfip.gouv.fr/tpa/paiement.web";

const operation = z.enum(OPERATIONS);
const object = z.record(z.string(), z.unknown());
const amountCents = z.number().int();
const absent = z.null().optional();

const kinds = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("request"), operation, input: object }),
  z.object({
    kind: z.literal("response"),
    operation,
    httpStatus: z.number().int().min(0).max(999).nullable(),
    xml: z.string(),
    expected: z.object({ amountCents: amountCents.optional() }).or(absent),
  }),
  z.object({
    kind: z.literal("status"),
    answer: z.strictObject({ resultrans: z.string() }).or(z.strictObject({ code: z.string() })),
    ageMinutes: z.number().min(0).nullable().optional(),
  }),
  z.object({ kind: z.literal("objet"), text: z.string() }),
  z.object({ kind: z.literal("redirect"), input: object }),
  z.object({
    kind: z.literal("return"),
    body: z.string(),
    stored: z
      .object({
        refdet: z.string(),
        amountCents,
        numcli: z.string().or(absent),
        saisie: z.enum(["T", "X", "W", "A", "M"]).or(absent),
      })
      .nullable()
      .optional(),
  }),
  z.object({
    kind: z.literal("notification"),
    method: z.string(),
    query: z.string().or(absent),
    body: z.string().or(absent),
  }),
]);

type Case = z.output<typeof kinds>;
type Of<Kind extends Case["kind"]> = Extract<Case, { kind: Kind }>;
type Answer = { ok: boolean } & Record<string, unknown>;

const requestSchemas = {
  creerPaiementSecurise: createRequestSchema(),
  recupererDetailPaiementSecurise: detailRequestSchema,
  recupererDetailClient: clientRequestSchema,
};

/** Answers one line; never throws. */
export function answerCase(line: string): string {
  let id: unknown = null;
  try {
    const parsed: unknown = JSON.parse(line);
    const head = z.object({ id: z.unknown() }).safeParse(parsed);
    id = head.success ? (head.data.id ?? null) : null;
    const known = kinds.safeParse(parsed);
    if (id === null || !known.success) return JSON.stringify({ id, ok: false, error: "malformed" });
    return JSON.stringify({ id, ...answer(known.data) });
  } catch {
    return JSON.stringify({ id, ok: false, error: "malformed" });
  }
}

function answer(asked: Case): Answer {
  switch (asked.kind) {
    case "request":
      return answerRequest(asked);
    case "response":
      return answerResponse(asked);
    case "status":
      return answerStatus(asked);
    case "objet":
      return { ok: true, objet: cleanObjet(asked.text) };
    case "redirect":
      return answerRedirect(asked);
    case "return":
      return answerReturn(asked);
    case "notification":
      return answerNotification(asked);
  }
}

function answerRequest({ operation, input }: Of<"request">): Answer {
  const request = requestSchemas[operation].safeParse(input);
  if (!request.success) return { ok: false, error: "invalid", field: firstField(request.error) };
  return { ok: true, xml: envelopeOf(operation, request.data) };
}

function answerResponse({ operation, httpStatus, xml, expected }: Of<"response">): Answer {
  const raw: RawAnswer = httpStatus ? { httpStatus, body: xml } : { httpStatus: null, body: "no answer" };
  const result = readAny(operation, raw);
  if (!result.ok) return failed(result);
  if ("idop" in result) return { ok: true, idop: result.idop };
  if ("client" in result) return { ok: true, client: result.client };
  const wanted = expected?.amountCents;
  const verdict = judge(result.fields, wanted === undefined ? undefined : { amountCents: wanted });
  return { ok: true, detail: result.fields, ...told(verdict) };
}

function readAny(operation: (typeof OPERATIONS)[number], raw: RawAnswer): Created | ClientNamed | Detailed {
  if (operation === "creerPaiementSecurise") return readCreated(raw);
  return operation === "recupererDetailClient" ? readClient(raw) : readDetail(raw);
}

function failed({ reason, code, message, retryable }: Failure): Answer {
  return {
    ok: false,
    error: reason,
    ...(code === null ? {} : { code }),
    ...(message === null ? {} : { message }),
    retryable,
  };
}

function told({ outcome, means, amountCents, paidAt }: Verdict) {
  return { outcome, means, amountCents, paidAt };
}

function answerStatus({ answer, ageMinutes }: Of<"status">): Answer {
  if ("resultrans" in answer && !isResultLetter(answer.resultrans)) return { ok: false, error: "unknown" };
  const reading: Reading =
    "code" in answer ? { kind: "code", code: answer.code } : { kind: "verdict", verdict: judge(answer) };
  const state = stateOf(reading, ageMinutes ?? null);
  if (state !== "no-change") return { ok: true, state };
  return { ok: false, error: "code" in answer && blameOf(answer.code) === "outage" ? "technical" : "unknown" };
}

function answerRedirect({ input }: Of<"redirect">): Answer {
  const request = redirectSchema().safeParse(input);
  if (!request.success) return { ok: false, error: "invalid", field: firstField(request.error) };
  return { ok: true, url: redirectUrl(FORM_PAGE, request.data) };
}

function answerReturn({ body, stored }: Of<"return">): Answer {
  const known = stored && {
    refdet: stored.refdet,
    amountCents: stored.amountCents,
    numcli: stored.numcli ?? undefined,
    mode: stored.saisie ?? undefined,
  };
  const read = readReturn(body, known);
  return read.ok ? { ok: true, refdet: read.refdet, ...told(read.verdict) } : { ok: false, error: read.reason };
}

function answerNotification({ method, query, body }: Of<"notification">): Answer {
  const idop = idopOf({ method, query: query ?? undefined, body: body ?? undefined });
  return idop === null ? { ok: false, error: "malformed" } : { ok: true, idop };
}

/** The command: reads standard input to its end. 2 when arguments are given, since there are none. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.some((argument) => argument !== "--json")) {
    process.stderr.write("portail payfip cases reads JSON lines from its standard input and takes no argument.\n");
    return 2;
  }
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const text = line.replace(/^\ufeff/, "").trim();
    if (text === "") continue;
    if (!process.stdout.write(`${answerCase(text)}\n`))
      await new Promise((drained) => process.stdout.once("drain", drained));
  }
  return 0;
}
