/** What the accessibility statement may say (RGAA 4.1.2, arrêté of 20 September 2019): nothing without an audit, then by the rate it found. Pure. */

export type Conformity = "none" | "full" | "part" | "not";

/** `rate` is the share of criteria met, in percent: all of them is full conformity, half or more is partial. */
export function conformityOf({ auditOn, rate }: { auditOn: string; rate: number }): Conformity {
  if (auditOn === "") return "none";
  if (rate >= 100) return "full";
  return rate >= 50 ? "part" : "not";
}
