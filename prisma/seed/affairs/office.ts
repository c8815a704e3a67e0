/** What the office's affairs of the demonstration are written from: the homes, the day, and who decides. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Actor } from "@/lib/server/context";
import type { Home } from "../families/home";

export type Office = {
  homes: readonly Home[];
  today: CivilDate;
  head: Actor;
  guardianIds: ReadonlyMap<string, string>;
};
