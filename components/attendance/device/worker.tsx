"use client";
/** Lets the page at the gate open without network: its worker answers below this address only (public/pointage-worker.js). */
import { useEffect } from "react";

const SCOPE = "/gestion/pointage";

export function GateWorker() {
  useEffect(() => {
    // While developing, pieces change under the same name: keeping them would show yesterday's.
    if (process.env.NODE_ENV !== "production" || !("serviceWorker" in navigator)) return;
    void navigator.serviceWorker
      .register("/pointage-worker.js", { scope: SCOPE })
      .then((registration) => registration.active?.postMessage("renew"))
      .catch(() => undefined);
  }, []);
  return null;
}
