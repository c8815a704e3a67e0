/**
 * The life of a device at the gate: what it shows comes from its own store first, so that it opens without network; then it sends what waits
 * and asks for the lists again, when the network comes back and from time to time.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { addMark, type GateBundle, type GateKid, type GateList, type WaitingMark } from "@/lib/attendance/rules-gate";
import { canKeep, deviceNow } from "./clock";
import { fetchLists, type Silence } from "./exchange";
import { type Progress, replaceMark, sendWaiting } from "./sending";
import { dropLists, dropMarks, keepBundle, readBundle, readMarks, sweep } from "./vault";

export type GateView = {
  phase: "opening" | "ready" | "unable";
  bundle: GateBundle | null;
  marks: readonly WaitingMark[];
  /** Marks on this device that wait for somebody else to sign in. */
  foreign: number;
  link: "online" | Silence;
  progress: Progress | null;
};

const FIRST: GateView = { phase: "opening", bundle: null, marks: [], foreign: 0, link: "online", progress: null };
/** How often the device looks whether the network is back, and how many looks make a refresh while it is there. */
const LOOK_MS = 4000;
const LOOKS = 8;

type Part = Partial<GateView>;
type Change = (part: Part | ((before: GateView) => Part)) => void;

export function useGate() {
  const [view, setView] = useState<GateView>(FIRST);
  const link = useRef<GateView["link"]>("online");
  const change = useCallback<Change>((part) => {
    if (typeof part !== "function" && part.link) link.current = part.link;
    setView((before) => ({ ...before, ...(typeof part === "function" ? part(before) : part) }));
  }, []);
  useEffect(() => startGate(change, link), [change]);
  return { view, ...actionsOf(view.bundle, change) };
}

function startGate(change: Change, link: { readonly current: GateView["link"] }): () => void {
  if (!canKeep()) {
    change({ phase: "unable" });
    return () => undefined;
  }
  let looks = 0;
  const turn = () => void refresh(change);
  const offline = () => change({ link: "offline" });
  void openKept(change).then(turn);
  const timer = window.setInterval(() => {
    looks += 1;
    if (link.current === "offline" || looks % LOOKS === 0) turn();
  }, LOOK_MS);
  window.addEventListener("online", turn);
  window.addEventListener("offline", offline);
  document.addEventListener("visibilitychange", turn);
  return () => {
    window.clearInterval(timer);
    window.removeEventListener("online", turn);
    window.removeEventListener("offline", offline);
    document.removeEventListener("visibilitychange", turn);
  };
}

async function openKept(change: Change): Promise<void> {
  await sweep(deviceNow().day);
  await show(change, navigator.onLine ? "online" : "offline");
}

async function show(change: Change, link: GateView["link"]): Promise<void> {
  const bundle = await readBundle();
  const { marks, foreign } = await readMarks(bundle?.owner ?? null);
  change({ phase: "ready", bundle, marks, foreign, link, progress: null });
}

/** One tab at a time, one after the other: two would send the same marks. */
function inTurn(act: () => Promise<void>): Promise<void> {
  return navigator.locks.request("pointage", act);
}

/** Unless a turn is being taken already: on a slow network, looks do not queue up. */
function unlessBusy(act: () => Promise<void>): Promise<void> {
  return navigator.locks.request("pointage", { ifAvailable: true }, (lock) => (lock ? act() : undefined));
}

/** Sends what waits; false when the portal did not answer, and the page says so. */
async function send(change: Change): Promise<boolean> {
  if (await sweep(deviceNow().day)) change({ bundle: null, marks: [] });
  const kept = navigator.onLine ? await readBundle() : null;
  const sent = kept && (await sendWaiting({ bundle: kept, told: (progress) => change({ progress }) }));
  const stopped = navigator.onLine ? (sent?.stopped ?? null) : "offline";
  if (stopped) await show(change, stopped);
  return stopped === null;
}

function deliver(change: Change): Promise<void> {
  return inTurn(async () => {
    if (await send(change)) await show(change, "online");
  });
}

/** What waits first, then today's lists as they are now. Those of another person or day take the place of what was kept. */
function refresh(change: Change): Promise<void> {
  return unlessBusy(async () => {
    if (!(await send(change))) return;
    const fresh = await fetchLists();
    if (fresh === "denied") await dropLists();
    if (typeof fresh === "string") return show(change, fresh);
    await keepBundle(fresh);
    // Marks may wait for a person who has just come back.
    if (await send(change)) await show(change, "online");
  });
}

function actionsOf(bundle: GateBundle | null, change: Change) {
  const put = async (mark: WaitingMark) => {
    change(({ marks }) => ({ marks: addMark(marks, mark) }));
    await replaceMark(mark);
    await deliver(change);
  };
  return {
    mark: (list: GateList, kid: GateKid, wanted: WaitingMark["wanted"]) =>
      bundle && put(newMark({ bundle, list, kid, wanted })),
    /** Sent again as a choice made knowing what the other person noted. */
    keepMine: (mark: WaitingMark) =>
      mark.fate.kind === "conflict" &&
      put({ ...mark, id: crypto.randomUUID(), seen: mark.fate.theirs, fate: { kind: "waiting" } }),
    drop: async (mark: WaitingMark) => {
      change(({ marks }) => ({ marks: marks.filter((one) => one.id !== mark.id) }));
      await dropMarks([mark.id]);
      await refresh(change);
    },
    again: () => refresh(change),
    empty: async () => {
      await dropLists();
      change({ bundle: null });
    },
  };
}

type Making = { bundle: GateBundle; list: GateList; kid: GateKid; wanted: WaitingMark["wanted"] };

function newMark({ bundle, list, kid, wanted }: Making): WaitingMark {
  const name = `${kid.firstName} ${kid.lastName}`;
  const place = { listId: list.id, listName: list.nameFr, childId: kid.childId, name };
  const { owner, day } = bundle;
  return { id: crypto.randomUUID(), owner, day, ...place, seen: kid.state, wanted, fate: { kind: "waiting" } };
}
