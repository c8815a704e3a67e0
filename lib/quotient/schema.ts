/**
 * What API Particulier is asked (facts: public-apis §1.2) and what of its answer is taken (§1.3): the value, its month, who gave it.
 * The identity is the allocataire's as in the civil register; it serves for the question and is kept nowhere. Pure.
 */
import { z } from "zod";
import { birthDate, id, text } from "@/lib/household/schema";
import type { Beneficiary } from "./rules";

const FRANCE = "99100";
const NAME = /^[\p{L}\p{M}' ’.-]+$/u;
const name = text(80).pipe(z.string().regex(NAME, "generic"));

export const quotientQuestionSchema = z
  .object({
    householdId: id,
    birthName: name,
    firstNames: name
      .transform((typed) => typed.split(" ").filter(Boolean))
      .pipe(z.array(z.string()).min(1, "required").max(3, "tooLong")),
    sex: z.enum(["F", "M"], "choose"),
    birthDate,
    country: z.enum(["france", "elsewhere"], "choose"),
    town: z.string().trim().max(80, "tooLong").default(""),
    department: z.string().trim().toUpperCase().default(""),
    countryCode: z.string().trim().default(""),
    consent: z.literal("on", "required"),
  })
  .superRefine((wish, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (wish.country === "elsewhere") {
      if (!/^99[0-9]{3}$/.test(wish.countryCode) || wish.countryCode === FRANCE) fault("countryCode", "generic");
      return;
    }
    if (!wish.town) fault("town", "required");
    else if (!NAME.test(wish.town)) fault("town", "generic");
    if (!/^(\d{2}|2[AB]|97\d)$/.test(wish.department)) fault("department", wish.department ? "generic" : "required");
  });
export type QuotientWish = z.output<typeof quotientQuestionSchema>;

/** The parameters as the service names them; `recipient` is the commune's SIRET. */
export function questionOf(wish: Omit<QuotientWish, "householdId" | "consent">): [string, string][] {
  const [year = "", month = "", day = ""] = wish.birthDate.split("-");
  const birth =
    wish.country === "elsewhere"
      ? ([["codeCogInseePaysNaissance", wish.countryCode]] as const)
      : ([
          ["codeCogInseePaysNaissance", FRANCE],
          ["nomCommuneNaissance", wish.town],
          ["codeCogInseeDepartementNaissance", wish.department],
        ] as const);
  return [
    ["nomNaissance", wish.birthName],
    ...wish.firstNames.map((first): [string, string] => ["prenoms[]", first]),
    ["anneeDateNaissance", String(Number(year))],
    ["moisDateNaissance", String(Number(month))],
    ["jourDateNaissance", String(Number(day))],
    ["sexeEtatCivil", wish.sex],
    ...birth.map(([key, value]): [string, string] => [key, value]),
  ];
}

/** `code` is the service's own, for the trace; « not-found » is one answer whatever the reason, so that nobody learns who has a file. */
export type QuotientAnswer =
  | { outcome: "found"; provider: "caf" | "msa"; valueCents: number; month: string; file: Beneficiary[] }
  | { outcome: "not-found" | "not-yours" | "bad-input" | "unavailable"; code: string | null };

const nameText = z.string().max(200).nullish();
const beneficiarySchema = z
  .object({ nom_naissance: nameText, nom_usage: nameText, prenoms: nameText })
  .transform(({ nom_naissance, nom_usage, prenoms }): Beneficiary => {
    return { names: [nom_naissance, nom_usage].flatMap((name) => name ?? []), firstNames: prenoms ?? "" };
  });

const foundSchema = z.object({
  data: z.object({
    quotient_familial: z.object({
      fournisseur: z.enum(["CNAF", "MSA"]),
      valeur: z.number().int().min(0).max(100_000),
      annee: z.number().int().min(2000).max(2200),
      mois: z.number().int().min(1).max(12),
    }),
    // Left out in production when the token has no right to it; compared with the household's adults, and kept nowhere.
    allocataires: z.array(beneficiarySchema).catch([]),
  }),
});
const faultSchema = z.object({ errors: z.array(z.object({ code: z.string().max(10) })).min(1) });

/** Anything a network can say, as one of four outcomes. Euros come whole and are kept in cents. */
export function readQuotient(status: number, body: unknown): QuotientAnswer {
  if (status === 200) {
    const found = foundSchema.safeParse(body);
    if (!found.success) return { outcome: "unavailable", code: "unreadable" };
    const { quotient_familial, allocataires: file } = found.data.data;
    const { fournisseur, valeur, annee, mois } = quotient_familial;
    const month = `${annee}-${String(mois).padStart(2, "0")}`;
    return { outcome: "found", provider: fournisseur === "MSA" ? "msa" : "caf", valueCents: valeur * 100, month, file };
  }
  const fault = faultSchema.safeParse(body);
  const code = fault.success ? (fault.data.errors[0]?.code ?? null) : null;
  if (status === 404) return { outcome: "not-found", code };
  if (status === 422) return { outcome: "bad-input", code };
  return { outcome: "unavailable", code: code ?? String(status) };
}
