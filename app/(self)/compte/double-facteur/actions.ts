"use server";
/** The second factor of one's own account: adding a telephone, giving its code. Open to a session that still waits for it. */
import { getTranslations } from "next-intl/server";
import { prove } from "@/lib/account/commands-sign-in";
import { visitorOf } from "@/lib/account/next-auth";
import { safeReturn } from "@/lib/account/rules";
import { confirmFactor, enterFactor, prepareFactor, takeFactorTurn } from "@/lib/factor/commands";
import { confirmFactorSchema, enterFactorSchema, prepareFactorSchema } from "@/lib/factor/schema";
import { selfAction } from "@/lib/server/action";
import { waitWords } from "../../../(public)/wait-words";

const words = () => getTranslations("factor");
const here = "/compte/double-facteur";

export const prepare = selfAction({
  permission: "factor.own",
  beforeSecondFactor: true,
  input: prepareFactorSchema,
  // A session that waits gave its password a moment ago; one that is open may have been left alone on a desk.
  prepare: async (passport, { password }) =>
    passport.waits === "enrol" ? null : prove(await visitorOf(), passport, password ?? ""),
  run: (context, _wish, passport, proof) => prepareFactor(context, passport, proof),
  refusals: { wait: waitWords, mismatch: async () => (await words())("mismatch") },
  then: async () => ({ redirect: here }),
});

export const confirm = selfAction({
  permission: "factor.own",
  beforeSecondFactor: true,
  input: confirmFactorSchema,
  prepare: async (passport) => takeFactorTurn(await visitorOf(), passport),
  run: (context, { code }, passport, turn) => confirmFactor(context, passport, { code, turn }),
  refusals: {
    wait: waitWords,
    wrong: async () => (await words())("wrong"),
    none: async () => (await words())("nonePrepared"),
  },
  then: async () => ({ redirect: here }),
});

export const enter = selfAction({
  permission: "factor.own",
  beforeSecondFactor: true,
  input: enterFactorSchema,
  prepare: async (passport) => takeFactorTurn(await visitorOf(), passport),
  run: (context, { code }, passport, turn) => enterFactor(context, passport, { code, turn }),
  refusals: { wait: waitWords, wrong: async () => (await words())("wrong") },
  then: async ({ codesLeft }, { suite }) => ({
    redirect: codesLeft === null ? (safeReturn(suite) ?? "/gestion") : `${here}?codes=${codesLeft}`,
  }),
});
