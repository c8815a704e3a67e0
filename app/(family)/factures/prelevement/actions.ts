"use server";
/** The family's writes about direct debit: sign a mandate with one's password, end it. */
import { getTranslations } from "next-intl/server";
import { prove } from "@/lib/account/commands-sign-in";
import { visitorOf } from "@/lib/account/next-auth";
import { endMandate, signMandate } from "@/lib/debit/commands";
import { endMandateSchema, signMandateSchema } from "@/lib/debit/schema";
import { familyAction } from "@/lib/server/action";
import { waitWords } from "../../../(public)/wait-words";

const words = () => getTranslations("debit.refusals");

export const sign = familyAction({
  permission: "mandate.sign",
  input: signMandateSchema,
  prepare: async (passport, { password }) => prove(await visitorOf(), passport, password),
  run: (context, wish, scope, proof) => signMandate(context, wish, { scope, proof }),
  refusals: {
    wait: waitWords,
    mismatch: async () => (await words())("mismatch"),
    changed: async () => (await words())("changed"),
    "no-household": async () => (await words())("no-household"),
  },
  then: async () => ({ redirect: "/factures/prelevement?fait=signe" }),
});

export const end = familyAction({
  permission: "mandate.sign",
  input: endMandateSchema,
  run: (context, wish, scope) => endMandate(context, wish, scope),
  refusals: { "already-ended": async () => (await words())("already-ended") },
  then: async () => ({ redirect: "/factures/prelevement?fait=fin" }),
});
