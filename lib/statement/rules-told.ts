/** How files, their lines and what a line may be are told to a person. Pure: screens are given these shapes. */
import type { CivilDate } from "@/lib/kernel/civil-date";
import type { Cents } from "@/lib/kernel/money";
import type { FileKind, LineKind } from "@/lib/reading/schema";
import type { Candidate } from "./rules-match";
import type { ImportReport, MatchKind, MatchRule } from "./schema";

export type ImportHead = {
  id: string;
  regieId: string;
  kind: FileKind;
  fileName: string;
  sha256: string;
  moment: string;
  report: ImportReport;
};

export const lineFilters = ["all", "open", "proposed", "matched", "aside"] as const;
export type LineFilter = (typeof lineFilters)[number];
export type LineState = "open" | "proposed" | "matched" | "set_aside";

export type LineTold = {
  id: string;
  kind: LineKind;
  day: CivilDate;
  amountCents: Cents;
  reference: string;
  label: string;
  party: string;
  state: LineState;
  match: { kind: MatchKind; id: string; confidence: number; rule: MatchRule; name: string } | null;
  aside: string;
};

export type CandidateTold = Candidate & { name: string };
