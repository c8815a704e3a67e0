"use client";
/** True once scripts run. A form for a passphrase must not exist before: posted by the browser alone, it would end in an address. */
import { useEffect, useState } from "react";

export function useReady(): boolean {
  const [isReady, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return isReady;
}
