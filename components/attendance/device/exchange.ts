/** What the device says to the portal and hears from it. Being sent to sign in is an answer; silence is another. */
import type { GateBundle, MarkAnswer, WaitingMark } from "@/lib/attendance/rules-gate";

const LISTS = "/gestion/pointage/porte/listes";
const MARKS = "/gestion/pointage/porte/pointages";
const PATIENCE_MS = 10_000;

export type Silence = "offline" | "signed-out" | "denied";

async function ask<Value>(path: string, body?: unknown): Promise<Value | Silence> {
  const post = { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const options: RequestInit = { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) };
  const answer = await fetch(path, body === undefined ? options : { ...options, ...post }).catch(() => null);
  if (answer === null || answer.status >= 500) return "offline";
  if (answer.type === "opaqueredirect") return "signed-out";
  if (answer.status === 409) return "signed-out";
  if (!answer.ok) return answer.status === 404 ? "denied" : "offline";
  return (await answer.json().catch(() => "offline" as const)) as Value | Silence;
}

export function fetchLists(): Promise<GateBundle | Silence> {
  return ask<GateBundle>(LISTS);
}

export async function sendMarks(
  owner: string,
  marks: readonly WaitingMark[],
): Promise<readonly MarkAnswer[] | Silence> {
  const said = marks.map(({ id, listId, childId, seen, wanted }) => ({ id, listId, childId, seen, wanted }));
  const answer = await ask<{ answers: MarkAnswer[] }>(MARKS, { owner, marks: said });
  return typeof answer === "string" ? answer : answer.answers;
}
