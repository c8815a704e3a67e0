/** Sends what waits, a few marks at a time, from one tab only: each answer is kept before the next mark leaves, so that nothing is lost. */
import { applyMark, type GateBundle, settle, type WaitingMark } from "@/lib/attendance/rules-gate";
import { type Silence, sendMarks } from "./exchange";
import { dropMarks, keepBundle, keepMark, readMarks } from "./vault";

const AT_ONCE = 10;

/** Keeps a mark in the place of the one that still waits for the same child. */
export async function replaceMark(mark: WaitingMark): Promise<void> {
  const { marks } = await readMarks(mark.owner);
  await keepMark(mark);
  const replaced = marks.filter((one) => one.listId === mark.listId && one.childId === mark.childId);
  await dropMarks(replaced.map((one) => one.id));
}

export type Progress = { sent: number; total: number };

type Journey = { bundle: GateBundle; told: (progress: Progress) => void };

/** Gives the list with what the server took, and the silence that stopped it, if one did. */
export async function sendWaiting({ bundle, told }: Journey): Promise<{ bundle: GateBundle; stopped: Silence | null }> {
  const { marks } = await readMarks(bundle.owner);
  const due = marks.filter((mark) => mark.fate.kind === "waiting");
  let after = bundle;
  for (let sent = 0; sent < due.length; sent += AT_ONCE) {
    told({ sent, total: due.length });
    const part = due.slice(sent, sent + AT_ONCE);
    const answers = await sendMarks(bundle.owner, part);
    if (typeof answers === "string") return { bundle: after, stopped: answers };
    const left = settle(part, answers);
    const taken = part.filter((mark) => !left.some((one) => one.id === mark.id));
    after = taken.reduce(applyMark, after);
    if (taken.length > 0) await keepBundle(after);
    await keepAnswers({ left, taken });
  }
  return { bundle: after, stopped: null };
}

type Answered = { left: readonly WaitingMark[]; taken: readonly WaitingMark[] };

/** A mark that was replaced while it was on its way is not brought back by its answer. */
async function keepAnswers({ left, taken }: Answered): Promise<void> {
  for (const mark of left.filter((one) => one.fate.kind !== "waiting")) {
    const { marks } = await readMarks(mark.owner);
    if (marks.some((one) => one.id === mark.id)) await keepMark(mark);
  }
  await dropMarks(taken.map((mark) => mark.id));
}
