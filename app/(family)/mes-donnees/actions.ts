"use server";
/** The copy of one's own data: asked for, or opened for download, once the password was given again. */
import { getTranslations } from "next-intl/server";
import { prove } from "@/lib/account/commands-sign-in";
import { visitorOf } from "@/lib/account/next-auth";
import { askCopy as ask, openMinutes } from "@/lib/privacy/commands";
import { passwordSchema } from "@/lib/privacy/schema";
import { selfAction } from "@/lib/server/action";
import { waitWords } from "../../(public)/wait-words";

const words = () => getTranslations("privacy.refusals");

const proofRefusals = { wait: waitWords, mismatch: async () => (await words())("mismatch") };

export const askCopy = selfAction({
  permission: "data.take",
  input: passwordSchema,
  prepare: async (passport, { password }) => prove(await visitorOf(), passport, password),
  run: (context, _wish, passport, proof) => ask(context, passport, proof),
  refusals: { ...proofRefusals, "too-many": async () => (await words())("too-many") },
  then: async () => ({ redirect: "/mes-donnees#copies" }),
});

export const openDownload = selfAction({
  permission: "data.take",
  input: passwordSchema,
  prepare: async (passport, { password }) => prove(await visitorOf(), passport, password),
  run: (context, _wish, passport, proof) => openMinutes(context, passport, proof),
  refusals: proofRefusals,
  then: async () => ({ redirect: "/mes-donnees#copies" }),
});
