"use client";
/** A page failed: the others still work. */
import { Failure } from "@/components/states/failure";

export default function PageFailure({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Failure digest={error.digest} retry={reset} />;
}
