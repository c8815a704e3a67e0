"use server";
/** What a régisseur does about the control: run it again, take a case, close it, say whose money it is. */
import { getTranslations } from "next-intl/server";
import { runControl } from "@/lib/control/commands";
import { classifyByName, takeCase } from "@/lib/control/commands-case";
import { classifySchema, closeCaseSchema, runSchema, takeCaseSchema } from "@/lib/control/schema";
import { closeCase } from "@/lib/payment/commands-case";
import { sendOn } from "@/lib/payment/commands-unknown";
import { sendOnSchema } from "@/lib/payment/schema";
import { recoverRefund } from "@/lib/refund/commands-recover";
import { recoverySchema } from "@/lib/refund/schema";
import { officeAction } from "@/lib/server/action";

const PAGE = "/gestion/rapprochement";
const words = () => getTranslations("control.refusals");

export const runAgain = officeAction({
  permission: "receipt.record",
  input: runSchema,
  run: runControl,
  refusals: {},
  then: async (_ran, { regieId }) => ({ redirect: `${PAGE}?regie=${regieId}&fait=ran` }),
});

const caseRefusals = {
  "already-closed": async () => (await words())("already-closed"),
  "no-such-person": async () => (await words())("no-such-person"),
  "not-this-way": async () => (await words())("not-this-way"),
};

export const takeOver = officeAction({
  permission: "receipt.record",
  input: takeCaseSchema,
  run: takeCase,
  refusals: caseRefusals,
  then: async () => ({ redirect: `${PAGE}?fait=taken` }),
});

export const endCase = officeAction({
  permission: "receipt.record",
  input: closeCaseSchema,
  run: closeCase,
  refusals: caseRefusals,
  then: async () => ({ redirect: `${PAGE}?fait=closed` }),
});

export const classify = officeAction({
  permission: "receipt.record",
  input: classifySchema,
  run: classifyByName,
  refusals: {
    "already-closed": async () => (await words())("already-closed"),
    "not-unknown": async () => (await words())("not-unknown"),
    "no-invoice": async () => (await words())("no-invoice"),
    "no-payer": async () => (await words())("no-payer"),
  },
  then: async () => ({ redirect: `${PAGE}?fait=classified` }),
});

export const send = officeAction({
  permission: "receipt.record",
  input: sendOnSchema,
  run: sendOn,
  refusals: {
    "already-closed": async () => (await words())("already-closed"),
    "not-unknown": async () => (await words())("not-unknown"),
    future: async () => (await words())("future"),
    "before-day": async () => (await words())("before-day"),
  },
  then: async () => ({ redirect: `${PAGE}?fait=sent` }),
});

export const recover = officeAction({
  permission: "receipt.record",
  input: recoverySchema,
  run: recoverRefund,
  refusals: {
    "already-closed": async () => (await words())("already-closed"),
    "not-to-recover": async () => (await words())("not-to-recover"),
    future: async () => (await words())("future"),
    "before-day": async () => (await words())("before-bounce"),
  },
  then: async () => ({ redirect: `${PAGE}?fait=sent` }),
});
