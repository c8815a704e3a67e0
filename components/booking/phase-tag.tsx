/** Where a draw stands, in a word. */
import { Tag, type TagTone } from "@/components/ui/tag";
import type { DrawPhase } from "@/lib/draw/rules";

const TONES: Record<DrawPhase, TagTone> = {
  announced: "info",
  open: "due",
  closed: "quiet",
  drawn: "ok",
  cancelled: "quiet",
};

export function PhaseTag({ phase, label }: { phase: DrawPhase; label: string }) {
  return <Tag tone={TONES[phase]}>{label}</Tag>;
}
