"use server";
/** The régie's writes about direct debit: mandates on paper, announcements, files, what the bank answered. */
import { getLocale, getTranslations } from "next-intl/server";
import { endMandate, enterMandate } from "@/lib/debit/commands";
import { announce, makeBatch } from "@/lib/debit/commands-batch";
import { collectBatch, rejectItem } from "@/lib/debit/commands-outcome";
import {
  batchDaySchema,
  collectBatchSchema,
  endMandateSchema,
  paperMandateSchema,
  rejectItemSchema,
} from "@/lib/debit/schema";
import { wordDay } from "@/lib/i18n/dates";
import type { Facts } from "@/lib/kernel/outcome";
import { officeAction } from "@/lib/server/action";

const PAGE = "/gestion/prelevements";
const words = () => getTranslations("debit.refusals");
const outcome = () => getTranslations("debit.outcome");

const closedDay = async ({ day }: Facts) =>
  (await words())("closed-day", { day: wordDay(await getLocale(), String(day)) });

export const enter = officeAction({
  permission: "debit.manage",
  input: paperMandateSchema,
  run: (context, wish) => enterMandate(context, wish),
  refusals: {
    future: async () => (await words())("future"),
    lapsed: async () => (await words())("lapsed"),
    "rum-taken": async () => (await words())("rum-taken"),
    "no-household": async () => (await words())("no-household"),
  },
  then: async (_done, { regieId }) => ({ redirect: `${PAGE}?regie=${regieId}&vue=mandats&fait=mandat` }),
});

export const end = officeAction({
  permission: "debit.manage",
  input: endMandateSchema,
  run: (context, wish) => endMandate(context, wish, null),
  refusals: { "already-ended": async () => (await words())("already-ended") },
  then: async () => ({ redirect: `${PAGE}?vue=mandats` }),
});

export const tell = officeAction({
  permission: "debit.manage",
  input: batchDaySchema,
  run: (context, wish) => announce(context, wish),
  refusals: {
    settings: async () => (await words())("settings"),
    "too-soon": async ({ days = 1 }) => (await words())("too-soon", { days }),
    "closed-day": closedDay,
    empty: async () => (await words())("empty"),
  },
  then: async (_done, { regieId, collectOn }) => ({
    redirect: `${PAGE}/nouveau?regie=${regieId}&jour=${collectOn}&fait=oui`,
  }),
});

export const make = officeAction({
  permission: "debit.manage",
  input: batchDaySchema,
  run: (context, wish) => makeBatch(context, wish),
  refusals: {
    settings: async () => (await words())("settings"),
    "too-soon": async () => (await words())("too-soon-file"),
    "closed-day": closedDay,
    empty: async () => (await words())("empty"),
  },
  then: async ({ batchId, leftOut }) => ({ redirect: `${PAGE}/${batchId}?fait=oui&reste=${leftOut}` }),
});

export const collect = officeAction({
  permission: "debit.manage",
  input: collectBatchSchema,
  run: (context, wish) => collectBatch(context, wish),
  refusals: {
    unknown: async () => (await words())("unknown"),
    rejected: async () => (await words())("rejected"),
    "before-day": async () => (await words())("before-day"),
    future: async () => (await words())("future"),
  },
  then: async ({ collected }) => ({ message: (await outcome())("collected", { count: collected }) }),
});

export const reject = officeAction({
  permission: "debit.manage",
  input: rejectItemSchema,
  run: (context, wish) => rejectItem(context, wish),
  refusals: { unknown: async () => (await words())("unknown") },
  then: async ({ suspends }) => ({ message: (await outcome())(suspends ? "rejectedSuspended" : "rejectedDone") }),
});
