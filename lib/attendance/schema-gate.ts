/** What a device at the gate sends: marks under the ids it gave them. Nothing in it is believed but the choice itself. Pure. */
import { z } from "zod";
import { type CivilTime, isCivilTime } from "@/lib/kernel/civil-date";
import type { Facts } from "@/lib/kernel/outcome";
import { marks } from "./rules";
import type { GateState } from "./rules-gate";

const time = z.string().refine(isCivilTime, "time").nullable();
const state = z.object({ mark: z.enum(marks).nullable(), arrived: time, departed: time });

/** Few at a time: the device shows its progress, and no answer takes long. */
export const MARKS_AT_ONCE = 20;

const markSchema = z.object({
  id: z.uuid("generic"),
  listId: z.uuid("generic"),
  childId: z.uuid("generic"),
  seen: state,
  wanted: state.extend({ mark: z.enum(marks) }),
});
export type GateMarkInput = z.infer<typeof markSchema>;

/** Each mark is read by itself: one that cannot be read is answered under its id, and holds none of the others back. */
type SentMark = { id: string; mark: GateMarkInput | null };

const sentSchema = z.looseObject({ id: z.string().max(64) }).transform((sent): SentMark => {
  const read = markSchema.safeParse(sent);
  return { id: sent.id, mark: read.success ? read.data : null };
});

export const syncSchema = z.object({ owner: z.string().max(64), marks: z.array(sentSchema).min(1).max(MARKS_AT_ONCE) });

/** What stands on the sheet instead, out of the flat facts of a refusal. */
export function readConflict(facts: Facts): { theirs: GateState; role: string; time: CivilTime } {
  const text = (name: string) => String(facts[name] ?? "");
  const mark = marks.find((one) => one === text("mark")) ?? null;
  const theirs = { mark, arrived: text("arrived") || null, departed: text("departed") || null };
  return { theirs, role: text("role"), time: text("time") };
}
