"use server";
/** The office's answer to a request for an account. The scope decides which requests and which files it may touch. */
import { getTranslations } from "next-intl/server";
import * as requests from "@/lib/request/commands-account-decide";
import { decideSchema, mergeSchema, refuseRequestSchema } from "@/lib/request/schema-account-request";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("agents.requests");
const refusals = {
  "already-decided": async () => (await words())("alreadyDecided"),
  "email-taken": async () => (await words())("emailTaken"),
  "no-school-year": async () => (await words())("noSchoolYear"),
};
const back = (_value: object, { requestId }: { requestId: string }) =>
  Promise.resolve({ redirect: `/gestion/demandes-de-compte/${requestId}` });

export const acceptAsNew = officeAction({
  permission: "account-request.decide",
  input: decideSchema,
  run: (context, wish, scope) => requests.acceptAsNew(context, wish, scope),
  refusals,
  then: back,
});

export const acceptIntoFile = officeAction({
  permission: "account-request.decide",
  input: mergeSchema,
  target: ({ who }) => ({ household: who.householdId }),
  run: (context, wish, scope) => requests.acceptIntoFile(context, wish, scope),
  refusals,
  then: back,
});

export const refuseAccount = officeAction({
  permission: "account-request.decide",
  input: refuseRequestSchema,
  run: (context, wish, scope) => requests.refuseAccount(context, wish, scope),
  refusals: { "already-decided": refusals["already-decided"] },
  then: back,
});
