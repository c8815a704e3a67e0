"use server";
/** What a family does with its requests: files one, answers, withdraws, comes back to a decision. */
import { getTranslations } from "next-intl/server";
import type { Target } from "@/lib/access/gate";
import {
  askChange as ask,
  reopenRequest,
  withdrawAskedChange,
  withdrawRequest,
  writeToOffice,
} from "@/lib/casework/commands";
import { type FileRefusal, fileAppeal, fileRequest } from "@/lib/casework/commands-file";
import {
  appealSchema,
  type FileInput,
  fileSchema,
  reopenSchema,
  requestSchema,
  writeSchema,
} from "@/lib/casework/schema";
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
  run: ask,
  refusals: {
    "no-change": because("no-change"),
    "already-asked": because("already-asked"),
    "date-in-future": because("date-in-future"),
    "grade-not-there": because("grade-not-there"),
    "no-school-year": because("no-school-year"),
    "too-many": async () => (await getTranslations("casework.form.refusals"))("too-many"),
  },
  then: async ({ requestId }) => ({ redirect: `/demandes/${requestId}?envoyee=oui` }),
});

const back = async (_: unknown, { requestId }: { requestId: string }) => ({ redirect: `/demandes/${requestId}` });

export const withdrawChange = familyAction({
  permission: "change.request",
  input: withdrawSchema,
  run: withdrawAskedChange,
  refusals: { "already-decided": async () => (await getTranslations("requests.detail"))("alreadyDecided") },
  then: back,
});

const filing = (reason: Exclude<FileRefusal, "not-joinable">) => async () =>
  (await getTranslations("casework.form.refusals"))(reason);
const refusals = {
  "already-open": filing("already-open"),
  "too-many": filing("too-many"),
  past: filing("past"),
  future: filing("future"),
  "closed-day": filing("closed-day"),
  "not-enrolled": filing("not-enrolled"),
  "not-joinable": async () => (await getTranslations("attachment"))("notJoinable"),
};

export const file = familyAction({
  permission: "request.file",
  input: fileSchema,
  target: ({ householdId, childId }: FileInput) => [
    { household: householdId },
    ...(childId ? [{ child: childId }] : []),
  ],
  run: fileRequest,
  refusals,
  then: async ({ requestId }) => ({ redirect: `/demandes/${requestId}?envoyee=oui` }),
});

/** For a person whose account is suspended: the one thing that stays open to them. */
export const appeal = familyAction({
  permission: "request.appeal",
  input: appealSchema,
  run: fileAppeal,
  refusals,
  then: async ({ reference }) => ({
    message: (await getTranslations("casework.appeal"))("sent", { reference }),
    reference,
  }),
  whileBlocked: true,
});

const ended = { ended: async () => (await getTranslations("casework.page"))("ended") };

export const reply = familyAction({
  permission: "request.file",
  input: writeSchema,
  run: writeToOffice,
  refusals: { ...ended, "too-many": async () => (await getTranslations("casework.page"))("tooMany") },
  then: back,
});

export const withdraw = familyAction({
  permission: "request.file",
  input: requestSchema,
  run: withdrawRequest,
  refusals: ended,
  then: back,
});

export const reopen = familyAction({
  permission: "request.file",
  input: reopenSchema,
  run: reopenRequest,
  refusals: ended,
  then: back,
});
