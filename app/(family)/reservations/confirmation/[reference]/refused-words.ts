/** Why a wish of an order was refused, from what the order kept: the reason and the limit as it was then. */
import type { Order } from "@/lib/booking/queries";
import { type BookingRefusal, bookingRefusals, type CancelRefusal, cancelRefusals } from "@/lib/booking/rules";
import { wordDayInYear, wordLimit } from "@/lib/i18n/dates";
import type { Locale } from "@/lib/i18n/locale";
import { activityName, type BookingT } from "../../grid-words";

type Wish = Order["refused"][number];

export function refusedWords(t: BookingT, locale: Locale, wish: Wish): string {
  const activity = activityName(locale, wish.limits);
  const child = wish.firstName;
  const limit = wordLimit(locale, wish.closesAt);
  if (wish.wish === "cancel") return cancelWords(t, wish.reason, { activity, child, limit });
  const reason = bookingRefusals.find((one) => one === wish.reason);
  const words: Record<BookingRefusal, () => string> = {
    "other-household": () => t("why.away", { child }),
    "not-eligible": () => t("why.notEligible", { activity, grades: t("why.otherClass") }),
    "not-enrolled": () => t("why.notEnrolled", { child, activity }),
    "day-closed": () => t("why.closed", { activity }),
    "no-tariff": () => t("why.noTariff", { activity }),
    "by-draw": () => t("why.byDrawThen", { activity }),
    "already-booked": () => t("why.alreadyBooked", { child, activity }),
    "not-yet": () => t("why.notYetThen", { activity }),
    "too-late": () => t("why.tooLate", { activity, limit }),
    unpaid: () => t("why.unpaid"),
    full: () => t("why.taken", { activity, day: wordDayInYear(locale, wish.limits.day) }),
  };
  return reason ? words[reason]() : "";
}

type About = { activity: string; child: string; limit: string };

function cancelWords(t: BookingT, asked: string, { activity, child, limit }: About): string {
  const reason = cancelRefusals.find((one) => one === asked);
  const words: Record<CancelRefusal, () => string> = {
    "not-booked": () => t("why.notBooked", { child, activity }),
    "too-late": () => t("why.cancelTooLate", { activity, limit }),
  };
  return reason ? words[reason]() : "";
}
