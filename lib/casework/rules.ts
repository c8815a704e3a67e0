/** Who takes a request in charge when it comes: the first criterion of the settings that it meets (issue 6, point 3); and whose it is. Pure. */
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
