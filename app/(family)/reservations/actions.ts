"use server";
/** What a family does with its days: book and cancel in one go. */
import { getTranslations } from "next-intl/server";
import { bookDays } from "@/lib/booking/commands";
import { type BookDays, bookDaysSchema } from "@/lib/booking/schema";
import { familyAction } from "@/lib/server/action";

const childrenIn = ({ add, remove, keep, same }: BookDays) => {
  const ids = [...add, ...remove, ...keep].map((cell) => cell.childId);
  return same ? [...ids, same.from, same.to] : ids;
};

export const saveBookings = familyAction({
  permission: "booking.write",
  input: bookDaysSchema,
  target: (wish) => (childrenIn(wish).length > 0 ? { child: childrenIn(wish) } : []),
  run: (context, wish, scope) => bookDays(context, scope, { wish }),
  refusals: {
    "nothing-asked": async () => (await getTranslations("booking.form"))("nothingAsked"),
  },
  then: async ({ reference }) => ({ redirect: `/reservations/confirmation/${reference}` }),
});
