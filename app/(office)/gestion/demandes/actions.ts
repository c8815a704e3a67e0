"use server";
/** What the office does with a request. The scope decides which it may touch; one that changed meanwhile is left as it is. */
import { getTranslations } from "next-intl/server";
import { type FileRefusal, filePaper } from "@/lib/casework/commands-file";
import {
  acceptAskedChange,
  assignRequest,
  decideRequest,
  extendRequest,
  noteRequest,
  refuseAskedChange,
  reopenForFamily,
  takeStep,
  writeToFamily,
} from "@/lib/casework/commands-office";
import {
  assignSchema,
  decideSchema,
  extendSchema,
  messageSchema,
  type PaperInput,
  paperSchema,
  reopenSchema,
  stepSchema,
  writeSchema,
} from "@/lib/casework/schema";
import { acceptSchema, refuseSchema } from "@/lib/request/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("casework.office");
const pastStep = { "past-step": async () => (await words())("pastStep") };
const back = async (_: unknown, { requestId }: { requestId: string }) => ({
  redirect: `/gestion/demandes/${requestId}`,
});

const changed = {
  "already-decided": async () => (await getTranslations("requests.office"))("alreadyDecided"),
  outdated: async () => (await getTranslations("requests.office"))("outdated"),
  "not-agreed": async () => (await getTranslations("requests.office"))("notAgreed"),
};

export const accept = officeAction({
  permission: "change.decide",
  input: acceptSchema,
  run: acceptAskedChange,
  refusals: changed,
  then: back,
});

export const refuse = officeAction({
  permission: "change.decide",
  input: refuseSchema,
  run: refuseAskedChange,
  refusals: changed,
  then: back,
});

export const step = officeAction({
  permission: "request.handle",
  input: stepSchema,
  run: takeStep,
  refusals: pastStep,
  then: back,
});

export const write = officeAction({
  permission: "request.handle",
  input: messageSchema,
  run: writeToFamily,
  refusals: pastStep,
  then: back,
});

export const note = officeAction({
  permission: "request.handle",
  input: writeSchema,
  run: noteRequest,
  refusals: {},
  then: back,
});

export const decide = officeAction({
  permission: "request.handle",
  input: decideSchema,
  run: decideRequest,
  refusals: {
    ...pastStep,
    "needs-effect": async () => (await words())("needsEffect"),
    "no-certificate": async () => (await getTranslations("attachment.office"))("noCertificate"),
  },
  then: back,
});

export const extend = officeAction({
  permission: "request.handle",
  input: extendSchema,
  run: extendRequest,
  refusals: { "not-extendable": async () => (await words())("notExtendable") },
  then: back,
});

export const reopen = officeAction({
  permission: "request.handle",
  input: reopenSchema,
  run: reopenForFamily,
  refusals: pastStep,
  then: back,
});

export const assign = officeAction({
  permission: "request.handle",
  input: assignSchema,
  run: assignRequest,
  refusals: { "cannot-see": async () => (await words())("cannotSee") },
  then: back,
});

const filing = (reason: Exclude<FileRefusal, "not-joinable">) => async () =>
  (await getTranslations("casework.form.refusals"))(reason);

export const enter = officeAction({
  permission: "family.manage",
  input: paperSchema,
  target: ({ householdId, childId }: PaperInput) => [
    { household: householdId },
    ...(childId ? [{ child: childId }] : []),
  ],
  run: filePaper,
  refusals: {
    "already-open": filing("already-open"),
    "too-many": filing("too-many"),
    past: filing("past"),
    future: filing("future"),
    "closed-day": filing("closed-day"),
    "not-enrolled": filing("not-enrolled"),
    "not-joinable": async () => (await getTranslations("attachment"))("notJoinable"),
  },
  then: async ({ requestId }) => ({ redirect: `/gestion/demandes/${requestId}?saisie=oui` }),
});
