/** How the answer to a request is shown. */
import type { TagTone } from "@/components/ui/tag";

export const REQUEST_TONES: Record<"submitted" | "accepted" | "refused" | "withdrawn", TagTone> = {
  submitted: "due",
  accepted: "ok",
  refused: "bad",
  withdrawn: "quiet",
};
