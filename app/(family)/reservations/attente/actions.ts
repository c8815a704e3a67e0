"use server";
/** The queue of a full day, as a family moves in it. */
import { getTranslations } from "next-intl/server";
import { waitingEntrySchema, waitSchema } from "@/lib/booking/schema";
import { familyAction } from "@/lib/server/action";
import { acceptOffer, joinQueue, leaveQueue } from "@/lib/waiting/commands";

const words = async () => getTranslations("booking");
const cannot = async () => (await words())("waiting.cannot", { reason: "" });

export const join = familyAction({
  permission: "booking.write",
  input: waitSchema,
  target: ({ childId }) => ({ child: childId }),
  run: joinQueue,
  refusals: {
    "already-waiting": async () => (await words())("waiting.alreadyThere"),
    "not-full": async () => (await words())("waiting.notFull"),
    "already-booked": cannot,
    "by-draw": cannot,
    "day-closed": cannot,
    "no-tariff": cannot,
    "not-yet": cannot,
    "not-eligible": cannot,
    "not-enrolled": cannot,
    "other-household": cannot,
    "too-late": cannot,
    unpaid: async () => (await words())("why.unpaid"),
  },
  then: async (_, { childId, activityDayId }) => ({
    redirect: `/reservations/attente?enfant=${childId}&jour=${activityDayId}&fait=inscrit`,
  }),
});

export const leave = familyAction({
  permission: "booking.write",
  input: waitingEntrySchema,
  run: leaveQueue,
  refusals: {},
  then: async () => ({ redirect: "/reservations/attente/quittee" }),
});

export const accept = familyAction({
  permission: "booking.write",
  input: waitingEntrySchema,
  run: acceptOffer,
  refusals: { expired: async () => (await words())("waiting.expired"), cannot },
  then: async ({ reference }) => ({ redirect: `/reservations/confirmation/${reference}` }),
});
