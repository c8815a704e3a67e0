/** How the state of an account is shown. */
import type { TagTone } from "@/components/ui/tag";
import type { AccountState } from "@/lib/account/queries";

export const TONES: Record<AccountState, TagTone> = {
  pending: "due",
  active: "ok",
  suspended: "bad",
  closed: "quiet",
};
