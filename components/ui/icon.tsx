/** Icons are one sprite file, cached once for the whole portal. They decorate: the word beside them informs. */
import sprite from "../icons.svg";

export const ICONS = [
  "mark",
  "home",
  "calendar",
  "invoice",
  "family",
  "user",
  "user-check",
  "document",
  "docadd",
  "message",
  "journal",
  "meal",
  "morning",
  "evening",
  "book",
  "kite",
  "bus",
  "check",
  "cross",
  "plus",
  "minus",
  "box",
  "lock",
  "closed",
  "hourglass",
  "clock",
  "alert",
  "warn",
  "info",
  "help",
  "mail",
  "shield",
  "seal",
  "download",
  "upload",
  "print",
  "search",
  "filter",
  "sort",
  "sort-up",
  "sort-down",
  "arrow-left",
  "chevron-left",
  "chevron-right",
  "chevron-down",
  "repeat",
  "copy",
  "settings",
  "list",
  "chart",
  "calculator",
  "euro",
  "scale",
  "key",
  "logout",
  "phone",
  "pencil",
  "trash",
  "allergy",
  "people",
  "building",
  "eye",
  "external",
  "undo",
  "offline",
] as const;

export type IconName = (typeof ICONS)[number];

const { src } = sprite as { src: string };

export function Icon({ name, size }: { name: IconName; size?: "small" | "large" | undefined }) {
  return (
    // Its size is the style sheet's; without one, as on a slow line, it stays the size of a letter instead of filling the page.
    <svg className={size ? `ic ic--${size}` : "ic"} width="20" height="20" aria-hidden="true" focusable="false">
      <use href={`${src}#${name}`} />
    </svg>
  );
}
