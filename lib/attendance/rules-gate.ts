/**
 * The device at the gate: what it keeps of a list, the marks that wait for the network, and when two people contradict each other
 * (issue « attendance off line »). The server decides; the device only remembers. Pure, for both sides.
 */
import { type CivilDate, type CivilTime, distanceInDays } from "@/lib/kernel/civil-date";
import { type Counts, countOf, type Mark, statusOf } from "./rules";

/** How a child stands on a sheet; null is not marked yet. */
export type GateState = { mark: Mark | null; arrived: CivilTime | null; departed: CivilTime | null };

export const UNMARKED: GateState = { mark: null, arrived: null, departed: null };

/** Hours belong to a child who was there. */
export function cleanState(state: GateState): GateState {
  return state.mark === "present" ? state : { mark: state.mark, arrived: null, departed: null };
}

function isSame(one: GateState, other: GateState): boolean {
  return one.mark === other.mark && one.departed === other.departed;
}

type Meeting = { current: GateState; seen: GateState; wanted: GateState; byOther: boolean };

/**
 * What becomes of a mark made on a device that had seen an older state. An arrival or a departure that completes what somebody else noted
 * is written; another mark or another hour of departure than theirs is a conflict, and a person chooses.
 */
export function verdictOf({ current, seen, wanted, byOther }: Meeting): "same" | "conflict" | "write" {
  if (isSame(current, wanted) && (wanted.arrived === null || current.arrived !== null)) return "same";
  if (!byOther || isSame(current, seen) || current.mark === null) return "write";
  const contradicts =
    current.mark !== wanted.mark || (current.departed !== null && current.departed !== wanted.departed);
  return contradicts ? "conflict" : "write";
}

/** The earlier arrival of a child who was there already stays, unless this person had seen it and changed it. */
export function settledState({ current, seen, wanted }: Omit<Meeting, "byOther">): GateState {
  const clean = cleanState(wanted);
  const keeps = clean.mark === "present" && current.mark === "present" && current.arrived !== null;
  return keeps && seen.arrived !== current.arrived ? { ...clean, arrived: current.arrived } : clean;
}

export type GatePerson = {
  name: string;
  relation: string | null;
  phone: string | null;
  kind: "authorised" | "emergency_only" | "forbidden";
};

export type GateKid = {
  childId: string;
  firstName: string;
  lastName: string;
  grade: string | null;
  isBooked: boolean;
  state: GateState;
  diet: string;
  hasPai: boolean;
  allergies: string | null;
  mayLeaveAlone: boolean;
  people: readonly GatePerson[];
  /** Codes of the child's badges in force. */
  badges: readonly string[];
  /** Where the child gets on or off, on a bus sheet. */
  stop: string | null;
};

export type GateList = {
  id: string;
  siteName: string;
  nameFr: string;
  nameEn: string;
  startsAt: CivilTime;
  endsAt: CivilTime;
  notesArrival: boolean;
  notesDeparture: boolean;
  isLocked: boolean;
  kids: readonly GateKid[];
};

/** What a device keeps for one day and one session. `owner` says whose it is without naming anybody. */
export type GateBundle = {
  owner: string;
  session: string;
  day: CivilDate;
  firstName: string;
  lists: readonly GateList[];
};

export type MarkAnswer =
  | { id: string; result: "done" }
  | { id: string; result: "conflict"; theirs: GateState; role: string; time: CivilTime }
  | { id: string; result: "refused"; reason: GateRefusal };

export const gateRefusals = ["locked", "not-yet", "not-yours", "unknown-badge", "unreadable"] as const;
export type GateRefusal = (typeof gateRefusals)[number];

/** A mark made on the device, until the server has it. */
export type WaitingMark = {
  id: string;
  owner: string;
  day: CivilDate;
  listId: string;
  childId: string;
  /** Kept with the mark: should it be refused once the list is gone, the office can still be told. */
  name: string;
  listName: string;
  seen: GateState;
  wanted: GateState & { mark: Mark };
  fate:
    | { kind: "waiting" }
    | { kind: "conflict"; theirs: GateState; role: string; time: CivilTime }
    | { kind: "refused"; reason: GateRefusal };
};

/** A new mark takes the place of the one that still waits for the same child: one choice is sent, the last. */
export function addMark(waiting: readonly WaitingMark[], mark: WaitingMark): WaitingMark[] {
  const others = waiting.filter((one) => one.listId !== mark.listId || one.childId !== mark.childId);
  return [...others, mark];
}

/** The state a person sees: their own mark as long as it waits, else what the server last said. */
export function shownState(kid: GateKid, waiting: readonly WaitingMark[], listId: string): GateState {
  return waiting.find((mark) => mark.listId === listId && mark.childId === kid.childId)?.wanted ?? kid.state;
}

/** The list as it stands once the server has taken a mark. */
export function applyMark(bundle: GateBundle, { listId, childId, wanted }: WaitingMark): GateBundle {
  const moved = (kid: GateKid) => (kid.childId === childId ? { ...kid, state: cleanState(wanted) } : kid);
  const lists = bundle.lists.map((list) => (list.id === listId ? { ...list, kids: list.kids.map(moved) } : list));
  return { ...bundle, lists };
}

/** What is left to send or to settle after the server answered some marks. An answer about a mark that was replaced meanwhile is nothing. */
export function settle(waiting: readonly WaitingMark[], answers: readonly MarkAnswer[]): WaitingMark[] {
  const said = new Map(answers.map((answer) => [answer.id, answer]));
  return waiting.flatMap((mark): WaitingMark[] => {
    const answer = said.get(mark.id);
    if (!answer) return [mark];
    if (answer.result === "done") return [];
    if (answer.result === "refused") return [{ ...mark, fate: { kind: "refused", reason: answer.reason } }];
    const { theirs, role, time } = answer;
    return [{ ...mark, fate: { kind: "conflict", theirs, role, time } }];
  });
}

export function countsOf(list: GateList, waiting: readonly WaitingMark[]): Counts {
  return countOf(
    list.kids.map((kid) => {
      const { mark } = shownState(kid, waiting, list.id);
      return { isBooked: kid.isBooked, status: mark === null ? null : statusOf(mark, kid.isBooked) };
    }),
  );
}

/** Lists go at the end of their day; a mark that was never sent stays a week, for the person who made it. */
const KEPT_DAYS = 7;

export function isListOver(listDay: CivilDate, today: CivilDate): boolean {
  return listDay !== today;
}

export function isMarkOver(age: number): boolean {
  return age > KEPT_DAYS;
}

/** A list of the days that are over, whose marks may still wait on a device. */
export function isLate(listDay: CivilDate, today: CivilDate): boolean {
  return listDay < today && !isMarkOver(distanceInDays(listDay, today));
}

/** The letters of a badge, however a camera or a reader gives them; null when it is none of ours. */
export function badgeCode(text: string): string | null {
  const code = text.trim().toUpperCase().replace(/[\s-]/g, "");
  return /^[2-9A-HJ-NP-Z]{16}$/.test(code) ? code : null;
}
