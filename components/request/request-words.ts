/** The title and the tag of a change request, the same on every page that lists or opens one. */
import type { TagTone } from "@/components/ui/tag";

export const stateTones: Record<"submitted" | "accepted" | "refused" | "withdrawn", TagTone> = {
  submitted: "info",
  accepted: "ok",
  refused: "bad",
  withdrawn: "quiet",
};

/** Whom it is about: a child, an adult, or nobody for a household's affair. */
export function aboutName(request: {
  child: { firstName: string } | null;
  guardian: { firstName: string } | null;
}): string {
  return request.child?.firstName ?? request.guardian?.firstName ?? "";
}
