/** The drawing beside an activity's name; an unknown kind has the one of a calendar. */
import type { IconName } from "@/components/ui/icon";

const ICONS: Readonly<Record<string, IconName>> = {
  "morning-care": "morning",
  canteen: "meal",
  study: "book",
  "evening-care": "evening",
  bus: "bus",
  leisure: "kite",
};

export function activityIcon(kind: string): IconName {
  return ICONS[kind] ?? "calendar";
}
