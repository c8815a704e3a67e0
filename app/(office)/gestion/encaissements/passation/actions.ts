"use server";
/** The till changes hands: given by one, accepted by the other. */
import { getTranslations } from "next-intl/server";
import { officeAction } from "@/lib/server/action";
import { acceptTill, type HandoverRefusal, handTillOver } from "@/lib/till/commands-handover";
import type { AcceptRefusal } from "@/lib/till/rules-state";
import { acceptSchema, handoverSchema } from "@/lib/till/schema";

const because = (reason: HandoverRefusal | AcceptRefusal) => async () =>
  (await getTranslations("till.handover.refusals"))(reason);

export const handOver = officeAction({
  permission: "receipt.record",
  input: handoverSchema,
  run: handTillOver,
  refusals: { "no-such-person": because("no-such-person"), "needs-note": because("needs-note") },
  then: async () => ({ redirect: "/gestion/encaissements/passation?remise=oui" }),
});

export const accept = officeAction({
  permission: "receipt.record",
  input: acceptSchema,
  run: acceptTill,
  refusals: {
    "not-yours": because("not-yours"),
    superseded: because("superseded"),
    accepted: because("accepted"),
    moved: because("moved"),
  },
  then: async () => ({ redirect: "/gestion/encaissements/passation?acceptee=oui" }),
});
