/** The agent's key for the working day: kept in this browser, usable and not exportable, for one session, until the evening. */
import { drop, empty, keep, rowsIn } from "./database";
import type { OpenKeys } from "./key-file";

type Kept = OpenKeys & { id: string; session: string; until: number };

/** Kept for this session until the end of the day it says (an instant, in milliseconds). */
export async function keepForDay(
  keys: OpenKeys,
  { session, until }: { session: string; until: number },
): Promise<void> {
  await empty("keys");
  await keep("keys", { id: "day", ...keys, session, until } as Kept);
}

/** The key, if it was imported in this very session and the day is not over; whatever else is found goes. */
export async function dayKey(session: string): Promise<OpenKeys | null> {
  const [kept] = await rowsIn<Kept>("keys");
  if (!kept) return null;
  if (kept.session === session && performance.timeOrigin + performance.now() < kept.until) return kept;
  await drop("keys", kept.id);
  return null;
}

export async function forgetKey(): Promise<void> {
  await empty("keys");
}
