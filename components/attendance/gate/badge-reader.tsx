/**
 * A badge is a code of its child: read by a keyboard reader or typed in the field, or seen by the camera where the browser can read codes.
 * First the arrival; shown again by a child who is there, the departure.
 */
import { type FormEvent, useRef, useState } from "react";
import { deviceNow } from "@/components/attendance/device/clock";
import { Button } from "@/components/ui/button";
import { badgeCode, type GateList, shownState } from "@/lib/attendance/rules-gate";
import { CameraReader } from "./camera-reader";
import { fill } from "./fill";
import { markedNow } from "./gate-kid";
import type { GateProps } from "./gate-props";

type ReaderProps = GateProps & { list: GateList };

export function BadgeReader({ list, gate, texts }: ReaderProps) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState("");
  const read = (text: string) => setSaid(fill(...markBadge({ text, list, gate, texts })));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (field.current?.value) read(field.current.value);
    if (field.current) field.current.value = "";
  };
  return (
    <form className="field-bar mt-4 no-print" onSubmit={submit}>
      <div className="field">
        <label htmlFor="gate-badge">{texts.badge.label}</label>
        <span className="hint" id="gate-badge-hint">
          {texts.badge.hint}
        </span>
        <input
          ref={field}
          id="gate-badge"
          className="input"
          aria-describedby="gate-badge-hint"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
        />
      </div>
      <Button type="submit" kind="line">
        {texts.badge.go}
      </Button>
      <CameraReader texts={texts.badge} onCode={read} />
      <p role="status" className="wide">
        {said}
      </p>
    </form>
  );
}

type Reading = Pick<ReaderProps, "list" | "gate" | "texts"> & { text: string };

/** Marks the child of the badge and gives what to say. */
function markBadge({ text, list, gate, texts }: Reading): [string, Record<string, string>] {
  const code = badgeCode(text);
  const kid = code ? list.kids.find((one) => one.badges.includes(code)) : undefined;
  if (!kid) return [texts.badge.unknown, {}];
  const name = { name: `${kid.firstName} ${kid.lastName}` };
  const state = shownState(kid, gate.view.marks, list.id);
  if (state.mark !== "present") {
    void gate.mark(list, kid, markedNow({ list, state, mark: "present" }));
    return [texts.badge.arrived, name];
  }
  if (!list.notesDeparture || state.departed) return [texts.badge.already, name];
  void gate.mark(list, kid, { ...state, mark: "present", departed: deviceNow().time });
  return [texts.badge.departed, name];
}
