/**
 * PayFiP's web service: open a payment, ask what became of it, ask who the contract belongs to.
 * The page only ever gets an operation id; the truth is fetched here, server to server. Nothing a network says is thrown.
 */
import type { Cents } from "@/lib/kernel/money";
import type { Refused } from "@/lib/kernel/outcome";
import {
  type ClientNamed,
  type Created,
  type Detailed,
  type RawAnswer,
  readClient,
  readCreated,
  readDetail,
} from "./payfip-answer";
import { envelopeOf, MAX_ANSWER_BYTES } from "./payfip-xml";
import { type AmountLimits, isIdop, type Mode, objetOf } from "./rules-request";
import { createRequestSchema, firstField } from "./schema";

export type PaymentOrder = {
  refdet: string;
  amountCents: Cents;
  mel: string;
  /** Year of the invoice, four digits. */
  exer: string;
  /** Free French text; cleaned here. */
  objet?: string | null;
  /** Absolute addresses: called by the server, and opened by the browser. The form has only the second. */
  notifyUrl: string;
  returnUrl: string;
};

/** The order itself is at fault; `field` has PayFiP's name for it. No call was made. */
export type InvalidOrder = Refused<"invalid"> & { field: string };

/** Where to send the payer. The form knows no `idop` and makes no call. */
export type Opened = { ok: true; idop: string | null; url: string; raw: RawAnswer | null };
export type Opening = Opened | InvalidOrder | Extract<Created, { ok: false }>;

/** What both interfaces, the service and the form, offer to the rest of the portal. */
export type PaymentGateway = {
  create(order: PaymentOrder): Promise<Opening>;
  detail(idop: string): Promise<Detailed>;
};

export type PayFipConnection = {
  soapUrl: string;
  pageUrl: string;
  numcli: string;
  mode: Mode;
  limits?: AmountLimits;
  timeoutMs?: number;
  fetch?: typeof fetch;
};

export type PayFip = PaymentGateway & { client(): Promise<ClientNamed>; pageUrlFor(idop: string): string };

const TIMEOUT_MS = 15_000;

export function createPayFip(connection: PayFipConnection): PayFip {
  const pageUrlFor = (idop: string) => pageAddress(connection.pageUrl, idop);
  return {
    pageUrlFor,
    async create(order) {
      const request = createRequestSchema(connection.limits).safeParse(requestOf(order, connection));
      if (!request.success) return { ok: false, reason: "invalid", field: firstField(request.error) };
      const created = readCreated(await post(connection, envelopeOf("creerPaiementSecurise", request.data)));
      return created.ok ? { ...created, url: pageUrlFor(created.idop) } : created;
    },
    async detail(idOp) {
      return readDetail(await post(connection, envelopeOf("recupererDetailPaiementSecurise", { idOp })));
    },
    async client() {
      return readClient(await post(connection, envelopeOf("recupererDetailClient", { numCli: connection.numcli })));
    },
  };
}

function requestOf(order: PaymentOrder, { numcli, mode }: PayFipConnection) {
  const objet = objetOf(order.objet ?? "");
  return {
    exer: order.exer,
    mel: order.mel,
    montant: String(order.amountCents),
    numcli,
    ...(objet ? { objet } : {}),
    refdet: order.refdet,
    saisie: mode,
    urlnotif: order.notifyUrl,
    urlredirect: order.returnUrl,
  };
}

/** Throws on an id that the service cannot have given: nothing else may enter the address. */
function pageAddress(pageUrl: string, idop: string): string {
  if (!isIdop(idop)) throw new Error("Not an operation id of PayFiP");
  const url = new URL(pageUrl);
  url.searchParams.set("idop", idop);
  return url.toString();
}

async function post(connection: PayFipConnection, envelope: string): Promise<RawAnswer> {
  const call = connection.fetch ?? fetch;
  try {
    const response = await call(connection.soapUrl, {
      method: "POST",
      headers: { "content-type": "text/xml; charset=utf-8", accept: "text/xml", soapaction: '""' },
      body: envelope,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(connection.timeoutMs ?? TIMEOUT_MS),
    });
    return await readBody(response);
  } catch (error) {
    return { httpStatus: null, body: causeOf(error) };
  }
}

/** Reads at most 1 MB and lets go of the rest. */
async function readBody(response: Response): Promise<RawAnswer> {
  const decoder = new TextDecoder(charsetOf(response.headers.get("content-type")));
  const reader = response.body?.getReader();
  let body = "";
  for (let size = 0; reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > MAX_ANSWER_BYTES) {
      await reader.cancel();
      return { httpStatus: null, body: "the answer is larger than 1 MB" };
    }
    body += decoder.decode(value, { stream: true });
  }
  return { httpStatus: response.status, body: body + decoder.decode() };
}

function charsetOf(contentType: string | null): string {
  return /charset="?iso-8859-1(?:5)?"?/i.test(contentType ?? "") ? "windows-1252" : "utf-8";
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return "no answer";
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.name}: ${error.message}${cause}`;
}
