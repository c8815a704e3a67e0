"use server";
/** What came by letter, telephone or at the counter and needs a form of its own: a contested line, a change of record. */
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import type { Target } from "@/lib/access/gate";
import { enterChange } from "@/lib/casework/commands";
import { type BroughtInput, broughtSchema } from "@/lib/casework/schema";
import { enterContest } from "@/lib/contest/commands";
import { type PaperInput, paperSchema } from "@/lib/contest/schema";
import { type ChangeWish, changeSchema } from "@/lib/request/schema";
import { officeAction } from "@/lib/server/action";

const filing = (reason: "past" | "future" | "already-open") => async () =>
  (await getTranslations("casework.form.refusals"))(reason);
type Reason = "no-change" | "already-asked" | "date-in-future" | "grade-not-there" | "no-school-year";
const because = (reason: Reason) => async () => (await getTranslations("requests.new.refusals"))(reason);
const entered = async ({ requestId }: { requestId: string }) => ({
  redirect: `/gestion/demandes/${requestId}?saisie=oui`,
});

/** Names a line of an invoice: for who may open invoices. */
export const enterLine = officeAction({
  permission: "billing.consult",
  input: paperSchema,
  target: ({ householdId }: PaperInput) => ({ household: householdId }),
  run: enterContest,
  refusals: { past: filing("past"), future: filing("future"), "already-open": filing("already-open") },
  then: entered,
});

const changeInput = z.intersection(changeSchema, broughtSchema).transform((input) => ({ wish: input, brought: input }));

export const enterRecord = officeAction({
  permission: "family.manage",
  input: changeInput,
  target: ({ wish, brought }: { wish: ChangeWish; brought: BroughtInput }): Target[] => [
    { household: brought.householdId },
    ...("childId" in wish ? [{ child: wish.childId }] : []),
  ],
  run: enterChange,
  refusals: {
    past: filing("past"),
    future: filing("future"),
    "no-change": because("no-change"),
    "already-asked": because("already-asked"),
    "date-in-future": because("date-in-future"),
    "grade-not-there": because("grade-not-there"),
    "no-school-year": because("no-school-year"),
  },
  then: entered,
});
