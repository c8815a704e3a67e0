"use server";
/** What an office sends to be signed or kept, and what its decision does in one move. */
import { getTranslations } from "next-intl/server";
import { propose as makeProposal } from "@/lib/agreement/commands";
import { acceptBooking, justifyAbsence, liftAppealed } from "@/lib/agreement/commands-effect";
import { sendLetter } from "@/lib/agreement/commands-letter";
import { effectSchema, letterSchema, proposeSchema } from "@/lib/agreement/schema";
import { officeAction } from "@/lib/server/action";

const back = async (_: unknown, { requestId }: { requestId: string }) => ({
  redirect: `/gestion/demandes/${requestId}`,
});

export const propose = officeAction({
  permission: "request.handle",
  input: proposeSchema,
  run: makeProposal,
  refusals: { "past-step": async () => (await getTranslations("casework.office"))("pastStep") },
  then: back,
});

export const send = officeAction({
  permission: "request.handle",
  input: letterSchema,
  run: sendLetter,
  refusals: {},
  then: back,
});

type Reason = "decided" | "nothing" | "past" | "full" | "impossible" | "locked" | "not-yet";
const because = (reason: Reason) => async () => (await getTranslations("letter.effects.refusals"))(reason);
const common = { decided: because("decided"), nothing: because("nothing") };

export const lift = officeAction({
  permission: "family.suspend",
  input: effectSchema,
  run: liftAppealed,
  refusals: common,
  then: back,
});

export const book = officeAction({
  permission: "change.decide",
  input: effectSchema,
  run: acceptBooking,
  refusals: { ...common, past: because("past"), full: because("full"), impossible: because("impossible") },
  then: back,
});

export const justify = officeAction({
  permission: "change.decide",
  input: effectSchema,
  run: justifyAbsence,
  refusals: {
    ...common,
    locked: because("locked"),
    "not-yet": because("not-yet"),
    "no-certificate": async () => (await getTranslations("attachment.office"))("noCertificate"),
  },
  then: back,
});
