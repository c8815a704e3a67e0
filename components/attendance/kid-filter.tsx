"use client";
/** Shows the children whose name holds the letters typed. Rows are hidden, not removed: their marks are still sent. */
import { useEffect, useId, useState } from "react";
import { fold } from "@/lib/kernel/text/fold";

export function KidFilter({ label }: { label: string }) {
  const id = useId();
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <div className="no-print">
      <label className="sr" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="search"
        className="input"
        placeholder={label}
        autoComplete="off"
        onChange={(event) => show(fold(event.target.value).trim())}
      />
    </div>
  );
}

function show(letters: string) {
  for (const row of document.querySelectorAll<HTMLElement>("[data-kid]")) {
    row.hidden = !fold(row.dataset.kid ?? "").includes(letters);
  }
}
