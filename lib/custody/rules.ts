/**
 * A change that both holders of parental authority must want (code civil 372, 372-2, 373-2): one proposes, the other answers, or nobody does in time.
 * Usual acts, such as booking or telephones, need one parent only. Nothing is discussed here: a proposal is answered yes or no. Pure.
 */
import { addDays, type CivilDate } from "@/lib/kernel/civil-date";

export const sharedKinds = ["child_identity", "child_school", "child_custody", "image_consent", "custody_day"] as const;
export type SharedKind = (typeof sharedKinds)[number];

export type SharedState = "proposed" | "agreed" | "refused" | "withdrawn" | "expired";
export const sharedMoves = ["agree", "refuse", "withdraw", "expire"] as const;
export type SharedMove = (typeof sharedMoves)[number];

export const DAYS_TO_ANSWER = 15;

const GRAPH: Readonly<Record<SharedState, Partial<Record<SharedMove, SharedState>>>> = {
  proposed: { agree: "agreed", refuse: "refused", withdraw: "withdrawn", expire: "expired" },
  agreed: {},
  refused: {},
  withdrawn: {},
  expired: {},
};

/** Null when the state is final. */
export function afterMove(state: SharedState, move: SharedMove): SharedState | null {
  return GRAPH[state][move] ?? null;
}

/** An answer counts until the end of its time: at that instant it is too late. */
export function isOver(expiresAt: Date, now: Date): boolean {
  return now.getTime() >= expiresAt.getTime();
}

export type Holder = {
  guardianId: string;
  authority: "joint" | "sole" | "none";
  isBarred: boolean;
  isAlive: boolean;
  hasAccount: boolean;
  /** Households of the child where they live today. */
  homes: readonly { id: string; isProtected: boolean }[];
};

/** Who decides something important: the proposer alone, the other parent once asked here, or the office, which asks on paper. */
type Verdict = { by: "alone" } | { by: "other"; guardianId: string } | { by: "office" };

/**
 * The other holder of joint authority who lives in another home of the child is asked. Where that one cannot be asked here (no account, no home known,
 * a protected address on either side), and where the proposer holds no authority, nothing is decided here: the office sees to it.
 * A child of whom no guardian is recorded is answered for by its home.
 */
export function whoDecides(holders: readonly Holder[], proposerId: string): Verdict {
  const proposer = holders.find(({ guardianId }) => guardianId === proposerId);
  if (holders.length === 0 || (proposer?.authority === "sole" && !proposer.isBarred)) return { by: "alone" };
  if (proposer?.authority !== "joint" || proposer.isBarred) return { by: "office" };
  const near = new Set(proposer.homes.map(({ id }) => id));
  const apart = holders.filter(
    (one) =>
      one !== proposer &&
      one.authority === "joint" &&
      !(one.isBarred || !one.isAlive || one.homes.some(({ id }) => near.has(id))),
  );
  const [other] = apart;
  if (!other) return { by: "alone" };
  const isHidden = [proposer, ...apart].some(({ homes }) => homes.some((home) => home.isProtected));
  const isReached = apart.every(({ hasAccount, homes }) => hasAccount && homes.length > 0);
  return isHidden || !isReached ? { by: "office" } : { by: "other", guardianId: other.guardianId };
}

export type SwapRefusal = "past" | "too-far" | "no-other-home" | "already-there";

/** A day may change homes from tomorrow on, within a year. `here` is the home that has the child that day. */
export function refuseSwap(
  wish: { day: CivilDate; to: string },
  at: { today: CivilDate; here: string | null; homes: readonly string[] },
): SwapRefusal | null {
  if (wish.day <= at.today) return "past";
  if (wish.day > addDays(at.today, 365)) return "too-far";
  if (at.homes.length < 2 || !at.homes.includes(wish.to)) return "no-other-home";
  return at.here === wish.to ? "already-there" : null;
}
