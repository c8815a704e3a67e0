"use client";
/** While work goes on the page asks for itself again; it stops when the page no longer shows the work. */
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const EVERY_MILLISECONDS = 3000;

export function KeepFresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, EVERY_MILLISECONDS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content="8" />
    </noscript>
  );
}
