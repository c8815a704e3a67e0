"use client";
/** Shows the children whose name holds the letters typed. Rows are hidden, not removed: their marks are still sent. */
import { useEffect, useId, useState } from "react";

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
        onChange={(event) => show(plain(event.target.value))}
      />
    </div>
  );
}

function show(letters: string) {
  for (const row of document.querySelectorAll<HTMLElement>("[data-kid]")) {
    row.hidden = !plain(row.dataset.kid ?? "").includes(letters);
  }
}

function plain(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .toLowerCase()
    .trim();
}
