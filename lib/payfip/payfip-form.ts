/**
 * The redirect form (old TIPI): values travel in the address, nothing is signed, the result is a POST of form fields.
 * So every value is compared with what the portal stored, and what differs is set aside. Even when all is equal the payer could have
 * written it: lib/payment takes a result that says "paid" as a claim that the régisseur verifies.
 */
import type { Refused } from "@/lib/kernel/outcome";
import type { PaymentGateway, PaymentOrder } from "./payfip";
import { failure } from "./payfip-answer";
import { type AnswerFields, type Expected, fieldOf, judge, type Verdict } from "./rules-answer";
import { type AmountLimits, isIdop, isRefdet, type Mode, objetOf } from "./rules-request";
import { firstField, type RedirectRequest, redirectSchema } from "./schema";

export type FormConnection = { pageUrl: string; numcli: string; mode: Mode; limits?: AmountLimits };

export function createPayFipForm(connection: FormConnection): PaymentGateway {
  return {
    async create(order) {
      const request = redirectSchema(connection.limits).safeParse(requestOf(order, connection));
      if (!request.success) return { ok: false, reason: "invalid", field: firstField(request.error) };
      return { ok: true, idop: null, url: redirectUrl(connection.pageUrl, request.data), raw: null };
    },
    /** Nobody can be asked: no result so far, which after 20 minutes means expired, until a return says otherwise. */
    async detail() {
      return failure({ httpStatus: null, body: "the form cannot be asked" }, "functional", null, "P5");
    },
  };
}

function requestOf(order: PaymentOrder, { numcli, mode }: FormConnection) {
  const { refdet, amountCents, mel, exer, returnUrl } = order;
  const objet = objetOf(order.objet ?? "");
  return { numcli, exer, refdet, ...(objet ? { objet } : {}), amountCents, mel, urlcl: returnUrl, saisie: mode };
}

/** The address of the payment page, fields in the documented order. */
export function redirectUrl(pageUrl: string, request: RedirectRequest): string {
  const url = new URL(pageUrl);
  const { amountCents, ...texts } = request;
  const values: Record<string, string | undefined> = { ...texts, montant: String(amountCents) };
  for (const name of ["numcli", "exer", "refdet", "objet", "montant", "mel", "urlcl", "saisie"]) {
    const value = values[name];
    if (value) url.searchParams.set(name, value);
  }
  return url.toString();
}

export type ReturnRefusal = "malformed" | "unknown-reference" | "missing-result";
export type ReadReturn = { ok: true; refdet: string; fields: AnswerFields; verdict: Verdict } | Refused<ReturnRefusal>;

const BODY_MAX = 20_000;

/** The reference of a posted result, to look the attempt up with; null when there is none to look for. */
export function refdetOfReturn(body: string): string | null {
  const fields = formFields(body);
  const refdet = fields && fieldOf(fields, "refdet");
  return refdet && isRefdet(refdet) ? refdet : null;
}

/** The last word of the subject that came back: what the portal named its attempt with. It proves nothing, it only finds the row. */
export function tokenOfReturn(body: string): string | null {
  const fields = formFields(body);
  const word = fields && fieldOf(fields, "objet")?.split(" ").at(-1);
  return word && /^[A-Za-z0-9]{12}$/.test(word) ? word : null;
}

/** Reads a posted result. `stored` is the attempt found by `refdet`; null: none was found; not given: not compared. */
export function readReturn(body: string, stored?: (Expected & { refdet: string }) | null): ReadReturn {
  const fields = formFields(body);
  if (!fields) return { ok: false, reason: "malformed" };
  const refdet = fieldOf(fields, "refdet");
  if (stored === null || !refdet || !isRefdet(refdet)) return { ok: false, reason: "unknown-reference" };
  if (stored && stored.refdet !== refdet) return { ok: false, reason: "unknown-reference" };
  if (!fieldOf(fields, "resultrans")) return { ok: false, reason: "missing-result" };
  const verdict = judge(fields, stored ? { ...stored, everyField: true } : undefined);
  return { ok: true, refdet, fields, verdict };
}

/** Form fields under their received names; null when a name occurs twice with different values, whatever its case. */
function formFields(body: string): AnswerFields | null {
  if (body.length > BODY_MAX) return null;
  const seen = new Map<string, [string, string]>();
  for (const [name, value] of new URLSearchParams(body)) {
    const known = seen.get(name.toLowerCase());
    if (known && known[1] !== value) return null;
    if (!known) seen.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(seen.values());
}

export type Knock = { method: string; query?: string | undefined; body?: string | undefined };

/**
 * The operation id of a notification (POST, form field) or of the browser's return (GET or POST); null when there is none,
 * or two that differ. It proves nothing: it is only a reason to ask.
 */
export function idopOf({ method, query, body }: Knock): string | null {
  const verb = method.toUpperCase();
  if (verb !== "GET" && verb !== "POST") return null;
  const sources = verb === "POST" ? [query, body] : [query];
  const found = new Set<string>();
  for (const source of sources) {
    if (source === undefined) continue;
    if (source.length > BODY_MAX) return null;
    for (const [name, value] of new URLSearchParams(source)) if (name.toLowerCase() === "idop") found.add(value);
  }
  const [idop] = found;
  return found.size === 1 && idop !== undefined && isIdop(idop) ? idop : null;
}
