"use client";
/**
 * The list with its form, when the network goes: what was marked and not yet saved is kept on the device, and marking goes on at the gate.
 * Around the form; without script, or with the network, it is not there.
 */
import { type ReactNode, useEffect, useRef, useState } from "react";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Mark } from "@/lib/attendance/rules";
import type { GateBundle, GateKid, GateList, WaitingMark } from "@/lib/attendance/rules-gate";
import { replaceMark } from "./sending";
import { readBundle } from "./vault";

type HandOverProps = { listId: string; texts: { title: string; text: string; go: string }; children: ReactNode };

export function HandOver({ listId, texts, children }: HandOverProps) {
  const around = useRef<HTMLDivElement>(null);
  const [offline, setOffline] = useState(false);
  const place = `/gestion/pointage/porte#${listId}`;
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    look();
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    return () => {
      window.removeEventListener("online", look);
      window.removeEventListener("offline", look);
    };
  }, []);
  useEffect(() => {
    const box = around.current;
    const keep = (event: Event) => {
      const form = event.target;
      if (navigator.onLine || !(form instanceof HTMLFormElement)) return;
      event.preventDefault();
      event.stopPropagation();
      void keepForm(form, listId).then(() => window.location.assign(place));
    };
    box?.addEventListener("submit", keep, { capture: true });
    return () => box?.removeEventListener("submit", keep, { capture: true });
  }, [listId, place]);
  return (
    <div ref={around}>
      {offline ? (
        <Notice tone="warn" icon="offline" inset live title={texts.title}>
          <p>{texts.text}</p>
          <LinkButton href={place} kind="line" plain>
            {texts.go}
          </LinkButton>
        </Notice>
      ) : null}
      {children}
    </div>
  );
}

/** Rows that differ from what the form showed, as marks that wait. A device that never took the list keeps none. */
async function keepForm(form: HTMLFormElement, listId: string): Promise<void> {
  const bundle = await readBundle();
  const list = bundle?.lists.find((one) => one.id === listId);
  if (!bundle || !list) return;
  const data = new FormData(form);
  for (const kid of list.kids) {
    const mark = markIn(data, { bundle, list, kid });
    if (mark) await replaceMark(mark);
  }
}

type Row = { bundle: GateBundle; list: GateList; kid: GateKid };

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
