/** A level by the commune's own words, else by its number. */
import type { _Translator as Translator } from "next-intl";
import type { Level } from "@/lib/dunning/rules";
import type { Messages } from "@/lib/i18n/messages";

type T = Translator<Messages, "dunning">;

export function levelWords(t: T, { level, label }: Pick<Level, "level" | "label">): string {
  return label ?? t("level", { level });
}
