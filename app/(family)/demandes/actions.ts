"use server";
/** Asking for a change that the office decides, and withdrawing it; adding to what was said of a contested line. */
import { getTranslations } from "next-intl/server";
import type { Target } from "@/lib/access/gate";
import { writeToOffice } from "@/lib/contest/commands";
import { messageSchema } from "@/lib/contest/schema";
import { requestChange, withdrawChange } from "@/lib/request/commands";
import { type ChangeWish, changeSchema, withdrawSchema } from "@/lib/request/schema";
import { familyAction } from "@/lib/server/action";

type Reason = "no-change" | "already-asked" | "date-in-future" | "grade-not-there" | "no-school-year";
const because = (reason: Reason) => async () => (await getTranslations("requests.new.refusals"))(reason);

function targetOf(wish: ChangeWish): Target[] {
  return [
    ...("childId" in wish ? [{ child: wish.childId }] : []),
    ...("householdId" in wish ? [{ household: wish.householdId }] : []),
  ];
}

export const askChange = familyAction({
  permission: "change.request",
  input: changeSchema,
  target: targetOf,
  run: requestChange,
  refusals: {
    "no-change": because("no-change"),
    "already-asked": because("already-asked"),
    "date-in-future": because("date-in-future"),
    "grade-not-there": because("grade-not-there"),
    "no-school-year": because("no-school-year"),
  },
  then: async ({ requestId }) => ({ redirect: `/demandes/${requestId}?envoyee=oui` }),
});

export const withdraw = familyAction({
  permission: "change.request",
  input: withdrawSchema,
  run: withdrawChange,
  refusals: { "already-decided": async () => (await getTranslations("requests.detail"))("alreadyDecided") },
  then: async (_, { requestId }) => ({ redirect: `/demandes/${requestId}` }),
});

export const reply = familyAction({
  permission: "request.file",
  input: messageSchema,
  run: writeToOffice,
  refusals: { decided: async () => (await getTranslations("contest.page"))("decided") },
  then: async (_, { requestId }) => ({ redirect: `/demandes/${requestId}` }),
});
