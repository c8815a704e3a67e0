/** PayFiP's requests by field name, values as text. */
import { z } from "zod";
import {
  type AmountLimits,
  DEFAULT_LIMITS,
  isExer,
  isIdop,
  isMel,
  isNumcli,
  isObjet,
  isRefdet,
  isReturnAddress,
  MODES,
  needsHttps,
  parseMontant,
  refuseAmount,
} from "./rules-request";

const exer = z.string().refine(isExer);
const mel = z.string().refine(isMel);
const numcli = z.string().refine(isNumcli);
const objet = z.string().refine(isObjet);
const refdet = z.string().refine(isRefdet);
const address = z.string().refine(isReturnAddress);

function isHttps(text: string): boolean {
  return /^https:/i.test(text);
}

/** `creerPaiementSecurise`, fields and order of the WSDL, values as text. Modes of the form are refused. */
export function createRequestSchema(limits: AmountLimits = DEFAULT_LIMITS) {
  return z
    .strictObject({
      exer: exer.optional(),
      mel,
      montant: z.string().refine((text) => refuseAmount(parseMontant(text) ?? Number.NaN, limits) === null),
      numcli,
      objet: objet.optional(),
      refdet,
      saisie: z.enum(MODES.service),
      urlnotif: address,
      urlredirect: address,
    })
    .refine((input) => !needsHttps(input.saisie) || isHttps(input.urlnotif), { path: ["urlnotif"] })
    .refine((input) => !needsHttps(input.saisie) || isHttps(input.urlredirect), { path: ["urlredirect"] });
}

export const detailRequestSchema = z.strictObject({ idOp: z.string().refine(isIdop) });

export const clientRequestSchema = z.strictObject({ numCli: z.string().refine(isNumcli) });

/** The redirect form, whose amount we hold as cents. `W` belongs to the service and is refused. */
export function redirectSchema(limits: AmountLimits = DEFAULT_LIMITS) {
  return z
    .strictObject({
      numcli,
      exer: exer.optional(),
      refdet,
      objet: objet.optional(),
      amountCents: z.number().refine((amount) => refuseAmount(amount, limits) === null),
      mel,
      urlcl: address,
      saisie: z.enum(MODES.form),
    })
    .refine((input) => !needsHttps(input.saisie) || isHttps(input.urlcl), { path: ["urlcl"] });
}

export type RedirectRequest = z.output<ReturnType<typeof redirectSchema>>;

/** The first field at fault, in the order of the schema; "" when the whole thing is not an object. */
export function firstField(error: z.ZodError): string {
  const [issue] = error.issues;
  if (issue?.code === "unrecognized_keys") return issue.keys[0] ?? "";
  return String(issue?.path[0] ?? "");
}
