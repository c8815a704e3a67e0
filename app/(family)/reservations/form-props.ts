/** The words and hidden fields of the form around a grid, week or month. */
import type { BookingFormTexts } from "@/components/booking/booking-form";
import { type Facts, keyOf, verdictOf } from "@/lib/booking/rules-grid";
import type { CivilDateTime } from "@/lib/kernel/civil-date";
import type { BookingT } from "./grid-words";

export function bookingFormTexts(t: BookingT): BookingFormTexts {
  return {
    bar: t("form.bar"),
    none: t("form.none"),
    one: t("form.one"),
    many: t("form.many", { count: "{count}" }),
    confirm: t("form.confirm"),
    pending: t("form.pending"),
    toConfirm: t("form.toConfirm"),
    free: t("cell.free"),
    booked: t("cell.booked"),
    added: t("cell.added"),
    removed: t("cell.removed"),
  };
}

/** The cells that are booked and may be cancelled: what is no longer ticked when the form comes back is to be cancelled. */
export function cancellableCells(facts: Facts, now: CivilDateTime): string[] {
  return facts.children.flatMap((child) =>
    facts.days
      .filter((day) => facts.bookings.has(keyOf(child.id, day.id)))
      .filter((day) => {
        const { booking, cancelRefusal } = verdictOf(facts, child, day, now);
        return booking !== null && cancelRefusal === null;
      })
      .map((day) => keyOf(child.id, day.id)),
  );
}
