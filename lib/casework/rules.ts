/**
 * Who takes a request in charge when it comes: the first criterion of the settings that it meets (issue 6, point 3); whose it is; and which paper an
 * absence needs before it is justified. Pure.
 */
import type { RequestKind } from "@/lib/request/rules";

/** Null is any. `from` and `to` are first letters of the household's name, both included. */
export type Criterion = {
  kind: RequestKind | null;
  siteId: string | null;
  from: string | null;
  to: string | null;
  teamId: string | null;
  accountId: string | null;
};

export type Incoming = { kind: RequestKind; siteId: string | null; householdName: string };

/** The first letter without its accent: « Élise » stands among the E. Empty when the name has no letter. */
export function initialOf(name: string): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "");
  return (/[A-Za-z]/.exec(plain)?.[0] ?? "").toUpperCase();
}

/** Who may read it on the portal besides the office. */
export const subjectOf = (request: { isPrivate: boolean; accountId: string | null; householdId: string }) =>
  request.isPrivate && request.accountId
    ? ({ kind: "account", id: request.accountId } as const)
    : ({ kind: "household", id: request.householdId } as const);

/** Every criterion that is met, in order: whoever may not read the request is passed over by the caller. */
export function takersOf<Kept extends Criterion>(criteria: readonly Kept[], request: Incoming): Kept[] {
  const initial = initialOf(request.householdName);
  return criteria.filter(({ kind, siteId, from, to }) => {
    if (kind !== null && kind !== request.kind) return false;
    if (siteId !== null && siteId !== request.siteId) return false;
    if (from === null && to === null) return true;
    return initial !== "" && initial >= (from ?? "A") && initial <= (to ?? "Z");
  });
}

/** Why a child was away, as the family says it: the commune asks for a paper for some of these and not for others (domain rules 21). */
export const absenceReasons = ["illness", "appointment", "family", "other"] as const;
export type AbsenceReason = (typeof absenceReasons)[number];

/** The kind of document that each reason must come with; a reason that is not there needs none. */
export type Certificates = Partial<Record<AbsenceReason, string>>;

/** The kind that this request must come with; an absence without a reason is one for another reason. */
export function certificateFor(kind: RequestKind, reason: AbsenceReason | null, asked: Certificates): string | null {
  return kind === "absence" ? (asked[reason ?? "other"] ?? null) : null;
}

type Joined = { kindId: string; state: string; destroyedAt: Date | null };

/** Handed in, and neither refused, taken back nor destroyed before anybody had looked at it. */
export const holdsAsCertificate = (kindId: string, joined: Joined): boolean =>
  joined.kindId === kindId &&
  (joined.state === "validated" || (joined.state === "waiting" && joined.destroyedAt === null));
