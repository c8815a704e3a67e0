"use server";
/** The office's answer to a family's request. The scope decides which requests it may answer. */
import { getTranslations } from "next-intl/server";
import { acceptChange, refuseChange } from "@/lib/request/commands-decide";
import { acceptSchema, refuseSchema } from "@/lib/request/schema";
import { officeAction } from "@/lib/server/action";

const words = () => getTranslations("requests.office");
const refusals = {
  "already-decided": async () => (await words())("alreadyDecided"),
  outdated: async () => (await words())("outdated"),
};
const back = async (_: unknown, { requestId }: { requestId: string }) => ({
  redirect: `/gestion/demandes/${requestId}`,
});

export const accept = officeAction({
  permission: "change.decide",
  input: acceptSchema,
  run: acceptChange,
  refusals,
  then: back,
});

export const refuse = officeAction({
  permission: "change.decide",
  input: refuseSchema,
  run: refuseChange,
  refusals,
  then: back,
});
