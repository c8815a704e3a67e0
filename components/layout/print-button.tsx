"use client";
/** Opens the browser's print window; without a script the browser's own menu does it, so the button stays away. */
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

export function PrintButton({ children }: { children: ReactNode }) {
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  if (!ready) return null;
  return (
    <Button kind="quiet" icon="print" onClick={() => window.print()}>
      {children}
    </Button>
  );
}
