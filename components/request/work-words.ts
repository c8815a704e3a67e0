/** How a request looks in a list: the tone of each step, and of how it ended. */
import type { TagTone } from "@/components/ui/tag";
import type { RequestState } from "@/lib/request/rules";

const tones: Record<RequestState, TagTone> = {
  received: "info",
  acknowledged: "info",
  waiting_family: "due",
  in_study: "info",
  proposal: "due",
  decided: "ok",
  closed: "quiet",
  reopened: "info",
};

export function workTone({ state, outcome }: { state: RequestState; outcome: string | null }): TagTone {
  if (state !== "decided" && state !== "closed") return tones[state];
  if (outcome === "refused") return "bad";
  return outcome === "withdrawn" ? "quiet" : "ok";
}
