/** A state: always a sign and a word, so that the colour says nothing alone. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type TagTone = "quiet" | "due" | "ok" | "bad" | "info";

const SIGNS: Record<TagTone, IconName> = { quiet: "lock", due: "clock", ok: "check", bad: "warn", info: "info" };

export function Tag({
  tone = "quiet",
  icon,
  children,
}: {
  tone?: TagTone | undefined;
  icon?: IconName | undefined;
  children: ReactNode;
}) {
  return (
    <span className={tone === "quiet" ? "tag" : `tag tag--${tone}`}>
      <Icon name={icon ?? SIGNS[tone]} />
      {children}
    </span>
  );
}

/** What waits, in a menu. `label` is said aloud: « 1 à payer ». Nothing is shown for zero. */
export function Count({ value, label }: { value: number; label: string }) {
  if (value === 0) return null;
  return (
    <span className="count">
      <span aria-hidden="true">{value}</span>
      <span className="sr"> {label}</span>
    </span>
  );
}
