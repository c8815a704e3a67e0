"use client";
/**
 * The list with its form, when the network goes: what was marked and not yet saved is kept on the device, and marking goes on at the gate.
 * A device that never took the list keeps nothing: the page stays with its ticks, and says so. Around the form; without script, or with the network, it is not there.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Mark } from "@/lib/attendance/rules";
import type { GateBundle, GateKid, GateList, WaitingMark } from "@/lib/attendance/rules-gate";
import { canKeep } from "./clock";
import { replaceMark } from "./sending";
import { readBundle } from "./vault";

type HandOverTexts = { title: string; text: string; go: string; notKept: string };
type HandOverProps = { listId: string; texts: HandOverTexts; children: ReactNode };

export function HandOver({ listId, texts, children }: HandOverProps) {
  const around = useRef<HTMLDivElement>(null);
  const [offline, setOffline] = useState(false);
  const [isKept, setIsKept] = useState(false);
  const place = `/gestion/pointage/porte#${listId}`;
  useEffect(() => {
    const look = () => {
      setOffline(!navigator.onLine);
      if (!navigator.onLine) void keptList(listId).then((kept) => setIsKept(kept !== null));
    };
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, [listId]);
  useEffect(() => {
    const box = around.current;
    const keep = (event: Event) => {
      const form = event.target;
      if (navigator.onLine || !(form instanceof HTMLFormElement)) return;
      event.preventDefault();
      event.stopPropagation();
      void keepForm(form, listId)
        .catch(() => false)
        .then((kept) => (kept ? window.location.assign(place) : setIsKept(false)));
    };
    box?.addEventListener("submit", keep, { capture: true });
    return () => box?.removeEventListener("submit", keep, { capture: true });
  }, [listId, place]);
  return (
    <div ref={around}>
      {offline ? (
        <Notice tone="warn" icon="offline" inset live title={texts.title}>
          <p>{isKept ? texts.text : texts.notKept}</p>
          {isKept ? (
            <LinkButton href={place} kind="line" plain>
              {texts.go}
            </LinkButton>
          ) : null}
        </Notice>
      ) : null}
      {children}
    </div>
  );
}

type Kept = { bundle: GateBundle; list: GateList };

/** The list as this device took it; null when it never did, or cannot keep anything. */
async function keptList(listId: string): Promise<Kept | null> {
  const bundle = canKeep() ? await readBundle().catch(() => null) : null;
  const list = bundle?.lists.find((one) => one.id === listId);
  return bundle && list ? { bundle, list } : null;
}

/** Rows that differ from what the form showed, as marks that wait. All of them or none: gives whether they were kept. */
async function keepForm(form: HTMLFormElement, listId: string): Promise<boolean> {
  const kept = await keptList(listId);
  const data = new FormData(form);
  if (!kept || !knowsAll(kept.list, data)) return false;
  for (const kid of kept.list.kids) {
    const mark = markIn(data, { ...kept, kid });
    if (mark) await replaceMark(mark);
  }
  return true;
}

/** A child who joined the sheet after the device took it has no place to wait in. */
function knowsAll(list: GateList, data: FormData): boolean {
  const known = new Set(list.kids.map((kid) => `children.${kid.childId}.mark`));
  return [...data.keys()].every((field) => !/^children\..+\.mark$/.test(field) || known.has(field));
}

type Row = Kept & { kid: GateKid };

function markIn(data: FormData, { bundle, list, kid }: Row): WaitingMark | null {
  const text = (field: string) => String(data.get(`children.${kid.childId}.${field}`) ?? "");
  const [mark, departed] = [text("mark"), text("departed")];
  if (mark === "" || (mark === text("was") && departed === text("wasDeparted"))) return null;
  const name = `${kid.firstName} ${kid.lastName}`;
  const hours = { arrived: kid.state.arrived, departed: departed || null };
  const wanted =
    mark === "present" ? { mark: mark as Mark, ...hours } : { mark: mark as Mark, arrived: null, departed: null };
  const place = { listId: list.id, listName: list.nameFr, childId: kid.childId, name };
  const { owner, day } = bundle;
  return { id: crypto.randomUUID(), owner, day, ...place, seen: kid.state, wanted, fate: { kind: "waiting" } };
}
